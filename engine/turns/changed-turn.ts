// A turn whose rows say something else by now than they did when they were told, or nothing any more.

import { EngineError } from '../errors.ts';
import { cleanForeign } from '../log-text.ts';
import { isUnnoted } from '../message/attachment.ts';
import { isArchive } from '../message/debris.ts';
import type { Message } from '../message/message.ts';
import { parseJournalled } from '../message/normalize.ts';
import { isSilentPreview } from '../message/preview.ts';
import type { StoredChange } from '../ports/messages-db.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import { eventIdOf } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import { numberedIn } from './form.ts';
import type { Member } from './member.ts';
import { hasUntoldLink, merge } from './merge.ts';

const LOGGED_REASON_MAX = 300;

type ToldRow = Pick<Member, 'seq' | 'message'>;

interface MembersOptions {
  readonly store: Pick<Store, 'rowsNamed'>;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
}

/** The rows of a turn as they were told, in their order; null where one of them is not kept any more. */
export async function membersOf(
  { accountId, memberSeqs, context }: TurnRow,
  { store, wireRegion }: MembersOptions,
): Promise<readonly ToldRow[] | null> {
  const eventIds = context.messageGuids.map(eventIdOf);
  const rows = new Map((await store.rowsNamed({ eventIds, rowid: null })).map((row) => [row.seq, row]));
  const members = memberSeqs.flatMap((seq) => {
    const { raw = null, verdicts = [] } = rows.get(seq) ?? {};
    if (raw === null) return [];
    const facts = verdicts.find((verdict) => verdict.accountId === accountId)?.facts;
    const message = parseJournalled(raw, facts?.kind ?? null, wireRegion);
    return { seq, message: handsOnFiles(context) ? message : { ...message, attachments: [] } };
  });
  return members.length === memberSeqs.length ? members : null;
}

/** As it was formed, whatever is set since. */
export function handsOnFiles({ attachments }: Pick<TurnRow['context'], 'attachments'>): boolean {
  return attachments.length > 0;
}

/** What imsg is asked for; null where it could not say, and `tell` is given the reason. Rejects on abort. */
export async function readNow<Read>(
  read: () => Promise<Read>,
  signal: AbortSignal,
  tell: (why: string) => void,
): Promise<Read | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof EngineError) || signal.aborted) throw error;
    tell(cleanForeign(error.message, LOGGED_REASON_MAX));
    return null;
  }
}

/**
 * The turn with what its rows say now: the same object where that is what it says, null where all of it was taken back.
 *
 * @param nowOf What one of them says now; null = it was taken back.
 */
export function changedTurn(
  turn: TurnRow,
  members: readonly ToldRow[],
  nowOf: (told: Message) => Message | null,
): TurnRow | null {
  const now = members.flatMap((member): ToldRow[] => {
    const message = nowOf(member.message);
    return message === null ? [] : [{ ...member, message }];
  });
  return withWords(turn, withoutGoneLinks(members, now));
}

/** Null = it was taken back. What cannot be read now stays as it was told. */
export function readAs(
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

/** A preview without words, of a link that was told beside it, shows nothing once that link is gone: nor does a mark stand for it. */
function withoutGoneLinks(told: readonly ToldRow[], now: readonly ToldRow[]): readonly ToldRow[] {
  const isGone = hasUntoldLink(messagesOf(now)) && !hasUntoldLink(messagesOf(told));
  return isGone ? now.filter(({ message }) => !isSilentPreview(message)) : now;
}

const messagesOf = (rows: readonly ToldRow[]) => rows.map(({ message }) => message);

/** The turn with what is left of its rows. */
function withWords(turn: TurnRow, left: readonly ToldRow[]): TurnRow | null {
  if (left.length === 0) return null;
  const merged = merge(messagesOf(left));
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
