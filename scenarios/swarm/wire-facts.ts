// What imsg told of rows, read from the bytes that its processes wrote: what came whole, what came damaged, and what
// was passed over although later rows were told.

import type { RecordEntry } from '../../fake-imsg/device/record.ts';
import type { Subscription, WitnessedRow } from '../sim/oracle/history.ts';

export interface WireFacts {
  /** Whether a row came whole, of whatever process. */
  wasTold(row: WitnessedRow): boolean;
  /** Whether a watch that had to tell of a row told of later ones and never of it. */
  wasPassedOver(row: WitnessedRow): boolean;
  /** Whether the frame of a row stood on a line that was none: it broke off, or something was glued to it. */
  wasDamaged(row: WitnessedRow): boolean;
}

export const NOTHING_TOLD: WireFacts = {
  wasTold: () => true,
  wasPassedOver: () => false,
  wasDamaged: () => false,
};

/** A row in a frame. */
interface Told {
  readonly rowid: number;
  readonly guid: string;
}

interface Line {
  readonly pid: number;
  readonly atMs: number;
  /** What a whole frame tells; what can still be read of a damaged one. */
  readonly rows: readonly Told[];
  readonly isWhole: boolean;
}

export function wireFactsOf(
  record: readonly RecordEntry[],
  subscriptions: readonly Subscription[],
): WireFacts {
  const linesOf = Map.groupBy(linesTold(record), ({ pid }) => pid);
  const watchOf = (pid: number, atMs: number) =>
    subscriptions.findLast((watch) => watch.pid === pid && watch.atMs <= atMs);
  const tells = ({ rows }: Line, { guid }: WitnessedRow) => rows.some((told) => told.guid === guid);
  const isTold = (line: Line, row: WitnessedRow) => line.isWhole && tells(line, row);
  return {
    wasTold: (row) => [...linesOf.values()].some((lines) => lines.some((line) => isTold(line, row))),
    wasPassedOver: (row) =>
      [...linesOf].some(([pid, lines]) => {
        if (lines.some((line) => isTold(line, row))) return false;
        return lines.some(({ atMs, rows, isWhole }) => {
          const watch = watchOf(pid, atMs);
          if (!isWhole || watch?.database !== row.database || atMs < row.insertedAtMs) return false;
          return (watch.sinceRowid ?? 0) < row.rowid && rows.some(({ rowid }) => rowid > row.rowid);
        });
      }),
    wasDamaged: (row) =>
      [...linesOf.values()].some((lines) =>
        lines.some((line, place) => {
          if (line.isWhole) return false;
          if (tells(line, row)) return true;
          const watch = watchOf(line.pid, line.atMs);
          if (watch?.database !== row.database || line.atMs < row.insertedAtMs) return false;
          // Another watch of that process begins anew, at rows that it told before.
          const isOfWatch = ({ pid, atMs }: Line) => watchOf(pid, atMs) === watch;
          const before = lines.slice(0, place).filter(isOfWatch);
          return isBetween(row, before, [line, ...lines.slice(place + 1).filter(isOfWatch)]);
        }),
      ),
  };
}

/** What broke off before it could be read stands between what was told before and what follows. */
function isBetween({ rowid }: WitnessedRow, before: readonly Line[], after: readonly Line[]): boolean {
  const last = before.findLast(({ rows }) => rows.length > 0)?.rows.at(-1)?.rowid ?? 0;
  const next = after.find(({ rows }) => rows.length > 0)?.rows[0]?.rowid ?? Number.POSITIVE_INFINITY;
  return last < rowid && rowid < next;
}

/** Lines that speak of messages, and lines that are no frames. */
function linesTold(record: readonly RecordEntry[]): Line[] {
  const begun = new Map<number, string>();
  const lines: Line[] = [];
  for (const { what, pid, atMs, text, base64 } of record) {
    if (what !== 'out') continue;
    const bytes = text ?? Buffer.from(base64 ?? '', 'base64').toString('utf8');
    const ended = ((begun.get(pid) ?? '') + bytes).split('\n');
    begun.set(pid, ended.pop()!);
    for (const line of ended) {
      const read = readLine(line);
      if (read) lines.push({ pid, atMs, ...read });
    }
  }
  for (const [pid, rest] of begun) {
    if (rest !== '') lines.push({ pid, atMs: record.at(-1)!.atMs, rows: readable(rest), isWhole: false });
  }
  return lines;
}

function readLine(line: string): Pick<Line, 'rows' | 'isWhole'> | null {
  let frame: { readonly params?: { message?: Message }; readonly result?: Page };
  try {
    frame = JSON.parse(line);
  } catch {
    return line.trim() === '' ? null : { rows: readable(line), isWhole: false };
  }
  // Pages of what is new count, answers about old messages do not.
  const page = frame?.result?.next_rowid === undefined ? [] : frame.result.messages;
  const messages = [frame?.params?.message ?? [], page ?? []].flat();
  const rows = messages.flatMap(({ id, guid }) => (guid === undefined ? [] : [{ rowid: id ?? 0, guid }]));
  return rows.length > 0 ? { rows, isWhole: true } : null;
}

interface Page {
  readonly messages?: readonly Message[];
  readonly next_rowid?: number;
}

interface Message {
  readonly id?: number;
  readonly guid?: string;
}

/** Of a damaged line: the GUID of each message, with its number where that stands before or behind it. */
function readable(line: string): Told[] {
  return line.split('"method":"message"').flatMap((part) => {
    const [, guid] = /"guid":"([^"]+)"/.exec(part) ?? [];
    const [, rowid] = /"id":(\d+)/.exec(part) ?? [];
    return guid === undefined ? [] : [{ rowid: Number(rowid ?? 0), guid }];
  });
}
