// A turn whose rows say something else by now than they did when they were told, or nothing any more.

import { isUnnoted } from '../message/attachment.ts';
import { isArchive } from '../message/debris.ts';
import type { Message } from '../message/message.ts';
import { parseJournalled } from '../message/normalize.ts';
import type { StoredChange } from '../ports/messages-db.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import { eventIdOf } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import { numberedIn } from './form.ts';
import type { Member } from './member.ts';
import { merge } from './merge.ts';

type ToldRow = Pick<Member, 'seq' | 'message'>;

interface MembersOptions {
  readonly store: Pick<Store, 'rowsNamed'>;
  /** Whether files are handed on. */
  readonly includeAttachments: boolean;
}

/** The rows of a turn as they were told, in their order; null where one of them is not kept any more. */
export async function membersOf(
  { accountId, memberSeqs, context }: TurnRow,
  { store, includeAttachments }: MembersOptions,
): Promise<readonly ToldRow[] | null> {
  const eventIds = context.messageGuids.map(eventIdOf);
  const rows = new Map((await store.rowsNamed({ eventIds, rowid: null })).map((row) => [row.seq, row]));
  const members = memberSeqs.flatMap((seq) => {
    const { raw = null, verdicts = [] } = rows.get(seq) ?? {};
    if (raw === null) return [];
    const facts = verdicts.find((verdict) => verdict.accountId === accountId)?.facts;
    const message = parseJournalled(raw, facts?.kind ?? null);
    return { seq, message: includeAttachments ? message : { ...message, attachments: [] } };
  });
  return members.length === memberSeqs.length ? members : null;
}

/** Null = it was taken back. What cannot be read now stays as it was told. */
export function nowOf(
  told: Message,
  { isEmptied }: Pick<StoredChange, 'isEmptied'>,
  read: Message | undefined,
): Message | null {
  if (isEmptied) return null;
  const saidNothing = told.text === '' && told.attachments.length === 0;
  if (saidNothing) return told;
  if (read === undefined || isArchive(read.text)) return told;
  const attachments = filesLeft(told, read);
  return read.text === '' && attachments.length === 0 ? null : { ...told, text: read.text, attachments };
}

/** Of files only those can be missing that were noted. */
function filesLeft(told: Message, read: Message): Message['attachments'] {
  const isFewer = read.attachments.length < told.attachments.length;
  return isFewer && !told.attachments.some(isUnnoted) ? read.attachments : told.attachments;
}

/** The turn with what is left of its rows. */
export function withWords(turn: TurnRow, left: readonly ToldRow[]): TurnRow | null {
  if (left.length === 0) return null;
  const merged = merge(left.map(({ message }) => message));
  const { text, attachments, messageGuids, sentAtMs } = merged;
  if (text === '') return null;
  const { context } = turn;
  const isSame =
    text === turn.text &&
    attachments.length === context.attachments.length &&
    messageGuids.length === context.messageGuids.length;
  if (isSame) return turn;
  const { MessageSid: _, ...others } = context;
  return {
    ...turn,
    text,
    context: { ...others, ...numberedIn(left), sentAtMs, messageGuids, attachments },
  };
}
