import { EngineError } from '../errors.ts';
import { asEngineError, thrownKind, thrownWords } from '../thrown.ts';

const WORDS_CHARS_MAX = 2_000;

/** Why an agent did not answer. `message` is in the words of its adapter, and may stand in a log. */
export class AgentFailure extends EngineError {
  /** What the agent itself said or printed, which may be the turn's own words; empty = nothing. */
  readonly said: string;

  constructor(code: 'agent_failed' | 'agent_answer_unusable' | 'agent_missing', message?: string, said = '') {
    super(code, message === undefined ? {} : { message });
    this.said = said.slice(-WORDS_CHARS_MAX).trim();
  }

  /** Whether asking again is in vain. */
  get isFinal(): boolean {
    return this.code === 'agent_missing';
  }

  /** All that is known of it. */
  get whole(): string {
    return this.said === '' ? this.message : `${this.message}: ${this.said}`;
  }
}

/** Whatever an agent threw or rejected with. */
export function agentFailure(thrown: unknown): AgentFailure {
  const known = asEngineError(thrown);
  if (known instanceof AgentFailure) return known;
  return new AgentFailure('agent_failed', `the agent failed (${thrownKind(thrown)})`, thrownWords(thrown));
}
