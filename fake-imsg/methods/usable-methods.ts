import type { BridgeProbe } from '../messages-app/helper/probe.ts';

/** What a method needs of the bridge: any one of these selectors. Absent = it needs none (wire-5.2). */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  'send.rich': ['sendMessage'],
  'send.attachment': ['sendAttachment'],
  'send.multipart': ['sendMultipart'],
  'send.sticker': ['stickerSend'],
  'send.tracked': ['clientMessageGuidReservation'],
  'poll.send': ['pollPayloadMessage'],
  'messages.poll.send': ['pollPayloadMessage'],
  'poll.vote': ['pollVoteMessage'],
  'messages.poll.vote': ['pollVoteMessage'],
  'poll.unvote': ['pollVoteMessage'],
  'polls.unvote': ['pollVoteMessage'],
  'messages.poll.unvote': ['pollVoteMessage'],
  tapback: ['sendReaction'],
  'message.edit': ['editMessageItemTranslation', 'editMessageItem', 'editMessage'],
  'message.unsend': ['retractMessagePart'],
  'message.delete': ['deleteMessage'],
  'message.notifyAnyways': ['notifyAnyways'],
  'chats.create': ['createChat'],
  'chats.delete': ['deleteChat', 'removeChat'],
  'chats.markUnread': ['markChatUnread'],
  'group.rename': ['setDisplayName'],
  'group.setIcon': ['updateGroupPhoto'],
  'group.addParticipant': ['addParticipant'],
  'group.removeParticipant': ['removeParticipant'],
  'group.leave': ['leaveChat'],
  'contacts.shouldShareContact': ['namePhotoShouldOffer'],
  'contacts.shareContactCard': ['namePhotoShare'],
  'handles.check': ['checkIMessageAvailability'],
};

/**
 * What a method needs of chat.db beside that it can be read, by the names that `status` has for it. Absent = it does without
 * (RPCMethodDescriptors.swift in openclaw/imsg).
 */
const DATABASE: Readonly<Record<string, readonly string[]>> = {
  'chats.list': [],
  'chats.get': [],
  'messages.stats': [],
  'messages.history': [],
  'messages.search': [],
  'messages.after': [],
  'messages.scheduled': ['scheduled_messages'],
  'watch.subscribe': [],
  'message.send_status': [],
  'send.tracked': [],
  'send.multipart': [],
  'send.sticker': [],
  'poll.vote': ['balloon_payloads'],
  'messages.poll.vote': ['balloon_payloads'],
  'poll.unvote': ['balloon_payloads', 'reactions'],
  'polls.unvote': ['balloon_payloads', 'reactions'],
  'messages.poll.unvote': ['balloon_payloads', 'reactions'],
};

const NEEDS_EVENT_LOG = 'bridge.events.subscribe';

/**
 * Which methods work at this moment. This only advertises: a method that is hidden may be called all the same.
 *
 * @param probe Null where the bridge gave no answer.
 * @param features What chat.db can answer; null where it cannot be read.
 */
export function usableMethods(
  methods: readonly string[],
  probe: BridgeProbe | null,
  features: Readonly<Record<string, boolean>> | null,
): string[] {
  return methods.filter((method) => {
    const needed = DATABASE[method];
    if (needed && !(features && needed.every((feature) => features[feature]))) return false;
    if (method === NEEDS_EVENT_LOG) return probe !== null;
    const selectors = SELECTORS[method];
    return !selectors || selectors.some((selector) => probe?.selectors[selector]);
  });
}
