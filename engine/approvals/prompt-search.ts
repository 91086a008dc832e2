// Messages that ask and of which nobody can say where they stand: what may have left without a proof, and what began a chat,
// which has no number before. They are looked for among the newest chats (APR-13).

import { EngineError } from '../errors.ts';
import { chatMeaning, conversationOf } from '../message/chat-meaning.ts';
import type { ChatId, MessageGuid, PartId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { ApprovalPrompt } from '../store/commands/approvals.ts';
import type { Store } from '../store/store.ts';
import type { AskingAccount } from './asking-account.ts';
import type { NewestChat } from './histories.ts';
import type { ApprovalRegister } from './register.ts';
import { createRotation } from './rotation.ts';
import { isPromptItself } from './rules/prompts.ts';

const SEARCH_EVERY_MS = 60_000;
/** Chats whose newest messages are read in one search. Where there are more, they take turns. */
const CHATS_MAX = 20;
/** More requests do not wait at a time. */
const PENDING_MAX = 1_000;
/** What has not left is looked for by nobody. */
const NOT_LEFT: ReadonlySet<ApprovalPrompt['state']> = new Set(['queued', 'failed', 'expired']);

export interface PromptSearch {
  /** Looks, where it is time for it again. */
  whenDue(): Promise<void>;
  /** The number of the chat in which a message was found; null = it was not looked for, or not found. */
  chatOf(partId: PartId): ChatId | null;
  /** When a message was found of which nothing proved which it is; null = it was known otherwise, or is not. */
  foundAtMs(guid: string): number | null;
}

interface PromptSearchOptions {
  readonly store: Pick<Store, 'approvals'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
  readonly register: ApprovalRegister;
  account(accountId: string): AskingAccount | undefined;
}

interface Found {
  readonly chatId: ChatId;
  /** Null = it was known. */
  readonly guid: string | null;
  readonly atMs: number;
}

/** A chat, and the messages that may stand there. */
interface Place {
  readonly account: AskingAccount;
  readonly chatId: ChatId;
  readonly wanted: readonly ApprovalPrompt[];
}

export function createPromptSearch(options: PromptSearchOptions): PromptSearch {
  const { store, clock, logger, ending, register } = options;
  const found = new Map<PartId, Found>();
  const rotation = createRotation();
  let dueAtMs = clock.monotonicMs();

  const pending = () => register.pending().flatMap(({ prompts }) => prompts);
  const missing = async () => {
    const some = pending().filter((prompt) => isMissing(prompt) && !found.has(prompt.partId));
    if (some.length === 0) return [];
    const rows = await store.approvals({ sinceMs: Number.MAX_SAFE_INTEGER, limit: PENDING_MAX });
    const stored = new Map(rows.flatMap(({ prompts }) => prompts.map((one) => [one.partId, one])));
    return some.flatMap((one) => {
      const { state, maxRowid } = stored.get(one.partId) ?? one;
      return NOT_LEFT.has(state) ? [] : { ...one, maxRowid };
    });
  };
  const take = (prompt: ApprovalPrompt, chatId: ChatId, own: readonly Message[]) => {
    const { partId, guid } = prompt;
    if (guid !== null && own.some((message) => isSame(message.guid, guid)))
      found.set(partId, { chatId, guid: null, atMs: clock.wallMs() });
    if (guid !== null) return;
    const proof = proofOf(prompt, own, register);
    if (proof === null) return;
    register.proven(partId, proof);
    found.set(partId, { chatId, guid: proof.toUpperCase(), atMs: clock.wallMs() });
    logger.info(
      'imessage: a message that asks, of which nobody could say which it is, is found in the history',
    );
  };
  /** False = imsg does not answer. */
  const readPlace = async ({ account, chatId, wanted }: Place): Promise<boolean> => {
    const own = await account.history.own(chatId, ending);
    for (const prompt of wanted) if (own !== null) take(prompt, chatId, own);
    return own !== null;
  };
  const search = async () => {
    const places = await placesOf(await missing(), options);
    for (const [name, place] of rotation.next(places, CHATS_MAX)) {
      if (ending.aborted) return;
      rotation.had(name);
      if (!(await readPlace(place))) return;
    }
  };
  return {
    async whenDue() {
      if (clock.monotonicMs() < dueAtMs) return;
      dueAtMs = clock.monotonicMs() + SEARCH_EVERY_MS;
      const waiting = new Set(pending().map(({ partId }) => partId));
      for (const partId of found.keys()) if (!waiting.has(partId)) found.delete(partId);
      try {
        await search();
      } catch (error) {
        // The next one may have an answer.
        if (!(error instanceof EngineError)) throw error;
      }
    },
    chatOf: (partId) => found.get(partId)?.chatId ?? null,
    foundAtMs: (guid) => [...found.values()].find((one) => one.guid === guid)?.atMs ?? null,
  };
}

/** Whether nobody knows what it is, or in which chat it stands. */
function isMissing({ guid, target }: ApprovalPrompt): boolean {
  return guid === null || target.to !== undefined;
}

/** The chat to which it was sent, where that had a number, and whatever is the same conversation among the newest. */
async function placesOf(
  wanted: readonly ApprovalPrompt[],
  { account: accountOf, ending }: PromptSearchOptions,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  const add = (account: AskingAccount, chatId: ChatId, prompt: ApprovalPrompt) => {
    const name = `${account.accountId} ${chatId}`;
    places.set(name, { account, chatId, wanted: [...(places.get(name)?.wanted ?? []), prompt] });
  };
  for (const [accountId, prompts] of Map.groupBy(wanted, (prompt) => prompt.accountId)) {
    const account = accountOf(accountId);
    const newest = (await account?.history.newestChats(ending)) ?? null;
    if (!account || newest === null) continue;
    for (const prompt of prompts) for (const chatId of chatsOf(prompt, newest)) add(account, chatId, prompt);
  }
  return places;
}

function chatsOf({ target }: ApprovalPrompt, newest: readonly NewestChat[]): ReadonlySet<ChatId> {
  const meant = conversationOf(target.chatGuid);
  const same = newest.flatMap(({ chatId, conversation }) => (conversation === meant ? chatId : []));
  return new Set(target.to === undefined ? [target.chatId, ...same] : same);
}

/**
 * The only own message there with its words that came once it was on its way and is no other that asks. Where another one
 * that asks the same is not known either, nobody can say which is which.
 */
function proofOf(
  { partId, maxRowid }: ApprovalPrompt,
  own: readonly Message[],
  register: ApprovalRegister,
): MessageGuid | null {
  const all = register.prompts();
  const asking = all.find((one) => one.partId === partId);
  if (!asking || asking.guid !== null || maxRowid === null) return null;
  const isLike = ({ text, conversation }: typeof asking) =>
    text === asking.text && conversation === asking.conversation;
  if (all.some((one) => one.partId !== partId && one.guid === null && isLike(one))) return null;
  const others = new Set(all.flatMap(({ guid }) => guid?.toUpperCase() ?? []));
  const may = own.filter(
    (message) =>
      message.rowid > maxRowid &&
      isPromptItself(asking, message, chatMeaning(message)) &&
      !others.has(message.guid!.toUpperCase()),
  );
  return may.length === 1 ? may[0]!.guid : null;
}

const isSame = (one: MessageGuid | null, other: MessageGuid) => one?.toUpperCase() === other.toUpperCase();
