import type { Agent, AgentTurn } from '../agents/agent.ts';
import type { Emit } from '../events.ts';
import { type Reason, reasonText } from '../fates.ts';
import { clean } from '../log-text.ts';
import type { TurnId } from '../message/ids.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { TurnRow, TurnState } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { isPrepared, type Preparations, type PreparedTurn } from './prepare.ts';

/** How often a turn is begun beyond that, so that one that takes the gateway down each time ends too. */
const CRASHES_MAX = 7;
/** Longest pause between two attempts. */
const RETRY_MAX_MS = 60_000;
const RETRY_FIRST_MS = 1_000;
const LOGGED_REASON_MAX = 300;

interface DispatchOptions {
  readonly store: Store;
  readonly agent: Agent;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** How often the agent may fail at one turn before the turn is given up (ruling-3). */
  readonly failuresMax: number;
  /** Fixes what a turn is given besides its text; null = it is not to be handed over. */
  readonly prepare: Preparations['prepare'];
  /** Commits the answer and sends it; false = the turn was not running any more. */
  answer(turn: TurnRow, replies: readonly string[]): Promise<boolean>;
}

export interface Dispatch {
  /** Runs a turn that was formed as `running` for this very call. */
  runFresh(turn: TurnRow): Promise<void>;
  /** Runs a turn by its id, from the store. */
  run(turnId: TurnId): Promise<void>;
  /** Ends a turn that had begun to reply when an earlier run ended: running it again could reply twice. */
  interrupt(turn: TurnRow): Promise<void>;
}

/** Hands turns to the agent: the same turn again until it is answered or given up, never a changed one. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { store, clock, signal } = options;

  const report = (turn: TurnRow, state: TurnState, why?: Reason) => {
    const { accountId, turnId, lane, text } = turn;
    const { messageGuids } = turn.context;
    const code = why?.code ?? null;
    const reason = why ? reasonText(why) : '';
    options.emit('turn', { accountId, turnId, lane, text, messageGuids, state, code, reason });
  };

  const end = async (turn: TurnRow, state: 'failed' | 'interrupted', reason: Reason) => {
    const hasEnded = await store.endTurn({ turnId: turn.turnId, state, ...reason, atMs: clock.wallMs() });
    if (!hasEnded) return;
    options.logger.error(`imessage: turn ${state}: ${clean(reasonText(reason), LOGGED_REASON_MAX)}`);
    report(turn, state, reason);
  };
  const fail = (turn: TurnRow, reason: Reason) => end(turn, 'failed', reason);

  const runAttempts = async (turn: TurnRow) => {
    let prepared = isPrepared(turn) ? turn : null;
    for (let attempt = turn.attempts, failures = 0; ; ) {
      if (attempt > options.failuresMax + CRASHES_MAX)
        return fail(turn, { code: 'begun_too_often', detail: String(attempt - 1) });
      report(turn, 'running');
      // Not before the attempt counts: preparing may be what takes the gateway down.
      prepared ??= await options.prepare(turn);
      if (prepared === null) return;
      const replies = await ask(options.agent, prepared, signal);
      if (signal.aborted) return;
      if (Array.isArray(replies)) {
        if (await options.answer(turn, replies)) report(turn, 'answered');
        return;
      }
      failures += 1;
      options.logger.warn(`imessage: inbound dispatch failed: ${clean(replies.message, LOGGED_REASON_MAX)}`);
      if (failures >= options.failuresMax)
        return fail(turn, { code: 'agent_gave_up', detail: replies.message });
      await sleep(clock, Math.min(RETRY_FIRST_MS * 4 ** (failures - 1), RETRY_MAX_MS), signal);
      if (signal.aborted) return;
      const started = await store.startTurn({ turnId: turn.turnId });
      if (!started) return;
      attempt = started.attempts;
    }
  };

  return {
    interrupt: (turn) => end(turn, 'interrupted', { code: 'cut_short' }),
    runFresh: runAttempts,
    async run(turnId) {
      const turn = await store.startTurn({ turnId });
      if (turn) await runAttempts(turn);
    },
  };
}

async function ask(agent: Agent, turn: PreparedTurn, signal: AbortSignal): Promise<string[] | Error> {
  const { chatId: _, ...context } = turn.context;
  const agentTurn: AgentTurn = { id: turn.turnId, text: turn.text, ...context, ...turn.preparation };
  try {
    return [...(await agent.run(agentTurn, signal)).replies];
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
