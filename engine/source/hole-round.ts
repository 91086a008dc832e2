// One time that imsg is asked for rows that it did not tell. chat.db says only whether they are there, stand in a chat,
// and may have been folded into another; what stands in them comes by the wire (ruling-27).

import { EngineError } from '../errors.ts';
import { claimedRowid } from '../message/claimed-rowid.ts';
import type { MessageGuid, Rowid } from '../message/ids.ts';
import type { Arrival } from '../message/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { DatabaseRow, MessagesDb } from '../ports/messages-db.ts';
import type { Hole, HoleChanges } from '../store/commands/holes.ts';
import type { Ask } from './asking.ts';
import type { HoleList } from './hole-list.ts';

/** How often a hole has been asked for before the last time. */
export const LAST_ASK = 2;
/** Holes that are no further apart are asked for together; as many rows are looked at in chat.db at once. */
export const NEAR_ROWS = 500;

const NOTHING = new Uint8Array();

interface RoundOptions {
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Null behind a remote wrapper. */
  readonly db: MessagesDb | null;
  readonly list: HoleList;
  readonly ask: Ask;
  /** Whether its build tells rows page by page. */
  hasPages(): boolean;
  /** Whether chat.db is the file whose rows are missing; true where nobody can say. */
  isThere(): Promise<boolean>;
  /** Whether that file could be looked into, be it earlier. */
  couldBeRead(): boolean;
  commit(changes: HoleChanges | null): void;
  push(arrivals: readonly Arrival[]): void;
  /** Resolves when what was pushed is journalled. */
  idle(): Promise<void>;
}

/** Rows by rowid; null = nobody can be asked but imsg. */
type Rows = ReadonlyMap<number, DatabaseRow> | null;
/** Rowids of missing rows that came. They are journalled, or, where a stop or a jump of the clock is in between, still to be. */
type Came = Set<number>;

/** Rejects with an `EngineError` where imsg could not be asked. */
export function createRound(options: RoundOptions): (due: readonly Hole[]) => Promise<void> {
  const { accountId, clock, logger, list, commit } = options;

  const { look, lookAtTold, refuseOther } = createLook(options);
  const giveUp = createGivingUp(options);
  const holeAt = (rowid: number) => holeIn(list, rowid);
  const asMissing = (arrival: Arrival, rows: Rows): Arrival[] => {
    const rowid = claimedRowid(arrival.payload);
    const hole = rowid === null ? undefined : holeAt(rowid);
    if (rowid === null || !hole) return [];
    const isPreview = rows?.get(rowid)?.mayBeFolded ?? null;
    return [{ ...arrival, again: { isLast: hole.asked >= LAST_ASK, isPreview } }];
  };
  /** What the watch has not told of yet may be what it never tells of, as a preview behind a row without a chat. */
  const missBeyond = (told: readonly Arrival[]) => {
    const accountedTo = list.accountedTo();
    if (accountedTo === null) return;
    const near = told
      .map(({ payload }) => claimedRowid(payload) ?? 0)
      .filter((rowid) => rowid <= accountedTo + NEAR_ROWS);
    commit(list.missTo(Math.max(0, ...near), clock.wallMs()));
  };
  const askFor = async (fromRowid: number, toRowid: number, rows: Rows, came: Came) => {
    let cameCount = 0;
    const isWhole = await options.ask(fromRowid - 1, toRowid, async (told) => {
      const looked = await lookAtTold(told, rows);
      await refuseOther();
      const missing = told.flatMap((arrival) => asMissing(arrival, looked));
      cameCount += missing.length;
      for (const { payload } of missing) came.add(claimedRowid(payload)!);
      options.push(missing);
      missBeyond(told);
    });
    logger.info(
      `imessage: asked again for missing rows account=${accountId} rowids=${fromRowid}-${toRowid}, ${cameCount} came`,
    );
    await options.idle();
    return isWhole;
  };
  const askForRows = async (rows: ReadonlyMap<number, DatabaseRow>, came: Came) => {
    const wanted = [...rows.values()].filter(({ hasChat }) => hasChat);
    if (wanted.length === 0) return;
    const first = wanted[0]!.rowid;
    const last = wanted.at(-1)!.rowid;
    const areWhole = await askFor(first, last, rows, came);
    for (const { rowid } of wanted) {
      if (rowid === first || rows.get(rowid - 1)?.hasChat || came.has(rowid) || !holeAt(rowid)) continue;
      // Builds without pages say nothing for ten seconds at each row without a chat, and were not waited for (wire-3.2).
      if (!options.hasPages()) await askFor(rowid, last, rows, came);
    }
    for (const { rowid, mayBeFolded } of wanted) {
      if (!mayBeFolded || came.has(rowid) || !holeAt(rowid)) continue;
      // Builds up to 0.14.0 lose a preview behind a row without a chat, unless they begin right before it.
      const isWhole = rowid === first ? areWhole : await askFor(rowid, rowid, rows, came);
      if (!isWhole || came.has(rowid)) continue;
      // What imsg does not tell then, it has folded into its text or dropped as the twin of another.
      const kept = list.fill(rowid, rowid);
      commit(kept);
      if (kept)
        logger.debug(
          `imessage: imsg keeps a preview to itself account=${accountId} rowids=${rowid}-${rowid}`,
        );
    }
  };

  return async (due) => {
    const { holes, rows } = await look(due);
    const came: Came = new Set();
    await (rows ? askForRows(rows, came) : askFor(holes[0]!.fromRowid, holes.at(-1)!.toRowid, null, came));
    const last = holes.filter(({ asked }) => asked >= LAST_ASK);
    if (last.length > 0) await giveUp(last, rows, came);
    for (const hole of holes) commit(list.asked(hole));
  };
}

/** What is done where rows have been asked for the last time. */
function createGivingUp(options: RoundOptions) {
  const { accountId, clock, logger, list, commit } = options;
  /** Rows that are there get their fate now; whether there are others nobody can say. */
  return async (holes: readonly Hole[], rows: Rows, came: Came) => {
    if (rows === null) {
      // What chat.db had is there when it can be read again, and gets its fate then.
      if (options.couldBeRead()) return;
      for (const [fromRowid, toRowid] of holes.flatMap((hole) => around(hole, came)))
        commit(list.fill(fromRowid, toRowid));
      return logger.warn(`imessage: rows never came account=${accountId} ${rowidsOf(holes)}`);
    }
    const arrivedAtMs = clock.wallMs();
    const lost = [...rows.values()].filter(
      ({ rowid }) => !came.has(rowid) && (holeIn(list, rowid)?.asked ?? 0) >= LAST_ASK,
    );
    options.push(lost.map((row) => ({ raw: NOTHING, payload: null, arrivedAtMs, lost: lostRow(row) })));
    await options.idle();
  };
}

/** What is left of a hole without the rows that came. */
function around({ fromRowid, toRowid }: Hole, came: Came): [from: number, to: number][] {
  const within = [...came].filter((rowid) => rowid >= fromRowid && rowid <= toRowid);
  const ends = [fromRowid - 1, ...within.sort((one, other) => one - other), toRowid + 1];
  return ends.slice(1).map((end, index) => [ends[index]! + 1, end - 1]);
}

function holeIn({ holes }: HoleList, rowid: number): Hole | undefined {
  return holes.find(({ fromRowid, toRowid }) => fromRowid <= rowid && rowid <= toRowid);
}

interface Looked {
  /** As far as it was looked at. */
  readonly hole: Hole;
  readonly rows: readonly DatabaseRow[];
}

/** Holes that one look sees to their ends, where they are not too long themselves. */
function nearOnes(holes: readonly Hole[]): readonly (readonly Hole[])[] {
  const groups: Hole[][] = [];
  for (const hole of holes) {
    const near = groups.at(-1);
    if (near && hole.toRowid - near[0]!.fromRowid < NEAR_ROWS - 1) near.push(hole);
    else groups.push([hole]);
  }
  return groups;
}

/** What chat.db says of the rows of holes. */
function createLook({ accountId, logger, db, list, commit, isThere }: RoundOptions) {
  const absent = (fromRowid: number, toRowid: number) => {
    const changes = list.fill(fromRowid, toRowid);
    if (changes === null) return;
    commit(changes);
    logger.debug(
      `imessage: missing rows are not in chat.db account=${accountId} rowids=${fromRowid}-${toRowid}`,
    );
  };
  /** Another database has other rows at these rowids. */
  const refuseOther = async () => {
    if (!(await isThere())) throw new EngineError('messages_db_replaced');
  };
  /** Closes what chat.db does not have; answers how far of a hole was looked at, with the rows that are there. */
  const closeAround = (hole: Hole, rows: readonly DatabaseRow[]): Looked => {
    let next: number = hole.fromRowid;
    for (const { rowid } of rows) {
      absent(next, rowid - 1);
      next = rowid + 1;
    }
    if (rows.length < NEAR_ROWS) {
      absent(next, hole.toRowid);
      return { hole, rows };
    }
    commit(list.cut(next));
    return { hole: { ...hole, toRowid: (next - 1) as Rowid }, rows };
  };
  const lookAt = async (near: readonly Hole[]): Promise<readonly Looked[] | null> => {
    const rows = await db?.rowsIn(near[0]!.fromRowid, near.at(-1)!.toRowid, NEAR_ROWS).catch(() => null);
    if (!rows) return null;
    await refuseOther();
    let next = 0;
    return near.map((hole) => {
      while (next < rows.length && rows[next]!.rowid < hole.fromRowid) next += 1;
      const first = next;
      while (next < rows.length && rows[next]!.rowid <= hole.toRowid) next += 1;
      return closeAround(hole, rows.slice(first, next));
    });
  };
  const look = async (
    due: readonly Hole[],
  ): Promise<{ readonly holes: readonly Hole[]; readonly rows: Rows }> => {
    const found: Looked[] = [];
    for (const near of nearOnes(due)) {
      const looked = await lookAt(near);
      if (looked === null) return { holes: due, rows: null };
      found.push(...looked);
    }
    const rows = new Map(found.flatMap((one) => one.rows.map((row) => [row.rowid, row] as const)));
    return { holes: found.map(({ hole }) => hole), rows };
  };
  /** An asked process tells of other missing rows as well, and imsg does not say of each whether it is a preview. */
  const lookAtTold = async (told: readonly Arrival[], rows: Rows): Promise<Rows> => {
    const others = told
      .map(({ payload }) => claimedRowid(payload) ?? 0)
      .filter((rowid) => !rows?.has(rowid) && holeIn(list, rowid));
    if (others.length === 0) return rows;
    const [first, last] = [Math.min(...others), Math.max(...others)];
    const more = await db?.rowsIn(first, last, last - first + 1).catch(() => null);
    return more ? new Map([...more.map((row) => [row.rowid, row] as const), ...(rows ?? [])]) : rows;
  };
  return { look, lookAtTold, refuseOther };
}

function lostRow({ rowid, guid, hasChat }: DatabaseRow): NonNullable<Arrival['lost']> {
  const code = hasChat ? 'never_told' : 'no_chat';
  return { rowid: rowid as Rowid, guid: guid as MessageGuid | null, code };
}

export function rowidsOf(holes: readonly Hole[]): string {
  return `rowids=${holes[0]!.fromRowid}-${holes.at(-1)!.toRowid}`;
}
