// Which messages wait for others of the same person, and until when: together they become one turn.

import type { Message } from './message.ts';

/** A person who keeps typing is answered after this many windows (ruling-6). */
export const WAIT_WINDOWS_MAX = 5;
/** Words that stop an agent; they do not wait where only text waits (COA-5). */
const ABORT_WORDS = new Set(['stop', 'abort', 'cancel']);

/** Whether a message waits. Pairs only: every one of a direct chat; else text that is no command, in groups too. */
export function waitsForMore(
  { text, attachments }: Pick<Message, 'text' | 'attachments'>,
  pairsOnly: boolean,
  isGroup: () => boolean,
): boolean {
  if (pairsOnly) return !isGroup();
  return attachments.length === 0 && text !== '' && !isControl(text);
}

/** After a downtime rows arrive together that were written minutes apart: then the dates decide (COA-17). */
export function areWrittenApart(beforeMs: number | null, afterMs: number | null, windowMs: number): boolean {
  return beforeMs !== null && afterMs !== null && Math.abs(afterMs - beforeMs) > windowMs;
}

/** Until when what began to wait takes more, if nothing else makes an end of that. */
export function waitsUntil(firstAtMs: number, lastAtMs: number, windowMs: number): number {
  return Math.min(lastAtMs + windowMs, firstAtMs + WAIT_WINDOWS_MAX * windowMs);
}

function isControl(text: string): boolean {
  return /^\/[a-z]/i.test(text) || ABORT_WORDS.has(text.toLowerCase());
}
