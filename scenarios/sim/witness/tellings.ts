// What imsg tells of rows: each from the database in which it stands, whatever has taken the place of that since.

import type { Subscription, Telling } from '../oracle/history.ts';

/** Who was heard, and when. `database` is the one that stands there now. */
export interface Heard {
  readonly pid: number;
  readonly atMs: number;
  readonly database: number;
}

/** Whether a row is asked for once more, since it had not come. */
type Again = 'surely' | 'no' | 'if passed over';

/** In which databases a message stood under that number, the oldest first. */
export type StandsIn = (rowid: number, guid: string) => readonly number[];

/** @param watchOf The watch of a process that has one. */
export function createTellings(standsIn: StandsIn, watchOf: (pid: number) => Subscription | undefined) {
  const tellings: Telling[] = [];
  const toldWithoutChat: Telling[] = [];
  /** By their numbers, those of pages that were asked for before any watch: for missing rows, or to see where they end. */
  const ahead: { readonly rowid: number; readonly telling: { again?: true; readonly database: number } }[] =
    [];
  const tell = ({ rowid, guid, hasChat }: RowTold, { pid, atMs, database }: Heard, again: Again) => {
    // A watch goes on reading the file that it has opened where another one has taken its place.
    const places = rowid === null ? [] : standsIn(rowid, guid);
    const watched = watchOf(pid)?.database;
    const from = places.find((place) => place === watched) ?? places.at(-1) ?? database;
    // Where its chat is not known yet, it is told once more (ruling-27).
    const list = hasChat ? tellings : toldWithoutChat;
    const telling = {
      atMs,
      pid,
      database: from,
      guid,
      ...(again === 'surely' && { again: true as const }),
    };
    list.push(telling);
    if (again === 'if passed over' && rowid !== null) ahead.push({ rowid, telling });
    return from;
  };
  return {
    tellings,
    toldWithoutChat,
    notice(message: unknown, heard: Heard, again: Again): void {
      const watch = watchOf(heard.pid);
      for (const row of rowTold(message)) {
        const from = tell(row, heard, again);
        // What stood there as it was asked to watch had just taken the place of what its process had opened.
        if (watch && from < watch.database) Object.assign(watch, { database: from });
      }
    },
    page(messages: readonly unknown[], heard: Heard, again: Again): void {
      for (const row of messages.flatMap(rowTold)) tell(row, heard, again);
    },
    /** What a watch leaves out was taken from such a page. */
    readOnFrom({ database, sinceRowid }: Subscription): void {
      for (const { rowid, telling } of ahead.splice(0))
        if (sinceRowid !== null && telling.database === database && rowid <= sinceRowid) telling.again = true;
    },
  };
}

interface RowTold {
  readonly rowid: number | null;
  readonly guid: string;
  readonly hasChat: boolean;
}

function rowTold(message: unknown): readonly RowTold[] {
  const {
    id,
    guid,
    chat_id: chatId,
  } = (message ?? {}) as {
    readonly id?: unknown;
    readonly guid?: unknown;
    readonly chat_id?: unknown;
  };
  if (typeof guid !== 'string') return [];
  return [{ rowid: typeof id === 'number' ? id : null, guid, hasChat: chatId !== 0 }];
}
