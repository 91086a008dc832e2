// What the rows of a turn say by the time it is prepared: somebody may have edited them since, or taken them back (ruling-32).
// chat.db alone says whether; what they say now comes by the wire, as all words do.

import { EngineError, type ErrorCode } from '../errors.ts';
import { type Asking, askHistory } from '../imsg/ask-history.ts';
import type { HistoryRequest } from '../imsg/methods.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import { sleep, within } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb, StoredChange } from '../ports/messages-db.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { changedTurn, handsOnFiles, membersOf, readAs, readNow } from './changed-turn.ts';

/** Turns wait no longer for chat.db; of what it does not say in time the text stays as it is. */
const ANSWER_WITHIN_MS = 1_000;
/** How long the words are asked for that are known to be others. */
const READ_WITHIN_MS = 30_000;
/** Where a line breaks off, the next answer stands on the rest of it: the third is the first that can come whole. */
const TRIES_MAX = 3;
/** An answer that has not come by then may have stood on a damaged line. */
const TRY_MS = 10_000;
const READ_AGAIN_MS = 1_000;
/** After these they are asked for once more: no answer came, or imsg was lost. */
const ASKED_AGAIN: ReadonlySet<ErrorCode> = new Set(['rpc_timeout', 'imsg_exited', 'imsg_not_running']);
/** What is dated before a row may have come after it. */
const ROWS_MORE = 200;
const ROWS_MAX = 2_000;

type Changes = ReadonlyMap<MessageGuid, StoredChange>;

export interface LatestWords {
  /**
   * Those of some messages that stand as they were told, as far as anybody says. `formedAtMs` = of a turn that was formed then;
   * null = of one that is about to be. Never rejects.
   */
  asTold(guids: readonly MessageGuid[], formedAtMs: number | null): Promise<ReadonlySet<MessageGuid>>;
  /**
   * The turn with what its rows say now: the same object where that is what it says, null where all of it was taken back.
   * Rejects on abort only.
   */
  of(turn: TurnRow, signal: AbortSignal): Promise<TurnRow | null>;
}

interface LatestWordsOptions extends Asking {
  readonly store: Pick<Store, 'rowsNamed'>;
  readonly db: Pick<MessagesDb, 'changesOf'>;
  readonly logger: Logger;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
}

export function createLatestWords(options: LatestWordsOptions): LatestWords {
  const { logger } = options;
  const changesOf = createChanges(options);
  return {
    async asTold(guids) {
      const changes = await changesOf(guids);
      return new Set(guids.filter((guid) => !changes.has(guid)));
    },
    async of(turn, signal) {
      const changes = await changesOf(turn.context.messageGuids);
      if (changes.size === 0) return turn;
      const members = await membersOf(turn, options);
      if (members === null || !members.some(({ message: { guid } }) => changes.has(guid!))) return turn;
      const read = await readNow(
        () => readAgain(turn, changes, options, signal),
        signal,
        (why) => logger.warn(`imessage: a turn goes on with words that were edited since: ${why}`),
      );
      return changedTurn(turn, members, (told) => {
        const change = changes.get(told.guid!);
        return change === undefined ? told : readAs(told, change, read?.get(told.guid!));
      });
    },
  };
}

/** Asks chat.db, unless it owes an answer already. */
function createChanges({ db, clock }: LatestWordsOptions) {
  let owed = 0;
  return async (guids: readonly MessageGuid[]): Promise<Changes> => {
    if (guids.length === 0 || owed > 0) return new Map();
    let hasCome = false;
    let isLate = false;
    const asked = db
      .changesOf(guids)
      .catch(() => [])
      .finally(() => {
        hasCome = true;
        if (isLate) owed -= 1;
      });
    const answer = await within(asked, clock, ANSWER_WITHIN_MS);
    isLate = !hasCome;
    if (isLate) owed += 1;
    return new Map(
      guids.flatMap((guid, index) => {
        const change = answer?.[index];
        return change ? [[guid, change]] : [];
      }),
    );
  };
}

/** Rows that were changed and say something still, as imsg tells of them now. */
async function readAgain(
  turn: TurnRow,
  changes: Changes,
  options: LatestWordsOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<MessageGuid, Message>> {
  const edited = [...changes].filter(([, { isEmptied }]) => !isEmptied);
  if (edited.length === 0) return new Map();
  const guids = new Set<string>(edited.map(([guid]) => guid));
  const rows = Math.max(...edited.map(([, { rowsSince }]) => rowsSince)) + ROWS_MORE;
  const request = {
    chatId: turn.context.chatId,
    limit: Math.min(rows, ROWS_MAX),
    attachments: handsOnFiles(turn.context),
  };
  const payloads = await askUntilAnswered(options, request, signal);
  return messagesIn(payloads, guids);
}

/** Those of an answer that have these GUIDs. */
export function messagesIn(
  payloads: readonly unknown[],
  guids: ReadonlySet<string>,
): ReadonlyMap<MessageGuid, Message> {
  return new Map(
    payloads.flatMap((payload) => {
      const { guid } = (payload ?? {}) as { readonly guid?: unknown };
      if (typeof guid !== 'string' || !guids.has(guid)) return [];
      const normalized = normalize(payload);
      return normalized.ok ? [[guid as MessageGuid, normalized.message]] : [];
    }),
  );
}

/** Rejects with what the last try came to. */
async function askUntilAnswered(
  asking: Asking,
  request: HistoryRequest,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const { clock } = asking;
  const untilMs = clock.monotonicMs() + READ_WITHIN_MS;
  for (let tries = 1; ; tries += 1) {
    const timeoutMs = Math.min(TRY_MS, untilMs - clock.monotonicMs());
    try {
      return await askHistory(asking, request, { signal, timeoutMs });
    } catch (error) {
      if (!(error instanceof EngineError) || !ASKED_AGAIN.has(error.code) || tries === TRIES_MAX) throw error;
      await sleep(clock, READ_AGAIN_MS, signal);
      if (signal.aborted) throw error;
    }
  }
}
