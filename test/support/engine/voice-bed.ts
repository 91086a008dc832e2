import type { ActionOutcome, AgentDecision } from '../../../engine/agents/agent.ts';
import { EngineError } from '../../../engine/errors.ts';
import { createVoice } from '../../../engine/turns/voice.ts';
import { createManualClock } from '../clocks/manual-clock.ts';

/** Cut behind each full stop, or where nothing comes any more, wherever that is. */
const upTo = (end: number) => (end === 0 ? null : { end, next: end });
const sentence = (text: string) => upTo(text.indexOf('.') + 1);
const sentences = { written: sentence, cut: sentence, idle: ({ length }: string) => upTo(length) };

/** A voice whose pieces are committed when the test says so. */
export function createVoiceBed(streams = false) {
  const clock = createManualClock();
  const cutting = new AbortController();
  const pieces: unknown[] = [];
  const notes: string[] = [];
  const commits: ((isSaid: boolean) => void)[] = [];
  let hasBegun = false;
  let end: (outcome: ActionOutcome) => void = () => {};
  const outcome = new Promise<ActionOutcome>((resolve) => {
    end = resolve;
  });
  let decide: (decision: AgentDecision) => void = () => {};
  const decision = new Promise<AgentDecision>((resolve) => {
    decide = resolve;
  });
  let givenUp = 0;
  let replying = 0;
  const add = async (text: string) => {
    pieces.push(text);
    const isSaid = await new Promise<boolean>((resolve) => commits.push(resolve));
    hasBegun ||= isSaid;
    return isSaid;
  };
  const { voice, close, rest } = createVoice({
    signal: cutting.signal,
    clock,
    reply: {
      cutting: streams ? { idleMs: 1_000, next: sentences } : null,
      heldFrom: (text) => text.length,
      addWritten: (text) => add(text),
      hasBegun: () => hasBegun,
      add: (text) => add(text),
      actions: () => [],
      async act({ name }, before) {
        if (name === 'unknown') throw new EngineError('action_unknown');
        if (name === 'look') return { outcome };
        if (!(await before())) return null;
        pieces.push(name);
        const isDurable = await new Promise<boolean>((resolve) => commits.push(resolve));
        return isDurable ? { outcome } : null;
      },
      async ask({ text }, before) {
        if (!(await before())) return null;
        if (text === 'too many') throw new EngineError('approvals_busy');
        pieces.push(text);
        const isDurable = await new Promise<boolean>((resolve) => commits.push(resolve));
        hasBegun ||= isDurable;
        const giveUp = () => {
          givenUp += 1;
        };
        return isDurable ? { decision, isDurable, giveUp } : null;
      },
    },
    progress: (note) => notes.push(note),
    onReplying: () => {
      replying += 1;
    },
  });
  const settle = async () => {
    for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
  };
  const commit = async (isSaid = true) => {
    commits.shift()!(isSaid);
    await settle();
  };
  return {
    voice,
    close,
    rest,
    clock,
    cutting,
    pieces,
    notes,
    commit,
    settle,
    replyingCount: () => replying,
    givenUpCount: () => givenUp,
    end,
    decide,
  };
}
