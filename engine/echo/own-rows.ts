import type { ChatGuid, MessageGuid, Rowid } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Poll } from '../message/poll.ts';
import { type Tapback, tapbackOf } from '../message/tapback.ts';

/** What a row of ours does that is no message: to another one, or to its group (file-6, file-7). */
export type OwnDeed =
  | {
      readonly kind: 'tapback';
      /** Null = another emoji, or a sticker. */
      readonly tapback: Tapback | null;
      readonly isRemoved: boolean;
      readonly target: MessageGuid | null;
    }
  /** `title` = the name that the group was given; `person` = who came or went, as written there. Null = none is noted. */
  | {
      readonly kind: 'note';
      readonly itemType: number;
      readonly groupAction: number;
      readonly title: string | null;
      readonly person: string | null;
    }
  | { readonly kind: 'poll'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'vote'; readonly target: MessageGuid | null; readonly chosen: readonly string[] };

/** A file that stands beside an own row. */
export interface OwnFile {
  /** As `safeFileName` has it. */
  readonly name: string;
  /** Null = Messages has not noted it. */
  readonly bytes: number | null;
}

/** A row that this account of Messages wrote, whoever of its devices did. */
export interface OwnRow {
  readonly rowid: Rowid;
  readonly guid: MessageGuid;
  /** Null where the row is in no chat yet. */
  readonly chatGuid: ChatGuid | null;
  /** Null where whoever read it cannot tell: chat.db keeps most bodies in a form that only imsg reads. */
  readonly text: string | null;
  /** Left out = it is a message, as far as whoever read it can tell. */
  readonly deed?: OwnDeed;
  /** Left out = none stands beside it, as far as whoever read it can tell. */
  readonly files?: readonly OwnFile[];
  /** When it was sent, in milliseconds since the Unix epoch; null or left out = not known. */
  readonly sentAtMs?: number | null;
  /** Of all that have come by the watch the how manieth it was, from 1 on; left out = it has not come, or long ago. */
  readonly nth?: number;
}

/** Own rows remembered at most; the oldest goes first. */
const ROWS_MAX = 1_000;

/** The own rows that have come by the watch lately, for those who wait for one. */
export interface OwnRows {
  /** Of a chat, above a rowid, oldest first. */
  of(chatGuid: ChatGuid, aboveRowid: number): readonly OwnRow[];
  /** What has come of a row, by whatever chat; undefined = nothing. */
  get(guid: MessageGuid): OwnRow | undefined;
  /** How many have come. */
  count(): number;
  /** Rows are being journalled; what those who wait commit at once travels in the same commit. */
  sighted(rows: readonly OwnRow[]): void;
  /** Asks to be told of each batch. */
  onSighted(listener: (rows: readonly OwnRow[]) => void): void;
}

export function createOwnRows(): OwnRows {
  const rows = new Map<MessageGuid, OwnRow>();
  /** Their GUIDs, each in the place of the oldest: the first key of a map that things go out of is found ever more slowly. */
  const order: MessageGuid[] = [];
  let oldest = 0;
  const listeners: ((rows: readonly OwnRow[]) => void)[] = [];
  let count = 0;
  const keep = (row: OwnRow) => {
    const before = rows.get(row.guid);
    rows.set(row.guid, { ...row, nth: before?.nth ?? count });
    if (before !== undefined) return;
    if (order.length < ROWS_MAX) return void order.push(row.guid);
    rows.delete(order[oldest]!);
    order[oldest] = row.guid;
    oldest = (oldest + 1) % ROWS_MAX;
  };
  return {
    of: (chatGuid, aboveRowid) =>
      [...rows.values()]
        .filter((row) => row.chatGuid === chatGuid && row.rowid > aboveRowid)
        .sort((one, other) => one.rowid - other.rowid),
    get: (guid) => rows.get(guid),
    count: () => count,
    sighted(batch) {
      for (const row of batch) {
        count += 1;
        keep(row);
      }
      for (const listener of listeners) listener(batch);
    },
    onSighted: (listener) => void listeners.push(listener),
  };
}

/** Null = it is no own row that can be told from others. */
export function ownRowOf(message: Message): OwnRow | null {
  const { isFromMe, reaction, poll, rowid, guid, chatGuid, text, sentAtMs, attachments } = message;
  if (!isFromMe || guid === null) return null;
  if (poll !== null) return { rowid, guid, chatGuid, text: null, deed: pollDeed(poll), sentAtMs };
  if (reaction === null) {
    const files = attachments.map(({ name, bytes }) => ({ name, bytes }));
    return { rowid, guid, chatGuid, text, sentAtMs, ...(files.length > 0 && { files }) };
  }
  const { emoji, action, target } = reaction;
  const deed = {
    kind: 'tapback',
    tapback: tapbackOf(emoji),
    isRemoved: action === 'removed',
    target,
  } as const;
  return { rowid, guid, chatGuid, text: null, deed, sentAtMs };
}

function pollDeed({ kind, question, options, target, chosen }: Poll): OwnDeed {
  if (kind === 'vote') return { kind, target, chosen };
  return { kind: 'poll', question, options: options.map(({ text }) => text) };
}
