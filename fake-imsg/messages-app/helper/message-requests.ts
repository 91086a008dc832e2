// What the helper is asked to do to a message (wire-1.4 and wire-5.3). It answers that it was done as soon
// as Messages was told; whether Messages does it is another matter. Words and fields are those of IMsgInjected.m in steipete/imsg
// v0.9.0, and of ReactionHandlers.inc in openclaw/imsg where parts and emoji came later.

import { isClassic } from '../../chat-db/write/tapbacks.ts';
import type { WorldEvent } from '../../device/device.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';
import type { DeliveryPolicy } from '../../program/delivery-policy.ts';
import { messageGuid } from '../../world/event/derived.ts';
import { type Helper, HelperError, type HelperRequest } from './ask-helper.ts';
import { chatByGuid, type HelperChat } from './chats.ts';

const mutation = { kind: 'mutation', waits: 'short' } as const;

const EDIT_SELECTORS = ['editMessageItemTranslation', 'editMessageItem', 'editMessage'];

const PART_REFERENCE = /^p:(\d+)\/(.+)$/s;

type TapbackPolicy = Pick<DeliveryPolicy, 'bridgeGuid'> & Pick<BridgePolicy, 'tapsParts'>;

/**
 * A tapback. The message need not be there: then the sentence is about "a message".
 *
 * @param target The GUID, or `p:<part>/<GUID>`, which counts more than `part`.
 * @param reaction One of the classic six, with `remove-` in front to take it back.
 */
export const tapbackRequest = (
  chatGuid: string,
  target: string,
  reaction: string,
  part: number,
  policy: TapbackPolicy,
): HelperRequest => ({
  kind: 'mutation',
  waits: 'send',
  action: 'send-reaction',
  selectors: ['sendReaction'],
  lacking: 'Could not build reaction IMMessage',
  perform(helper) {
    const chat = chatOf(helper, chatGuid);
    const name = reaction.toLowerCase();
    const remove = name.startsWith('remove-');
    const kind = remove ? name.slice('remove-'.length) : name;
    if (!isClassic(kind)) throw new HelperError(`Unknown reactionType: ${reaction}`);
    const { guid, index } = tapbackTarget(helper, target, part, policy);
    const here = policy.tapsParts ? 'helper' : 'early-helper';
    const event = { ...by(chat, 'tapback', guid), reaction: kind, remove, part: index, here };
    const eventId = helper.tell(event);
    const newest = helper.chatDb.ownRows.newestOf(chat.place)?.guid ?? '';
    return {
      chatGuid,
      selectedMessageGuid: target,
      reactionType: reaction,
      messageGuid: policy.bridgeGuid === 'own' ? messageGuid(eventId) : newest,
    };
  },
});

/**
 * A tapback with any emoji, as it is: a red heart as emoji is not `love`. Of which row it made the helper knows nothing. That
 * Messages makes no tapback of anything but one emoji is taken for granted here.
 */
export const emojiTapbackRequest = (
  chatGuid: string,
  target: string,
  { emoji, remove }: { readonly emoji: string; readonly remove: boolean },
  part: number,
  policy: TapbackPolicy,
): HelperRequest => ({
  kind: 'mutation',
  waits: 'send',
  action: 'send-reaction',
  selectors: ['emojiTapbackSend'],
  lacking: 'Emoji tapbacks unsupported on this macOS version',
  perform(helper) {
    const chat = chatOf(helper, chatGuid);
    if (!/^\p{RGI_Emoji}$/v.test(emoji)) throw new HelperError('Could not construct IMEmojiTapback');
    const { guid, index } = tapbackTarget(helper, target, part, policy);
    const event = { ...by(chat, 'tapback', guid), reaction: emoji, remove, part: index };
    helper.tell(event);
    return { chatGuid, selectedMessageGuid: target, emoji, messageGuid: '' };
  },
});

function tapbackTarget({ chatDb }: Helper, target: string, part: number, { tapsParts }: TapbackPolicy) {
  const [, number, named] = PART_REFERENCE.exec(target) ?? [];
  const guid = named ?? target;
  const index = number === undefined ? Math.max(part, 0) : Number(number);
  if (tapsParts && named === undefined && target.startsWith('p:')) {
    throw new HelperError('Malformed reaction target');
  }
  if (tapsParts && index !== 0 && !chatDb.partsOf(guid)?.includes(index)) {
    throw new HelperError('Reaction message part not found');
  }
  return { guid, index };
}

/** Other words for a part. Which selectors would do depends on those that the helper of the build knows. */
export const editRequest = (
  chatGuid: string,
  guid: string,
  text: string,
  part: number,
  { selectors }: Pick<BridgePolicy, 'selectors'>,
): HelperRequest => ({
  ...mutation,
  action: 'edit-message',
  selectors: EDIT_SELECTORS.filter((selector) => selectors.includes(selector)),
  lacking: 'No edit-message selector available on this macOS',
  perform(helper) {
    const chat = chatOf(helper, chatGuid);
    requireMessage(helper, guid);
    if (part >= 0) helper.tell({ ...by(chat, 'edit', guid), text, part });
    return queued(chatGuid, guid);
  },
});

export const unsendRequest = (
  chatGuid: string,
  guid: string,
  part: number,
  { unsendsByNumber }: Pick<BridgePolicy, 'unsendsByNumber'>,
): HelperRequest => ({
  ...mutation,
  action: 'unsend-message',
  selectors: ['retractMessagePart'],
  lacking: 'retractMessagePart: not available on this macOS',
  perform(helper) {
    const chat = chatOf(helper, chatGuid);
    const parts = helper.chatDb.partsOf(guid);
    if (!parts && !unsendsByNumber) throw new HelperError(`Message not found: ${guid}`);
    const only = unsendsByNumber || !parts || parts.length > 1 ? part : (parts[0] ?? part);
    const isThere = parts?.includes(only) || (parts?.length === 0 && !unsendsByNumber);
    if (!isThere) throw new HelperError(`Message part not found: ${part}`);
    helper.tell({ ...by(chat, 'unsend', guid), part: only });
    return queued(chatGuid, guid);
  },
});

export const deleteMessageRequest = (chatGuid: string, guid: string): HelperRequest => ({
  ...mutation,
  action: 'delete-message',
  selectors: ['deleteMessage'],
  lacking: 'deleteChatItems: not available',
  perform: (helper) => done(helper, chatGuid, guid, 'message-delete'),
});

export const notifyAnywaysRequest = (chatGuid: string, guid: string): HelperRequest => ({
  ...mutation,
  action: 'notify-anyways',
  selectors: ['notifyAnyways'],
  lacking: 'markChatItemAsNotifyRecipient: not available',
  perform: (helper) => done(helper, chatGuid, guid, 'notify-anyway'),
});

function done(helper: Helper, chatGuid: string, guid: string, kind: string) {
  const chat = chatOf(helper, chatGuid);
  requireMessage(helper, guid);
  helper.tell(by(chat, kind, guid));
  return queued(chatGuid, guid);
}

const by = ({ place }: HelperChat, kind: string, message: string): WorldEvent => ({
  kind,
  chat: place,
  message,
  here: 'helper',
});

const queued = (chatGuid: string, guid: string) => ({ chatGuid, messageGuid: guid, queued: true });

function chatOf(helper: Helper, guid: string): HelperChat {
  try {
    return chatByGuid(helper, guid);
  } catch (error) {
    throw error instanceof HelperError ? new HelperError(`Chat not found: ${guid}`) : error;
  }
}

function requireMessage({ chatDb }: Helper, guid: string): void {
  if (!chatDb.partsOf(guid)) throw new HelperError(`Message not found: ${guid}`);
}
