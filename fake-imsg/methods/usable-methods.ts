import type { BridgeProbe } from '../messages-app/helper/probe.ts';

/** What a method needs of the bridge: any one of these selectors. Absent = it needs none (wire-5.2). */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  'send.rich': ['sendMessage'],
  'send.attachment': ['sendAttachment'],
  'send.multipart': ['sendMultipart'],
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
  'handles.check': ['checkIMessageAvailability'],
};

/** Methods that read chat.db, and those of the bridge that do. */
const NEEDS_DATABASE: ReadonlySet<string> = new Set([
  'chats.list',
  'chats.get',
  'messages.history',
  'messages.search',
  'messages.after',
  'watch.subscribe',
  'message.send_status',
  'send.tracked',
  'send.multipart',
]);

const NEEDS_EVENT_LOG = 'bridge.events.subscribe';

/**
 * Which methods work at this moment. This only advertises: a method that is hidden may be called all the same.
 *
 * @param probe Null where the bridge gave no answer.
 */
export function usableMethods(
  methods: readonly string[],
  probe: BridgeProbe | null,
  isDatabaseReady: boolean,
): string[] {
  return methods.filter((method) => {
    if (NEEDS_DATABASE.has(method) && !isDatabaseReady) return false;
    if (method === NEEDS_EVENT_LOG) return probe !== null;
    const selectors = SELECTORS[method];
    return !selectors || selectors.some((selector) => probe?.selectors[selector]);
  });
}
