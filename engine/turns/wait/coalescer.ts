// Rows that wait for what may belong to them. Holds nothing that the journal does not hold: after a crash the
// pending rows come in again with the age they have by then.

import type { Lane } from '../../message/ids.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import { type CoalesceRule, type Group, groupsOf, type HasMessage, pairUp } from './coalesce.ts';

/** Buckets at once; beyond that rows do not wait (COA-7). */
const BUCKETS_MAX = 2048;
/** A person who keeps typing is answered after this many windows (ruling-6). */
export const WAIT_WINDOWS_MAX = 5;

export interface Waiting extends HasMessage {
  /** Conversation and sender: only rows of one bucket may become one turn (COA-3). */
  readonly bucket: string;
  /** Order is kept within it: a bucket that is released takes along what is older in other buckets. */
  readonly lane: Lane;
  /** False = goes at once, after whatever waits in its lane. */
  readonly waits: boolean;
  /** How long the row has been waiting already, over a restart. */
  readonly ageMs: number;
}

interface CoalescerOptions<Row extends Waiting> {
  readonly clock: Clock;
  readonly windowMs: number;
  rule(): CoalesceRule;
  /** Turns in the order in which they are to be formed. */
  release(groups: readonly Group<Row>[]): void;
}

interface Coalescer<Row extends Waiting> {
  add(rows: readonly Row[]): void;
  readonly bucketCount: number;
  /** Forgets everything; the rows are pending in the journal. */
  stop(): void;
}

interface Bucket<Row> {
  readonly lane: Lane;
  rows: Row[];
  firstAtMs: number;
  lastAtMs: number;
  timer: Timer | null;
}

export function createCoalescer<Row extends Waiting>(options: CoalescerOptions<Row>): Coalescer<Row> {
  const { clock, windowMs } = options;
  const buckets = new Map<string, Bucket<Row>>();
  /** Keys of the buckets of a lane, oldest first. */
  const lanes = new Map<Lane, Set<string>>();

  const remove = (key: string, bucket: Bucket<Row>) => {
    bucket.timer?.cancel();
    buckets.delete(key);
    const keys = lanes.get(bucket.lane)!;
    keys.delete(key);
    if (keys.size === 0) lanes.delete(bucket.lane);
  };
  const flush = (key: string): Group<Row>[] => {
    const bucket = buckets.get(key);
    if (!bucket) return [];
    remove(key, bucket);
    return groupsOf(bucket.rows, options.rule());
  };
  /** Everything of the lane, in the order of the rows: a later row must not be answered first. */
  const flushLane = (lane: Lane): Group<Row>[] => {
    const groups = [...(lanes.get(lane) ?? [])].flatMap(flush);
    return groups.sort(([a], [b]) => a.message.rowid - b.message.rowid);
  };

  const onTimer = (key: string, bucket: Bucket<Row>) => {
    const nowMs = clock.monotonicMs();
    const quietAtMs = bucket.lastAtMs + windowMs;
    const limitAtMs = bucket.firstAtMs + WAIT_WINDOWS_MAX * windowMs;
    if (nowMs >= quietAtMs) return options.release(flushLane(bucket.lane));
    if (nowMs >= limitAtMs) options.release(releaseFull(bucket));
    if (buckets.has(key)) arm(key, bucket);
  };
  /** All but the last unmarked row, which keeps one more window for its preview (ruling-6). */
  const releaseFull = (bucket: Bucket<Row>): Group<Row>[] => {
    const rule = options.rule();
    const { closed, open } = pairUp(bucket.rows);
    const canSplit = rule.pairsOnly && rule.isMetadataKnown && open !== null;
    if (!canSplit) return flushLane(bucket.lane);
    const isAlone = lanes.get(bucket.lane)!.size === 1;
    if (!isAlone) return flushLane(bucket.lane);
    bucket.rows = [open];
    bucket.firstAtMs = clock.monotonicMs() - (WAIT_WINDOWS_MAX - 1) * windowMs;
    bucket.lastAtMs = clock.monotonicMs();
    return [...closed];
  };
  const arm = (key: string, bucket: Bucket<Row>) => {
    const dueAtMs = Math.min(bucket.lastAtMs + windowMs, bucket.firstAtMs + WAIT_WINDOWS_MAX * windowMs);
    bucket.timer = clock.after(dueAtMs - clock.monotonicMs(), () => onTimer(key, bucket));
  };

  const open = (row: Row, atMs: number) => {
    const bucket: Bucket<Row> = { lane: row.lane, rows: [row], firstAtMs: atMs, lastAtMs: atMs, timer: null };
    buckets.set(row.bucket, bucket);
    const keys = lanes.get(row.lane);
    if (keys) keys.add(row.bucket);
    else lanes.set(row.lane, new Set([row.bucket]));
    arm(row.bucket, bucket);
  };
  const addOne = (row: Row, released: Group<Row>[]) => {
    const mayWait = row.waits && windowMs > 0 && (buckets.has(row.bucket) || buckets.size < BUCKETS_MAX);
    if (!mayWait) {
      released.push(...flushLane(row.lane), [row]);
      return;
    }
    const bucket = buckets.get(row.bucket);
    if (bucket && areApart(bucket.rows.at(-1)!, row, windowMs)) released.push(...flushLane(row.lane));
    const atMs = clock.monotonicMs() - row.ageMs;
    const current = buckets.get(row.bucket);
    if (!current) return open(row, atMs);
    current.rows.push(row);
    current.lastAtMs = Math.max(current.lastAtMs, atMs);
  };

  return {
    add(rows) {
      const released: Group<Row>[] = [];
      for (const row of rows) addOne(row, released);
      if (released.length > 0) options.release(released);
    },
    get bucketCount() {
      return buckets.size;
    },
    stop() {
      for (const bucket of buckets.values()) bucket.timer?.cancel();
      buckets.clear();
      lanes.clear();
    },
  };
}

/** After a downtime rows arrive together that were written minutes apart: then the dates decide (COA-17). */
function areApart(before: HasMessage, after: HasMessage, windowMs: number): boolean {
  const { sentAtMs: beforeMs } = before.message;
  const { sentAtMs: afterMs } = after.message;
  return beforeMs !== null && afterMs !== null && Math.abs(afterMs - beforeMs) > windowMs;
}
