import { hash } from 'node:crypto';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { Message } from '../message/message.ts';
import type { ContentKey } from '../store/commands/journal.ts';

/** Somebody may say the same twice within a second, where dates have no fraction; nobody is told it again so soon. */
const WHOLE_SECOND_APART_MS = 10_000;
/** Digits of base 36 that a date has, in milliseconds, until the year 5188. */
const DATE_DIGITS = 9;
const LOW_DIGITS = 5;
const HIGH_MS = 36 ** LOW_DIGITS;

/**
 * What a message is known by where Messages writes it again under another GUID (ruling-23): who said what, where and
 * when. Null where that proves nothing: own words, no text, no date. The hash tells nobody what was said, only when.
 */
export function contentKey(message: Message, payload: unknown, secret: string): ContentKey | null {
  const { sentAtMs, createdAt, text, balloonBundleId } = message;
  const sender = message.toldSender ?? message.sender;
  if (message.isFromMe || sender === '' || sentAtMs === null || text === '') return null;
  const chat = chatMeaning(message);
  if (chat === null) return null;
  const isWholeSecond = sentAtMs % 1_000 === 0;
  const said = together(secret, [chat, sender, createdAt!, balloonBundleId ?? ''], payload);
  // In the order of their dates, in which rows arrive: an index of bare hashes would dirty a page of the store a row.
  return {
    hash: `${dateDigits(Math.trunc(sentAtMs))}-${hash('sha256', said, 'base64url').slice(0, 22)}`,
    apartMs: isWholeSecond ? WHOLE_SECOND_APART_MS : 0,
  };
}

/**
 * One text that no other message makes: the lengths say where each part ends. In one piece, since it is made of nearly every
 * row: joining a list takes a third longer, and three times the memory.
 */
function together(
  secret: string,
  [chat, sender, createdAt, balloon]: readonly [string, string, string, string],
  payload: unknown,
): string {
  const { text, attachments } = payload as { readonly text?: unknown; readonly attachments?: unknown };
  const words = typeof text === 'string' ? text : '';
  return (
    `${chat.length},${sender.length},${createdAt.length},${balloon.length},${words.length};` +
    `${secret}${chat}${sender}${createdAt}${balloon}${words}${namesOf(attachments)}`
  );
}

/** In two steps, each of a number that fits into 31 bits: of larger ones the digits take ten times as long. */
function dateDigits(ms: number): string {
  const high = Math.floor(ms / HIGH_MS);
  const low = (ms - high * HIGH_MS).toString(36).padStart(LOW_DIGITS, '0');
  return `${high.toString(36)}${low}`.padStart(DATE_DIGITS, '0');
}

/** As they came: placeholders stand for files also where nobody asked for them. */
function namesOf(attachments: unknown): string {
  if (!Array.isArray(attachments) || attachments.length === 0) return '';
  const files: readonly ({ readonly transfer_name?: unknown } | null)[] = attachments;
  const names = files.map((file) => (typeof file?.transfer_name === 'string' ? file.transfer_name : ''));
  return names.map((name) => `${name.length},${name}`).join('');
}
