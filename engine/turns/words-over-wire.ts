// Behind a remote wrapper nobody looks into chat.db: what the rows of a turn that has waited say by now, imsg is asked each
// time (ruling-32). Of one that is handed over at once it has only just told.

import { type Asking, askHistory } from '../imsg/ask-history.ts';
import { readsHistoryAtOnce } from '../imsg/features.ts';
import type { Logger } from '../ports/logger.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { changedTurn, handsOnFiles, membersOf, readAs, readNow } from './changed-turn.ts';
import { type LatestWords, messagesIn } from './latest-words.ts';

/** A turn that was formed longer ago has waited. */
const WAITED_MS = 5_000;
/** Nobody is kept waiting longer for words that are most likely the same. */
const ANSWER_WITHIN_MS = 5_000;
/** Newest rows of the chat: those of a turn that has waited are among them. */
const ROWS = 200;

interface WordsOverWireOptions extends Asking {
  readonly store: Pick<Store, 'rowsNamed'>;
  readonly logger: Logger;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
  /** Of the imsg that reads; null until it is known. */
  imsgVersion(): string | null;
}

export function createWordsOverWire(options: WordsOverWireOptions): LatestWords {
  const { clock, logger } = options;
  const hasWaited = (formedAtMs: number) =>
    clock.wallMs() - formedAtMs >= WAITED_MS && readsHistoryAtOnce(options.imsgVersion());
  const read = async ({ context }: TurnRow, signal: AbortSignal) => {
    const request = {
      chatId: context.chatId,
      limit: ROWS,
      attachments: handsOnFiles(context),
    };
    const payloads = await askHistory(options, request, { signal, timeoutMs: ANSWER_WITHIN_MS });
    return messagesIn(payloads, new Set<string>(context.messageGuids));
  };
  return {
    asTold: async (guids, formedAtMs) => new Set(formedAtMs !== null && hasWaited(formedAtMs) ? [] : guids),
    async of(turn, signal) {
      const members = hasWaited(turn.formedAtMs) ? await membersOf(turn, options) : null;
      if (members === null) return turn;
      const now = await readNow(
        () => read(turn, signal),
        signal,
        (why) => logger.debug(`imessage: a turn goes on with the words that were told: ${why}`),
      );
      if (now === null) return turn;
      return changedTurn(turn, members, (told) => readAs(told, { isEmptied: false }, now.get(told.guid!)));
    },
  };
}
