import type { KnownPrompt } from '../approvals/rules/prompts.ts';
import { type OwnRow, type OwnRows, ownRowOf } from '../echo/own-rows.ts';
import { REASONS } from '../fates.ts';
import type { Decided, Decision } from '../inbound/decision.ts';
import type { Arrival } from '../message/message.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Clock } from '../ports/clock.ts';
import type { IntakeStatus } from '../status.ts';
import { codeOf } from '../store/pairing-rules.ts';
import type { Commands, Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Chats } from './chats.ts';
import { createCommitSize } from './commit-size.ts';
import type { Holes } from './holes.ts';
import type { LookUps } from './look-up.ts';

/** Bytes of the rows in one commit; one row that is larger makes a commit of its own. */
const COMMIT_BYTES_MAX = 4 * 1024 * 1024;
/** Rows waiting for a commit before the pipe is paused. */
const WAITING_ROWS_MAX = 1024;
/** Bytes of rows that wait for a commit or are in one, before the pipe is paused. */
const WAITING_BYTES_MAX = 32 * 1024 * 1024;

/** What somebody is asked to decide, as far as rows tell of it. */
export interface Prompts {
  /** The messages that ask, oldest first. */
  prompts(): readonly KnownPrompt[];
  /** Adds to decisions what is to be committed with them. */
  draw(decisions: readonly Decision[]): readonly Decision[];
  /** Those rows are durable. */
  took(decided: readonly Decided[]): void;
}

interface IntakeOptions {
  readonly sourceId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly unawaited: Unawaited;
  readonly holes: Pick<Holes, 'lookAhead' | 'take'>;
  readonly chats: Pick<Chats, 'take'>;
  readonly pairing: Pick<Pairing, 'changing' | 'draw' | 'took'>;
  readonly approvals: Prompts;
  /** Decides rows in their order, each for the account that it goes to. */
  decide(batch: readonly Arrival[]): Decision[];
  /** Adds to a decision what is to be committed with it. */
  complete(sourceId: string, decision: Decision): Decision;
  /** Runs after the commit, when those of the batch before are done; what it commits goes with the next batch. */
  effects(decided: readonly Decided[]): Promise<unknown>;
  /** Told of own rows while they are journalled: what is proven by them goes in the same commit. */
  readonly ownRows: Pick<OwnRows, 'sighted'>;
  pausePipe(): void;
  resumePipe(): void;
  /** Left out = nothing has to be known of rows besides. It rejects only where the store does. */
  readonly lookUps?: LookUps;
}

export interface Intake {
  snapshot(): IntakeStatus;
  push(arrivals: readonly Arrival[]): void;
  /** Resolves when everything pushed so far has been journalled and has had its effects. */
  idle(): Promise<void>;
}

/**
 * The only thing that may pause the pipe: rows are decided in batches of whatever arrived meanwhile, for all
 * accounts of the source, and one commit journals a batch before anything follows from it.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { store, sourceId, clock, pairing } = options;
  const size = createCommitSize();
  let waiting: Arrival[] = [];
  /** Of what waits and of what is in a commit. */
  let heldBytes = 0;
  let isCommitting = false;
  let effects: Promise<unknown> = Promise.resolve();
  const whenIdle: (() => void)[] = [];
  let isPaused = false;

  const commit = async (arrived: readonly Arrival[]): Promise<Decided[]> => {
    const lookingAhead = options.holes.lookAhead(arrived);
    if (lookingAhead !== null) await lookingAhead;
    const lookingUp = options.lookUps?.lookUp(arrived) ?? null;
    const batch = lookingUp === null ? arrived : await lookingUp;
    if (pairing.changing() !== null) await untilKnown(pairing);
    const decisions = options.decide(batch);
    const { kept: left, changes } = options.holes.take(decisions);
    const chats = options.chats.take(left);
    // Not before: sessions of groups are given with their numbers.
    const complete = left.map((decision) => options.complete(sourceId, decision));
    const kept = options.approvals.draw(pairing.draw(complete));
    const rows = kept.map(({ row }) => row);
    const told = { ...(changes && { holes: changes }), ...(chats && { chats }) };
    const beganMs = clock.monotonicMs();
    const journalled = store.ingest({ sourceId, rows, ...told });
    const own: OwnRow[] = [];
    // Also those that are asked for again: they are there.
    for (const { message } of decisions) {
      const row = message && ownRowOf(message);
      if (row) own.push(row);
    }
    if (own.length > 0) options.ownRows.sighted(own);
    const result = await journalled;
    size.took(rows.length, clock.monotonicMs() - beganMs);
    const decided = kept.map((decision, index) => decidedAs(decision, result.rows[index]!));
    pairing.took(decided);
    options.approvals.took(decided);
    return decided;
  };

  const pump = async () => {
    if (isCommitting) return;
    isCommitting = true;
    while (waiting.length > 0 && !options.signal.aborted) {
      const batch = firstBatch(waiting, size.rows());
      waiting = waiting.slice(batch.length);
      const decided = await commit(batch);
      heldBytes -= bytesOf(batch);
      await effects;
      // Not waited for here: what it begins to commit shares a transaction with the next batch.
      effects = options.effects(decided);
      options.unawaited(effects, 'what follows from a row', 'vital');
      if (isPaused && waiting.length < WAITING_ROWS_MAX / 2 && heldBytes < WAITING_BYTES_MAX / 2) {
        isPaused = false;
        options.resumePipe();
      }
    }
    isCommitting = false;
    for (const callback of whenIdle.splice(0)) callback();
  };

  return {
    snapshot: () => ({ waitingRows: waiting.length, isPaused }),
    push(arrivals) {
      waiting.push(...arrivals);
      heldBytes += bytesOf(arrivals);
      if (isCommitting) options.lookUps?.askAhead(arrivals);
      if (!isPaused && (waiting.length >= WAITING_ROWS_MAX || heldBytes >= WAITING_BYTES_MAX)) {
        isPaused = true;
        options.pausePipe();
      }
      options.unawaited(pump(), 'taking rows in', 'vital');
    },
    async idle() {
      if (isCommitting) await new Promise<void>((resolve) => whenIdle.push(resolve));
      await effects;
    },
  };
}

/** Rows are committed behind what an operator decides right now: whoever is let in by that is not turned away. */
async function untilKnown({ changing }: Pick<Pairing, 'changing'>): Promise<void> {
  for (let change = changing(); change !== null; change = changing()) await change;
}

/** A stranger's row has the fate that the commit found for it. */
function decidedAs(decision: Decision, journalled: Commands['ingest']['out']['rows'][number]): Decided {
  const { seq, isNew, standing, event, command, left, isAnswered } = journalled;
  const isPlain = event === undefined && command === undefined && left === undefined;
  const isAll = isPlain && standing === undefined && isAnswered === undefined;
  if (isAll) return { ...decision, seq, isNew };
  if (standing === undefined) return { ...decision, ...journalled };
  const code = codeOf(standing);
  return { ...decision, ...journalled, code, fate: REASONS[code].fate };
}

/** As many rows as one commit takes, and one at least. */
function firstBatch(waiting: readonly Arrival[], rowsMax: number): readonly Arrival[] {
  let bytes = 0;
  const end = waiting.findIndex(({ raw }, index) => {
    bytes += raw.length;
    return index === rowsMax || (index > 0 && bytes > COMMIT_BYTES_MAX);
  });
  return end < 0 ? waiting.slice() : waiting.slice(0, end);
}

function bytesOf(arrivals: readonly Arrival[]): number {
  return arrivals.reduce((sum, { raw }) => sum + raw.length, 0);
}
