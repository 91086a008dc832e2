// What was said in a direct chat before its session began (section 7 of the requirements): asked of imsg for the first
// turn of a session, and for no other. Nothing that the gateway has turned away, and nobody else's words.

import { EngineError } from '../errors.ts';
import { askHistory } from '../imsg/ask-history.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { HistoryEntry, TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import type { Preparer } from './prepare.ts';
import { isOfTheTwo, isSpeech, withoutTurnedAway } from './said-before.ts';

/** How long the message waits for what was said before it (HIS-3). */
const HISTORY_TIMEOUT_MS = 10_000;
/** Sessions that are known to have begun; beyond that the store is asked again. */
const SESSIONS_MAX = 10_000;

interface DmHistoryOptions {
  readonly accountId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
  /** Earlier messages that a session with somebody begins with; 0 = none. */
  limitOf(sender: string): number;
  /** Whether somebody began the session anew: nothing that was said before belongs to it. */
  hasBegunAnew(sessionKey: string): boolean;
  /** The child that reads, while it is there. */
  readClient(): RpcCaller | null;
  /** The databases of whose rows the journal may know. */
  sourceIds(): Promise<readonly string[]>;
}

export function createDmHistory(options: DmHistoryOptions): Preparer {
  const { store, logger } = options;
  const begun = new Set<string>();
  const noteBegun = (sessionKey: string) => {
    if (begun.size >= SESSIONS_MAX) begun.clear();
    begun.add(sessionKey);
  };
  const ask = ({ context }: TurnRow, limit: number, signal: AbortSignal) => {
    const request = {
      chatId: context.chatId,
      limit: limit + context.messageGuids.length,
      attachments: false,
    };
    return askHistory(options, request, { signal, timeoutMs: HISTORY_TIMEOUT_MS });
  };

  return {
    name: 'history',
    needs: ({ context: { isGroup, sender, sessionKey } }) =>
      !isGroup && options.limitOf(sender) > 0 && !begun.has(sessionKey) && !options.hasBegunAnew(sessionKey),
    async prepare(turn, signal) {
      const { sessionKey, sender } = turn.context;
      const first = await store.firstTurn({ sessionKey });
      if (first !== turn.turnId) {
        noteBegun(sessionKey);
        return {};
      }
      try {
        const limit = options.limitOf(sender);
        const said = saidBefore(turn, await ask(turn, limit, signal), options);
        const kept = await withoutTurnedAway(said, options, true);
        const history = kept.slice(-limit).map(entryOf);
        return history.length === 0 ? {} : { history };
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        logger.debug(`imessage: a session begins without history: ${error.message}`);
        return {};
      }
    },
  };
}

/** The words of the two in that chat before the turn, oldest first (HIS-4). */
function saidBefore(
  { context }: TurnRow,
  payloads: readonly unknown[],
  { wireRegion }: Pick<DmHistoryOptions, 'wireRegion'>,
): Message[] {
  const messages = payloads.flatMap((payload) => {
    const normalized = normalize(payload, undefined, null, wireRegion);
    return normalized.ok ? [normalized.message] : [];
  });
  const own = new Set<string | null>(context.messageGuids);
  const begin = messages.find(({ guid }) => guid !== null && guid === context.messageGuids[0]);
  // What came after the first of its messages, where that is not among them, may stand between them or come next.
  if (begin === undefined) return [];
  const first = begin.rowid;
  return messages
    .filter((message) => message.rowid < first && !own.has(message.guid))
    .filter(({ chatGuid, isGroup }) => chatGuid === context.chatGuid && !isGroup)
    .filter((message) => isOfTheTwo(message, context) && isSpeech(message))
    .sort((one, other) => one.rowid - other.rowid);
}

function entryOf({ isFromMe, sender, senderName, text, sentAtMs, rowid }: Message): HistoryEntry {
  const named = senderName === undefined || isFromMe ? {} : { senderName };
  return { sender: isFromMe ? 'Me' : sender, ...named, text, sentAtMs, rowid };
}
