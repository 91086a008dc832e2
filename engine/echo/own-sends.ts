import { conversationOf } from '../message/chat-meaning.ts';
import type { ChatGuid, MessageGuid, PartId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { isPreview, PREVIEW_WITHIN_MS, showsLinkIn } from '../message/preview.ts';
import { readsAs } from '../message/read-back.ts';
import { comparableText } from '../message/text.ts';
import { isNear, type LeftAt } from './near.ts';
import { createOwnDeeds, type IsOfDeed, type OwnDeedsSent } from './own-deeds.ts';

/** GUIDs remembered at most; the oldest goes first. */
const GUIDS_MAX = 10_000;
/** Texts of ended sends remembered at most (ECH-3). */
const TEXTS_MAX = 512;
/**
 * How far the row that comes back to oneself may be dated from its send, or seen after its end: the two rows of one
 * message lie up to 2 s apart, and one that had to be asked for is seen long after.
 */
const REFLECTED_WITHIN_MS = 10_000;

/** So long a row that says the same as a part of ours may be it (ruling-33). */
const SAID_WITHIN_MS = 10 * 60_000;
/** So long where nobody knows whether it left: Messages may keep it, and let it go when it can. */
const UNKNOWN_WITHIN_MS = 24 * 60 * 60_000;

/** Parts without an end that are known at once; with more of them one may be open in any conversation. */
const OPEN_PARTS_MAX = 100_000;
/** Instead of a conversation: whichever it is. */
export const ANYWHERE = '';

interface SentText extends LeftAt {
  /** Whatever service it is over: what goes to somebody new has no chat yet, and comes back in the one that Messages makes. */
  readonly conversation: string;
  /** Null = nobody has kept what it said. */
  readonly text: string | null;
  /** It has ended, and nobody knows whether it left. */
  readonly isUnknown: boolean;
}

/** What is known of own sends when a batch is decided: data, which the memory goes on changing afterwards. */
export interface OwnSends {
  /** GUIDs that prove our parts, in upper case. */
  readonly guids: ReadonlySet<string>;
  /** Parts that are on their way and have no GUID yet, by id. */
  readonly onTheWay: ReadonlyMap<PartId, SentText>;
  /** How many parts are durable and have no end yet, by conversation. */
  readonly open: ReadonlyMap<string, number>;
  /** The texts of sends that have ended: those of earlier runs by when they were begun, then the others as they ended. */
  readonly ended: readonly SentText[];
  /** What was done that is no message of its words, or is being done. */
  readonly deeds: OwnDeedsSent;
  /** What sends said that had left by then may be forgotten; null = nothing is. */
  readonly forgottenToMs: number | null;
}

type ReflectedRow = Pick<Message, 'chatGuid' | 'text' | 'sentAtMs' | 'balloonBundleId'>;

/** Whether this GUID proves one of our parts. */
export function hasGuid({ guids }: OwnSends, guid: MessageGuid): boolean {
  // Asked of every row that comes in, of which most have nothing to compare.
  return guids.size > 0 && guids.has(guid.toUpperCase());
}

/** Whether what is read there may be it. */
function isIn({ conversation, text }: SentText, where: string, read: string): boolean {
  return conversation === where && text !== null && readsAs(read, text);
}

/** Whether a part with this text is on its way to this chat and has no GUID yet. */
export function isSending({ onTheWay }: OwnSends, chatGuid: ChatGuid, text: string): boolean {
  // Asked of every row that comes in, and mostly nothing is on its way.
  if (onTheWay.size === 0) return false;
  const wanted = comparableText(text);
  const conversation = conversationOf(chatGuid);
  for (const part of onTheWay.values()) {
    if (isIn(part, conversation, wanted)) return true;
  }
  return false;
}

/** Whether a part for this chat has no end yet, over whatever service it goes. */
export function isOpenIn({ open }: OwnSends, chatGuid: ChatGuid): boolean {
  return open.size > 0 && (open.has(conversationOf(chatGuid)) || open.has(ANYWHERE));
}

/** Whether a row, seen at `arrivedAtMs`, says what has left shortly before, or may still leave, wherever it went. */
export function mayHaveSaid(
  own: OwnSends,
  { text, sentAtMs }: Pick<Message, 'text' | 'sentAtMs'>,
  arrivedAtMs: number,
): boolean {
  const wanted = comparableText(text);
  const saidAtMs = Math.min(sentAtMs ?? arrivedAtMs, arrivedAtMs);
  if (own.forgottenToMs !== null && saidAtMs <= own.forgottenToMs + SAID_WITHIN_MS) return true;
  const isOf = (sent: SentText) => sent.text === null || readsAs(wanted, sent.text);
  return hasLeftNear(own, { sentAtMs, arrivedAtMs }, isOf, saidWithinMs);
}

/** Whether something that is on its way, or ended so near to a row, is like that. */
function hasLeftNear(
  { onTheWay, ended }: OwnSends,
  { sentAtMs, arrivedAtMs }: { readonly sentAtMs: number | null; readonly arrivedAtMs: number },
  isOf: (sent: SentText) => boolean,
  withinMs: (sent: SentText) => number,
): boolean {
  for (const sent of onTheWay.values()) if (isOf(sent)) return true;
  return ended.some((sent) => isOf(sent) && isNear(sent, sentAtMs, arrivedAtMs, withinMs(sent)));
}

function saidWithinMs({ isUnknown }: SentText): number {
  return isUnknown ? UNKNOWN_WITHIN_MS : SAID_WITHIN_MS;
}

type OwnRowRead = Pick<Message, 'text' | 'sentAtMs' | 'balloonBundleId' | 'attachments'>;

/** Whether a row, seen at `arrivedAtMs`, is the preview of a link that has left shortly before, or may still leave, wherever it went. */
export function mayShowLink(own: OwnSends, row: OwnRowRead, arrivedAtMs: number): boolean {
  if (!isPreview(row)) return false;
  const shown = comparableText(row.text);
  const isOf = ({ text }: SentText) => text !== null && showsLinkIn(text, shown);
  return hasLeftNear(own, { ...row, arrivedAtMs }, isOf, saidWithinMs);
}

/**
 * Whether a row may be what nobody knows to have left for this chat within a day, read with more or less of it than was said;
 * a file comes back without words.
 */
export function mayBeMisread(
  { ended }: OwnSends,
  chatGuid: ChatGuid,
  row: OwnRowRead,
  arrivedAtMs: number,
): boolean {
  const read = comparableText(row.text);
  const conversation = conversationOf(chatGuid);
  return ended.some((sent) => {
    if (!sent.isUnknown || sent.conversation !== conversation) return false;
    if (!isNear(sent, row.sentAtMs, arrivedAtMs, UNKNOWN_WITHIN_MS)) return false;
    const { text } = sent;
    if (text === null) return true;
    return text === '' ? row.attachments.length > 0 : read.includes(text) || text.includes(read);
  });
}

/** Whether these words left for this chat, or are on their way there. */
export function wasSaid(own: OwnSends, chatGuid: ChatGuid, text: string): boolean {
  if (isSending(own, chatGuid, text)) return true;
  const wanted = comparableText(text);
  const conversation = conversationOf(chatGuid);
  return own.ended.some((sent) => isIn(sent, conversation, wanted));
}

/**
 * Whether a row of this text and date, seen at `arrivedAtMs`, comes back from a part sent to this chat: as it was sent, or as
 * the preview of a link in it, which imsg folds into no row where other rows stand between them.
 */
export function isReflection(own: OwnSends, row: ReflectedRow, arrivedAtMs: number): boolean {
  if (row.chatGuid === null) return false;
  const text = comparableText(row.text);
  const conversation = conversationOf(row.chatGuid);
  const isOf = (sent: SentText) =>
    sent.conversation === conversation &&
    sent.text !== null &&
    (readsAs(text, sent.text) || (isPreview(row) && showsLinkIn(sent.text, text)));
  const withinMs = isPreview(row) ? PREVIEW_WITHIN_MS : REFLECTED_WITHIN_MS;
  return hasLeftNear(own, { ...row, arrivedAtMs }, isOf, () => withinMs);
}

/** The echo memory: which rows are our own. Rebuilt from the journalled parts at start. */
export interface OwnSendsMemory {
  readonly sends: OwnSends;
  /** A row of ours. */
  addGuid(guid: MessageGuid): void;
  /** A part is durable and has no end yet. Once for each, before anything is sent of it. */
  opened(partId: PartId, chatGuid: ChatGuid): void;
  /** `text` = what the row says that it brings; null = it brings none that says something. */
  sending(partId: PartId, chatGuid: ChatGuid, text: string | null, sendingAtMs: number): void;
  /** The same of what is no message of its words. `isOf` = which rows come of it. */
  doing(partId: PartId, chatGuid: ChatGuid, isOf: IsOfDeed, sendingAtMs: number): void;
  /** The part has ended. Once for each. `isUnknown` = nobody knows whether it left. */
  notSending(partId: PartId, endedAtMs: number, isUnknown?: boolean): void;
  /** It has ended, and was not done. */
  undone(partId: PartId): void;
  /** A send of an earlier run, which ended at a time that nobody noted. `text` null = what it said is kept no longer. */
  sentBefore(chatGuid: ChatGuid, text: string | null, sendingAtMs: number, isUnknown?: boolean): void;
  /** Something done in an earlier run. */
  doneBefore(partId: PartId, chatGuid: ChatGuid, isOf: IsOfDeed, sendingAtMs: number): void;
  /** There may have been sends up to this time of which nobody tells. */
  forgotTo(atMs: number): void;
  /** What is forgotten lies as long ago as before. */
  clockSetBack(byMs: number): void;
}

export function createOwnSends(openPartsMax = OPEN_PARTS_MAX): OwnSendsMemory {
  const guids = new Set<string>();
  const onTheWay = new Map<PartId, SentText>();
  const ended: SentText[] = [];
  const open = createOpenParts(openPartsMax);
  const own = createOwnDeeds();
  const { deeds } = own;
  const sends = { guids, onTheWay, open: open.counts, ended, deeds, forgottenToMs: null as number | null };

  const forgotTo = (atMs: number) => {
    sends.forgottenToMs = Math.max(atMs, sends.forgottenToMs ?? atMs);
  };
  const remember = (sent: SentText, at: number) => {
    ended.splice(at, 0, sent);
    if (ended.length <= TEXTS_MAX) return;
    const first = ended.shift()!;
    forgotTo((first.endedAtMs ?? first.sendingAtMs) + saidWithinMs(first) - SAID_WITHIN_MS);
  };
  return {
    sends,
    addGuid(guid) {
      guids.add(guid.toUpperCase());
      if (guids.size > GUIDS_MAX) guids.delete(guids.values().next().value!);
    },
    opened: open.add,
    sending(partId, chatGuid, text, sendingAtMs) {
      if (text === null) return;
      onTheWay.set(partId, sentText(chatGuid, text, sendingAtMs));
    },
    doing: own.begun,
    notSending(partId, endedAtMs, isUnknown = false) {
      open.remove(partId);
      own.ended(partId, endedAtMs);
      const sent = onTheWay.get(partId);
      if (sent === undefined) return;
      onTheWay.delete(partId);
      // Whatever the clock says: it may have been set back behind the others.
      remember({ ...sent, endedAtMs, isUnknown }, ended.length);
    },
    sentBefore(chatGuid, text, sendingAtMs, isUnknown = false) {
      // They come account by account.
      const after = ended.findLastIndex((sent) => sent.sendingAtMs <= sendingAtMs);
      remember({ ...sentText(chatGuid, text, sendingAtMs), isUnknown }, after + 1);
    },
    undone: own.undone,
    doneBefore: own.before,
    forgotTo,
    clockSetBack(byMs) {
      if (sends.forgottenToMs !== null) sends.forgottenToMs -= byMs;
    },
  };
}

function sentText(chatGuid: ChatGuid, text: string | null, sendingAtMs: number): SentText {
  return {
    conversation: conversationOf(chatGuid),
    text: text === null ? null : comparableText(text),
    sendingAtMs,
    endedAtMs: null,
    isUnknown: false,
  };
}

function createOpenParts(max: number) {
  const conversations = new Map<PartId, string>();
  const counts = new Map<string, number>();
  const count = (conversation: string, by: 1 | -1) => {
    const left = (counts.get(conversation) ?? 0) + by;
    if (left > 0) counts.set(conversation, left);
    else counts.delete(conversation);
  };
  return {
    counts,
    add(partId: PartId, chatGuid: ChatGuid) {
      if (conversations.has(partId)) return;
      const isKnown = conversations.size < max;
      const conversation = isKnown ? conversationOf(chatGuid) : ANYWHERE;
      if (isKnown) conversations.set(partId, conversation);
      count(conversation, 1);
    },
    remove(partId: PartId) {
      count(conversations.get(partId) ?? ANYWHERE, -1);
      conversations.delete(partId);
    },
  };
}
