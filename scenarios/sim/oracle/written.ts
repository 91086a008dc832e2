// What an agent writes stretch by stretch leaves in pieces, cut wherever the gateway likes: together they are what it wrote.

import type { AgentCall, PartEvent } from './history.ts';
import { messagesOf } from './messages.ts';
import type { Ways } from './ways.ts';

interface Said {
  readonly turnId: string;
  readonly chatGuid: string;
  readonly text: string;
  readonly looks?: readonly number[];
  readonly atMs: number;
  readonly isTaken: boolean;
}

const withoutBlanks = (text: string) => text.replace(/\s/g, '');

/** The pieces of it that the gateway tells of, in their order, as far as they are what was written, and what is missing. */
export function writtenIn(
  { turnId, chatGuid, written, replies, endedAtMs, atMs: calledMs }: AgentCall,
  ways: Ways,
  parts: readonly PartEvent[],
  isHeard: boolean,
): Said[] {
  if (written === undefined) return [];
  const [whole] = messagesOf(written, { ...ways, limit: Number.POSITIVE_INFINITY, bubbles: 'off' });
  if (!whole) return [];
  const asked: Said[] = [];
  const seen = new Set<string>();
  let at = 0;
  for (const { partId, text, state, atMs: toldMs } of [...parts].sort(
    (one, other) => ordinalOf(one) - ordinalOf(other),
  )) {
    if (seen.has(partId)) continue;
    seen.add(partId);
    const looks = looksAt(whole, at, text);
    if (!looks) break;
    at = looks.next;
    // When a piece was said that is first told of as it is over nobody knows: since the agent was asked.
    const atMs = state === 'expired' ? calledMs : toldMs;
    asked.push({ turnId, chatGuid, text, looks: looks.looks, atMs, isTaken: true });
  }
  const rest = whole.text.slice(at).trim();
  // Of one that was cut short nobody knows how much of it was said.
  if (rest !== '' && replies !== null && isHeard)
    asked.push({ turnId, chatGuid, text: rest, atMs: endedAtMs ?? calledMs, isTaken: true });
  return asked;
}

const ordinalOf = ({ partId }: PartEvent) => Number(partId.slice(partId.lastIndexOf('#') + 1));

/** How a piece looks that is what stands there, white space aside, and what follows it; null = it is something else. */
function looksAt(
  whole: { readonly text: string; readonly looks: readonly number[] },
  from: number,
  piece: string,
): { readonly looks: number[]; readonly next: number } | null {
  if (withoutBlanks(piece) === '') return null;
  const looks: number[] = [];
  let at = from;
  for (const unit of piece) {
    const isBlank = /\s/.test(unit);
    while (!isBlank && at < whole.text.length && /\s/.test(whole.text[at]!)) at += 1;
    const isThere = whole.text.startsWith(unit, at);
    if (!isThere && !isBlank) return null;
    for (let index = 0; index < unit.length; index += 1)
      looks.push((isThere ? whole.looks[at + index] : 0) ?? 0);
    if (isThere) at += unit.length;
  }
  return { looks, next: at };
}
