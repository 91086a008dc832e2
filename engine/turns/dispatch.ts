import type { Agent } from '../agents/agent.ts';
import { AgentFailure } from '../agents/failure.ts';
import type { Emit } from '../events.ts';
import { type Reason, type ReasonCode, reasonText } from '../fates.ts';
import { clean, cleanForeign } from '../log-text.ts';
import type { TurnId } from '../message/ids.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { TurnRow, TurnState } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { isPrepared, type Preparations, TAKEN_BACK } from './prepare.ts';
import type { Reply } from './reply.ts';
import type { Run } from './run.ts';
import { createRuns } from './runs.ts';

/** How often a turn is begun beyond that, so that one that takes the gateway down each time ends too. */
const CRASHES_MAX = 7;
/** Longest pause between two attempts. */
const RETRY_MAX_MS = 60_000;
const RETRY_FIRST_MS = 1_000;
/** How long an agent whose turn was aborted may hold up its conversation before it is no longer waited for. */
export const ABORT_GRACE_MS = 5_000;
const LOGGED_REASON_MAX = 300;

interface DispatchOptions {
  readonly store: Store;
  /** Who answers a turn. */
  agentOf(turn: TurnRow): Agent;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
  /** How often the agent may fail at one turn before the turn is given up (ruling-3). */
  readonly failuresMax: number;
  /** Fixes what a turn is given besides its text; null = it is not to be handed over. */
  readonly prepare: Preparations['prepare'];
  /** What a turn is given that is about to begin, where nothing is to be found for it. */
  readonly atStart: Preparations['atStart'];
  /** What a turn is answered with. */
  replyTo(turn: TurnRow): Reply;
  /** Shows people that their message is being answered, until the function is called that this answers. */
  showBusy(turn: TurnRow): () => void;
}

export interface Dispatch {
  /** Runs a turn that was formed as `running` for this very call. */
  runFresh(turn: TurnRow): Promise<void>;
  /** Runs a turn by its id, from the store. */
  run(turnId: TurnId): Promise<void>;
  /**
   * Ends a turn that runs as `interrupted`, and takes back what of its answer is not on the wire yet. Resolves when that
   * is durable; false = it was not running.
   */
  abort(turnId: TurnId): Promise<boolean>;
  /** A turn has ended, which is durable: it is told, and whoever is at it stops. */
  ended(turn: TurnRow): void;
  /** Ends a turn that had begun to reply when an earlier run ended: running it again could reply twice. */
  interrupt(turn: TurnRow): Promise<void>;
}

/** Hands turns to the agent: the same turn again until it is answered or given up, never a changed one. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { store, clock, signal, ending } = options;
  const { report, end, tellEnd, tellFailure } = createEnds(options);
  const runs = createRuns({ ...options, onReplying: (turn) => report(turn, 'replying') });

  const endAborted = async (turn: TurnRow, run: Run) => {
    runs.seal(turn.turnId);
    const why = { code: 'turn_aborted' } as const;
    await run.reply.takeBack(reasonText(why), () => end(turn, 'interrupted', why));
    runs.over(run, true);
    await Promise.race([run.agentsEnd(), sleep(clock, ABORT_GRACE_MS, ending)]);
  };
  const runAttempts = async (turn: TurnRow) => {
    const run = runs.begin(turn);
    const showIdle = showBusy(options, turn, run);
    try {
      let prepared = isPrepared(turn) ? turn : null;
      for (let attempt = turn.attempts, failures = 0; ; ) {
        if (attempt > options.failuresMax + CRASHES_MAX)
          return end(turn, 'failed', { code: 'begun_too_often', detail: String(attempt - 1) });
        report(turn, 'running');
        // Not before the attempt counts: preparing may be what takes the gateway down.
        const given = prepared ?? (await run.unlessCut(() => options.prepare(turn)));
        if (given === TAKEN_BACK) return end(turn, 'withdrawn', { code: 'taken_back' });
        prepared = given;
        if (ending.aborted) return;
        const outcome = prepared && (await run.ask(options.agentOf(turn), prepared));
        const saying = run.hush();
        if (saying) await saying;
        if (signal.aborted) return;
        if (run.signal.aborted) return await endAborted(turn, run);
        if (outcome === null) return;
        if (!(outcome instanceof AgentFailure)) {
          runs.seal(turn.turnId);
          if (await outcome()) report(turn, 'answered');
          return;
        }
        if (outcome.isFinal) return end(turn, 'failed', { code: 'agent_missing', detail: outcome.message });
        failures += 1;
        tellFailure(outcome);
        if (run.reply.hasBegun())
          return end(
            turn,
            'interrupted',
            { code: 'agent_broke_off', detail: outcome.whole },
            outcome.message,
          );
        if (failures >= options.failuresMax)
          return end(turn, 'failed', { code: 'agent_gave_up', detail: outcome.whole }, outcome.message);
        const pauseMs = Math.min(RETRY_FIRST_MS * 4 ** (failures - 1), RETRY_MAX_MS);
        await sleep(clock, pauseMs, run.signal, ending);
        if (run.signal.aborted && !signal.aborted) return await endAborted(turn, run);
        if (ending.aborted) return;
        const started = await store.startTurn({ turnId: turn.turnId });
        if (!started) return;
        attempt = started.attempts;
      }
    } finally {
      showIdle();
      runs.seal(turn.turnId);
      runs.over(run, false);
      run.reply.close();
    }
  };

  return {
    interrupt: (turn) => end(turn, 'interrupted', { code: 'cut_short' }),
    runFresh: runAttempts,
    async run(turnId) {
      if (ending.aborted) return;
      const preparation = await options.atStart(turnId);
      if (ending.aborted) return;
      const turn = await store.startTurn({ turnId, ...(preparation && { preparation }) });
      if (turn) await runAttempts(turn);
    },
    abort: runs.abort,
    ended(turn) {
      runs.cut(turn.turnId);
      tellEnd(turn, turn.state, { code: turn.code!, detail: turn.detail });
    },
  };
}

/** An agent that is cut short may be at it for a while yet: people see at once that nothing comes. */
function showBusy(options: DispatchOptions, turn: TurnRow, { signal }: Run): () => void {
  const showIdle = options.showBusy(turn);
  signal.addEventListener('abort', showIdle, { once: true });
  return showIdle;
}

/** Where it is no error of this turn. */
const LEVELS: Partial<Record<ReasonCode, 'info' | 'debug'>> = {
  turn_aborted: 'info',
  stopped_by_command: 'info',
  withdrawn_by_command: 'info',
  owner_spoke: 'info',
  taken_back: 'info',
  agent_missing: 'debug',
};

/** Ends of turns without an answer, and how they and other changes are told. */
function createEnds({ store, clock, logger, emit }: DispatchOptions) {
  const report = (turn: TurnRow, state: TurnState, why?: Reason) => {
    const { accountId, turnId, lane, text } = turn;
    const { messageGuids } = turn.context;
    const code = why?.code ?? null;
    const reason = why ? reasonText(why) : '';
    emit('turn', { accountId, turnId, lane, text, messageGuids, state, code, reason });
  };
  const tellEnd = (turn: TurnRow, state: TurnState, reason: Reason, shown = reasonText(reason)) => {
    const level = LEVELS[reason.code] ?? 'error';
    logger[level](`imessage: turn ${state}: ${clean(shown, LOGGED_REASON_MAX)}`);
    report(turn, state, reason);
  };
  const end = async (
    turn: TurnRow,
    state: 'failed' | 'interrupted' | 'withdrawn',
    reason: Reason,
    /** Its reason without the words of the agent. */
    shown = reasonText(reason),
  ) => {
    const hasEnded = await store.endTurn({ turnId: turn.turnId, state, ...reason, atMs: clock.wallMs() });
    if (hasEnded) tellEnd(turn, state, reason, shown);
  };
  const tellFailure = ({ message, code, said }: AgentFailure) => {
    logger.warn(`imessage: inbound dispatch failed: ${clean(message, LOGGED_REASON_MAX)}`, { code });
    if (said !== '') logger.debug(`imessage: the agent said: ${cleanForeign(said, LOGGED_REASON_MAX)}`);
  };
  return { report, end, tellEnd, tellFailure };
}
