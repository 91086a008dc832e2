import type {
  ActionOutcome,
  Agent,
  AgentAction,
  AgentDecision,
  AgentMessage,
  AgentQuestion,
  AgentTurn,
} from '../../engine/agents/agent.ts';
import type { Engine } from '../../engine/embedding.ts';
import { EngineError } from '../../engine/errors.ts';
import type { EngineEventName } from '../../engine/events.ts';
import type { LogFields, Logger } from '../../engine/ports/logger.ts';
import { type AnyRecordedEvent, addEntry, type Ledger, type LedgerEntry } from './ledger.ts';

const EVENT_NAMES: readonly EngineEventName[] = [
  'row',
  'settled',
  'systemEvent',
  'approval',
  'turn',
  'progress',
  'part',
  'child',
  'subscribed',
  'fatal',
];

/** Writes down what one process of a gateway says and asks. */
export interface GatewayRecorder {
  readonly logger: Logger;
  /** From now on, every event. */
  listen(engine: Pick<Engine, 'on'>): void;
  agentCalled(turn: AgentTurn): void;
  agentSpoke(turn: AgentTurn, text: string, state: 'said' | 'taken' | 'written'): void;
  /** `end` = what it is told of it; null = it is asking for it. */
  agentActed(turn: AgentTurn, action: AgentAction, end: ActionOutcome | EngineError | null): void;
  /** `end` = what it is told; null = it is asking. */
  agentAsked(turn: AgentTurn, question: AgentQuestion, end: AgentDecision | EngineError | null): void;
  agentAnswered(turn: AgentTurn, replies: readonly AgentMessage[]): void;
  agentFailed(turn: AgentTurn, error: unknown): void;
}

interface GatewayRecorderOptions {
  readonly ledger: Ledger;
  readonly incarnation: number;
  /** Since the run began. */
  nowMs(): number;
  /** Whether the process is still there to say something. Default: always. */
  isAlive?(): boolean;
  /** Called after each entry. */
  onEntry?(entry: LedgerEntry): void;
}

export function createGatewayRecorder(options: GatewayRecorderOptions): GatewayRecorder {
  const { ledger, incarnation, nowMs, isAlive = () => true, onEntry } = options;
  const add = (entry: LedgerEntry) => {
    if (!isAlive()) return;
    addEntry(ledger, entry);
    onEntry?.(entry);
  };
  const write = (level: string) => (message: string, fields?: LogFields) =>
    add({ kind: 'log', incarnation, atMs: nowMs(), level, message, ...(fields && { fields }) });
  const ended = (turn: AgentTurn, replies: readonly AgentMessage[], error: string | null) =>
    add({ kind: 'agent end', incarnation, atMs: nowMs(), turnId: turn.id, replies, error });
  return {
    logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    listen(engine) {
      for (const name of EVENT_NAMES) {
        engine.on(name, (event) =>
          add({ kind: 'event', incarnation, atMs: nowMs(), name, event } as AnyRecordedEvent),
        );
      }
    },
    agentCalled: (turn) => add({ kind: 'agent call', incarnation, atMs: nowMs(), turn }),
    agentSpoke: (turn, text, state) =>
      add({ kind: 'agent piece', incarnation, atMs: nowMs(), turnId: turn.id, text, state }),
    agentActed: (turn, { name, input }, end) =>
      add({ kind: 'agent act', incarnation, atMs: nowMs(), turn, name, input, ...outcomeOf(end) }),
    agentAsked: (turn, question, end) => add({ ...decisionOf(turn, question, end), atMs: nowMs() }),
    agentAnswered: (turn, replies) => ended(turn, replies, null),
    agentFailed: (turn, error) => ended(turn, [], error instanceof Error ? error.message : String(error)),
  };
}

function outcomeOf(end: ActionOutcome | EngineError | null) {
  if (end === null) return { state: 'asked', code: null, reason: '' } as const;
  if (end instanceof EngineError) return { state: 'refused', code: end.code, reason: end.message } as const;
  const { state, reason, result } = end;
  return { state, code: null, reason, ...(result !== undefined && { result }) } as const;
}

function decisionOf(
  { id: turnId, accountId, chatGuid, sender, agentId, sessionKey }: AgentTurn,
  { text, options, decisions }: AgentQuestion,
  end: AgentDecision | EngineError | null,
) {
  const question = options && { question: { chatGuid, sender, options } };
  if (end === null) {
    const kind = options ? 'question' : 'exec';
    const from = { from: chatGuid, sender, agentId, sessionKey };
    const asker = { turnId, kind, accountId, ...from, offers: decisions ?? null, lastsMs: null } as const;
    return { kind: 'decision asked', text, asker, ...question } as const;
  }
  const told = { kind: 'decision', toldTo: 'agent', text, ...question } as const;
  if (end instanceof EngineError) return { ...told, outcome: end.code, by: null, answer: null };
  const { outcome, by = null, answer = null } = end;
  return { ...told, outcome, by, answer };
}

/** The same agent, whose calls are written down. */
export function recordedAgent(agent: Agent, recorder: GatewayRecorder): Agent {
  return {
    name: agent.name,
    turnsMax: agent.turnsMax,
    session: agent.session,
    async run(turn, voice) {
      recorder.agentCalled(turn);
      try {
        const answer = await agent.run(turn, {
          ...voice,
          async reply(text) {
            recorder.agentSpoke(turn, text, 'said');
            await voice.reply(text);
            recorder.agentSpoke(turn, text, 'taken');
          },
          write(text) {
            recorder.agentSpoke(turn, text, 'written');
            return voice.write(text);
          },
          async act(action) {
            recorder.agentActed(turn, action, null);
            try {
              const outcome = await voice.act(action);
              recorder.agentActed(turn, action, outcome);
              return outcome;
            } catch (error) {
              if (error instanceof EngineError) recorder.agentActed(turn, action, error);
              throw error;
            }
          },
          async ask(question) {
            recorder.agentAsked(turn, question, null);
            try {
              const decision = await voice.ask(question);
              recorder.agentAsked(turn, question, decision);
              return decision;
            } catch (error) {
              if (error instanceof EngineError) recorder.agentAsked(turn, question, error);
              throw error;
            }
          },
        });
        recorder.agentAnswered(turn, answer.replies);
        return answer;
      } catch (error) {
        recorder.agentFailed(turn, error);
        throw error;
      }
    },
  };
}
