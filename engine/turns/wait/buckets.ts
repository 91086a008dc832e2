// Rows that wait for what may belong to them. Holds nothing that the journal does not hold: after a stop or a crash the
// pending rows come in again, and wait anew, since what belongs to them may have come while nobody listened.

import type { WaitRule } from '../../inbound/open-runs.ts';
import type { ChatGuid } from '../../message/ids.ts';
import type { Message } from '../../message/message.ts';
import { areWrittenApart, WAIT_WINDOWS_MAX, waitsUntil } from '../../message/waiting.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Member, Members } from '../member.ts';
import { groupsOf, pairUp } from './pairs.ts';

/** Buckets at once; beyond that rows do not wait (COA-7). */
const BUCKETS_MAX = 2048;

interface BucketsOptions {
  readonly clock: Clock;
  /** As it is set right now: what waits already ends as it began. */
  rule(): WaitRule;
  /** Whether previews are marked among the rows of a database (ruling-5). */
  isMetadataKnown(sourceId: string): boolean;
  /** False = goes at once, after whatever waits in its conversation. */
  waits(message: Message, pairsOnly: boolean): boolean;
  /** Turns in the order in which they are to be formed. */
  release(groups: readonly Members[]): void;
}

interface Buckets {
  add(rows: readonly Member[]): void;
  /** The same with rows that an earlier run left pending. */
  resume(rows: readonly Member[]): void;
  /** Releases what waits in a conversation. */
  flush(chatGuid: ChatGuid): void;
  /** Forgets rows of a conversation that have their fate. */
  drop(chatGuid: ChatGuid, seqs: ReadonlySet<number>): void;
  count(): number;
  /** Forgets everything, and whatever comes from then on: the rows are pending in the journal, and stay in their order. */
  stop(): void;
}

/** What one person has written in one conversation: only rows of one bucket may become one turn (COA-3). */
interface Bucket {
  readonly chatGuid: ChatGuid;
  readonly sender: string;
  readonly rule: WaitRule;
  rows: Member[];
  firstAtMs: number;
  lastAtMs: number;
  timer: Timer | null;
}

export function createBuckets(options: BucketsOptions): Buckets {
  const { clock } = options;
  const open = createOpenBuckets();
  const flushing = createFlushing(open, options);
  let isStopped = false;

  const release = (groups: readonly Members[]) => {
    if (groups.length > 0) options.release(groups);
  };
  const onTimer = (bucket: Bucket) => {
    const nowMs = clock.monotonicMs();
    const { windowMs } = bucket.rule;
    const quietAtMs = bucket.lastAtMs + windowMs;
    const limitAtMs = bucket.firstAtMs + WAIT_WINDOWS_MAX * windowMs;
    if (nowMs >= quietAtMs) return release(flushing.bucket(bucket));
    if (nowMs >= limitAtMs) release(flushing.full(bucket));
    if (open.find(bucket.chatGuid, bucket.sender) === bucket) arm(bucket);
  };
  const arm = (bucket: Bucket) => {
    const dueAtMs = waitsUntil(bucket.firstAtMs, bucket.lastAtMs, bucket.rule.windowMs);
    bucket.timer = clock.after(dueAtMs - clock.monotonicMs(), () => onTimer(bucket));
  };

  /** Told only after a later row of its conversation, which still waits. */
  const isLate = (row: Member, bucket: Bucket): boolean => {
    const isSame = bucket.rows.at(-1)!.sourceId === row.sourceId;
    return isSame && open.ofChat(bucket.chatGuid).some(({ rows }) => isBefore(row, rows.at(-1)!));
  };
  /** @param ageMs How long it has waited. */
  const addOne = (row: Member, ageMs: number, released: Members[]) => {
    const { message } = row;
    const { chatGuid, sender } = message as Message & { readonly chatGuid: ChatGuid };
    const bucket = open.find(chatGuid, sender);
    const joins =
      bucket && (!areApart(bucket.rows.at(-1)!, row, bucket.rule.windowMs) || isLate(row, bucket));
    const rule = joins ? bucket.rule : options.rule();
    const { windowMs, pairsOnly } = rule;
    const hasRoom = bucket !== undefined || open.count() < BUCKETS_MAX;
    const mayWait = options.waits(message, pairsOnly) && windowMs > 0 && hasRoom;
    // It stands in nobody's way, and nobody waits for it.
    if (row.isLatePreview && !(mayWait && joins)) return void released.push([row]);
    if (!mayWait) {
      released.push(...inOrder(flushing.chat(chatGuid), row));
      return;
    }
    const atMs = clock.monotonicMs() - Math.min(windowMs, ageMs);
    if (joins) {
      insert(row, bucket.rows);
      bucket.lastAtMs = Math.max(bucket.lastAtMs, atMs);
      return;
    }
    if (bucket) released.push(...flushing.bucket(bucket));
    arm(open.add({ chatGuid, sender, rule, rows: [row], firstAtMs: atMs, lastAtMs: atMs, timer: null }));
  };

  const addAll = (rows: readonly Member[], ageOf: (row: Member) => number) => {
    if (isStopped) return;
    const released: Members[] = [];
    for (const row of rows) addOne(row, ageOf(row), released);
    release(released);
  };

  return {
    add: (rows) => addAll(rows, ({ arrivedAtMs }) => Math.max(0, clock.wallMs() - arrivedAtMs)),
    resume: (rows) => addAll(rows, () => 0),
    flush: (chatGuid) => release(flushing.chat(chatGuid)),
    drop: open.drop,
    count: () => open.count(),
    stop() {
      isStopped = true;
      open.clear();
    },
  };
}

/** What the buckets let go, each time in the order of the rows. */
function createFlushing(open: OpenBuckets, { clock, isMetadataKnown }: BucketsOptions) {
  const groupsIn = ({ rows, rule: { windowMs, pairsOnly } }: Bucket): Members[] =>
    runsOf(rows, windowMs).flatMap((run) =>
      groupsOf(run, { pairsOnly, isMetadataKnown: isMetadataKnown(run[0]!.sourceId) }),
    );
  const flush = (bucket: Bucket): Members[] => {
    open.remove(bucket);
    return groupsIn(bucket);
  };
  /** Turns of a bucket behind what others wrote before the last of them; what they wrote after it goes on waiting. */
  const behindEarlier = (due: readonly Members[], bucket: Bucket): Members[] => {
    const last = due.at(-1)?.[0];
    if (last === undefined) return [];
    const others = open.ofChat(bucket.chatGuid).filter((other) => other !== bucket);
    // Of what another database has told, that goes first which began to wait first.
    const isEarlier = (first: Member, other: Bucket) =>
      first.sourceId === last.sourceId ? isBefore(first, last) : other.firstAtMs <= bucket.firstAtMs;
    const earlier = others.flatMap((other) => groupsIn(other).filter(([first]) => isEarlier(first, other)));
    open.drop(bucket.chatGuid, new Set(earlier.flat().map(({ seq }) => seq)));
    return byRow([...earlier, ...due]);
  };
  const flushWithEarlier = (bucket: Bucket) => behindEarlier(flush(bucket), bucket);

  return {
    /** Everything of a conversation: a later row must not be answered first. */
    chat: (chatGuid: ChatGuid): Members[] => byRow(open.ofChat(chatGuid).flatMap(flush)),
    bucket: flushWithEarlier,
    /** All but the last unmarked row, which keeps one more window for its preview (ruling-6). */
    full(bucket: Bucket): Members[] {
      const { pairsOnly, windowMs } = bucket.rule;
      const areMarked = isMetadataKnown(bucket.rows[0]!.sourceId);
      const { closed, open: last } = pairUp(bucket.rows);
      const isOneRun = runsOf(bucket.rows, windowMs).length === 1;
      if (!pairsOnly || !areMarked || last === null || !isOneRun) return flushWithEarlier(bucket);
      const due = behindEarlier(closed, bucket);
      bucket.rows = [last];
      bucket.firstAtMs = clock.monotonicMs() - (WAIT_WINDOWS_MAX - 1) * windowMs;
      bucket.lastAtMs = clock.monotonicMs();
      return due;
    },
  };
}

type OpenBuckets = ReturnType<typeof createOpenBuckets>;

/** The buckets that there are, and their number. One that is taken out has no timer any more. */
function createOpenBuckets() {
  /** Of a conversation by sender, oldest first. */
  const chats = new Map<ChatGuid, Map<string, Bucket>>();
  let count = 0;
  const ofChat = (chatGuid: ChatGuid): Bucket[] => [...(chats.get(chatGuid)?.values() ?? [])];
  const remove = ({ chatGuid, sender, timer }: Bucket) => {
    timer?.cancel();
    const bySender = chats.get(chatGuid)!;
    bySender.delete(sender);
    if (bySender.size === 0) chats.delete(chatGuid);
    count -= 1;
  };
  return {
    count: () => count,
    find: (chatGuid: ChatGuid, sender: string) => chats.get(chatGuid)?.get(sender),
    ofChat,
    add(bucket: Bucket): Bucket {
      const { chatGuid, sender } = bucket;
      const bySender = chats.get(chatGuid);
      if (bySender) bySender.set(sender, bucket);
      else chats.set(chatGuid, new Map([[sender, bucket]]));
      count += 1;
      return bucket;
    },
    remove,
    drop(chatGuid: ChatGuid, seqs: ReadonlySet<number>): void {
      for (const bucket of ofChat(chatGuid)) {
        bucket.rows = bucket.rows.filter(({ seq }) => !seqs.has(seq));
        if (bucket.rows.length === 0) remove(bucket);
      }
    },
    clear(): void {
      for (const bySender of chats.values()) for (const { timer } of bySender.values()) timer?.cancel();
      chats.clear();
      count = 0;
    },
  };
}

/** Rows stand in the order in which they were written: one that had to be asked for again comes late (ruling-27). */
function insert(row: Member, rows: Member[]): void {
  const index = rows.findLastIndex(({ message }) => message.rowid < row.message.rowid);
  rows.splice(index + 1, 0, row);
}

function isBefore(row: Member, other: Member): boolean {
  return row.sourceId === other.sourceId && row.message.rowid < other.message.rowid;
}

const rowidOf = ([first]: readonly Member[]) => first!.message.rowid;
const byRow = (groups: Members[]): Members[] => groups.sort((a, b) => rowidOf(a) - rowidOf(b));

/** One that does not wait goes after what was written before it, and before what was not. */
function inOrder(groups: readonly Members[], row: Member): Members[] {
  const later = groups.findIndex(([first]) => isBefore(row, first));
  return later < 0 ? [...groups, [row]] : groups.toSpliced(later, 0, [row]);
}

/** What was written together: one that came late may stand in a bucket beside what was written minutes later. */
function runsOf(rows: readonly Member[], windowMs: number): Member[][] {
  const runs: Member[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && !areApart(run.at(-1)!, row, windowMs)) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function areApart(before: Member, after: Member, windowMs: number): boolean {
  // A turn is of one database.
  if (before.sourceId !== after.sourceId) return true;
  return areWrittenApart(before.message.sentAtMs, after.message.sentAtMs, windowMs);
}
