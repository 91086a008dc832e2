// What should leave: what agents say, and what the gateway says by itself.

import { accountAt } from './account-at.ts';
import type { AgentCall, GatewayLife, History, PartEvent } from './history.ts';
import { messagesOf } from './messages.ts';
import { chatOf, isNotice, isPosted } from './notices.ts';
import { isForBridgeAlone } from './post-messages.ts';
import { saidMs } from './said-since.ts';
import { bare, type Ways, waysOf } from './ways.ts';
import { cleanReply } from './words.ts';
import { writtenIn } from './written.ts';

/** One message. */
export interface Asked {
  readonly turnId: string;
  readonly chatGuid: string;
  readonly text: string;
  /** The styles of each unit, as bits; left out = all of it is plain. */
  readonly looks?: readonly number[];
  readonly atMs: number;
  /** Whether the gateway took it: a piece may be lost with a gateway that dies as it is said. */
  readonly isTaken: boolean;
  /** Whether nobody tells what becomes of it; left out = somebody does. */
  readonly isBeside?: true;
  /** Whether only the bridge can send it, or what it belongs to; left out = it leaves without one as well. */
  readonly needsBridge?: true;
}

/**
 * What the agent wants said, in the order in which it said so; a turn that was asked twice says it once. Of one that was
 * never answered the pieces count that were said at last: it was asked again only where none before had been taken.
 */
export function repliesAsked({
  calls,
  lives,
  turnEvents,
  parts,
}: Pick<History, 'calls' | 'lives' | 'turnEvents' | 'parts'>): Asked[] {
  const heard = new Map<string, AgentCall>();
  const lastEnded = new Map<string, AgentCall>();
  for (const call of calls) {
    if (call.replies !== null) lastEnded.set(call.turnId, call);
    if (heard.get(call.turnId)?.replies) continue;
    const hasSaid = (call.pieces ?? []).length > 0 || call.written !== undefined;
    if (call.replies !== null || hasSaid) heard.set(call.turnId, call);
  }
  const interrupted = new Set(
    turnEvents.flatMap(({ turnId, state }) => (state === 'interrupted' ? turnId : [])),
  );
  // Asked again it says the same, and what becomes of that is for the gateway that takes it.
  return [...heard.values()].flatMap((call) => {
    const ways = waysAt(lastEnded.get(call.turnId) ?? call, lives);
    const isHeard = !interrupted.has(call.turnId);
    const ofTurn = parts.filter(({ turnId }) => turnId === call.turnId);
    return [...writtenIn(call, ways, ofTurn, isHeard), ...saidIn(call, ways, isHeard)];
  });
}

function waysAt({ accountId, endedAtMs, atMs }: AgentCall, lives: readonly GatewayLife[]): Ways {
  return accountAt(lives, accountId, endedAtMs ?? atMs)?.ways ?? waysOf();
}

/** @param isHeard Whether the answer itself was taken: of a turn that had begun to reply it is lost with the gateway. */
function saidIn(
  { turnId, chatGuid, pieces = [], replies, endedAtMs, atMs }: AgentCall,
  ways: Ways,
  isHeard: boolean,
): Asked[] {
  const asked = (said: string, saidMs: number, isTaken: boolean, as = ways): Asked[] =>
    messagesOf(said, as).map((message) => ({ turnId, chatGuid, ...message, atMs: saidMs, isTaken }));
  return [
    ...pieces.flatMap((piece) => {
      const {
        text,
        atMs: saidMs,
        isTaken: isSaid,
        isFile,
        isOfAnswer,
        isBeside,
        isBare,
        needsBridge,
      } = piece;
      const isTaken = isSaid && (isHeard || !isOfAnswer);
      const one = { turnId, chatGuid, text, atMs: saidMs, isTaken };
      if (isBeside) return { ...one, isBeside };
      const said = isFile ? [one] : asked(text, saidMs, isTaken, isBare ? bare(ways) : ways);
      return said.map((message) => ({ ...message, ...(needsBridge && { needsBridge }) }));
    }),
    ...(replies ?? []).flatMap((said) => asked(said, endedAtMs ?? atMs, isHeard)),
  ];
}

/** What the gateway says by itself; whether it should is not for here. Each is a turn of its own. */
export function noticesSaid(history: History): Asked[] {
  const { parts } = history;
  const first = new Map<string, PartEvent>();
  for (const part of parts) if (isNotice(part) && !first.has(part.partId)) first.set(part.partId, part);
  return [...first.values()].map((part) => {
    const { partId, text } = part;
    const needsBridge = isPosted(part) && isForBridgeAlone(part, history);
    const said = { turnId: partId, chatGuid: chatOf(part), text, atMs: saidMs(part, history) };
    return { ...said, isTaken: true, ...(needsBridge && { needsBridge }) };
  });
}

/** What is the same in something that was said and in what left. */
export const keyOf = ({ chatGuid, text }: { readonly chatGuid: string; readonly text: string }) =>
  `${chatGuid}\n${cleanReply(text).trim()}`;
