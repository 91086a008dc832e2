// How long each method may take and whether it changes anything (ruling-14, wire-2.3 and wire-5.1).

const READ_MS = 10_000;
/** Asks the bridge, which may let 10 s pass before it counts as gone. */
const BRIDGE_MS = 15_000;
/**
 * The first call of a child. A stale bridge lock holds `initialize` and `status` for 10 s (wire-5.1), a
 * Contacts prompt holds the start of older builds; a shorter deadline would end healthy children for ever.
 */
const READINESS_MS = 30_000;
/** 150 s bridge + 150 s AppleScript + 8 s verification (wire-6.4), and some. */
const SEND_MS = 320_000;

interface MethodRow {
  readonly timeoutMs: number;
  /** Runs in the mutation lane: an unanswered call may have happened all the same. */
  readonly isMutation: boolean;
}

const read = (timeoutMs: number): MethodRow => ({ timeoutMs, isMutation: false });
const mutation = (timeoutMs: number): MethodRow => ({ timeoutMs, isMutation: true });

const METHODS = {
  initialize: read(READINESS_MS),
  status: read(READINESS_MS),
  'chats.list': read(READ_MS),
  'chats.get': read(READ_MS),
  'messages.history': read(READ_MS),
  'messages.search': read(READ_MS),
  'messages.after': read(READ_MS),
  'messages.scheduled': read(READ_MS),
  'messages.stats': read(READ_MS),
  'message.send_status': read(READ_MS),
  'watch.subscribe': read(READ_MS),
  'watch.unsubscribe': read(READ_MS),
  'bridge.events.subscribe': read(READ_MS),
  'handles.check': read(BRIDGE_MS),
  'contacts.shouldShareContact': read(BRIDGE_MS),
  typing: mutation(BRIDGE_MS),
  read: mutation(BRIDGE_MS),
  'message.edit': mutation(BRIDGE_MS),
  'message.unsend': mutation(BRIDGE_MS),
  'message.delete': mutation(BRIDGE_MS),
  'message.notifyAnyways': mutation(BRIDGE_MS),
  'group.rename': mutation(BRIDGE_MS),
  'group.setIcon': mutation(BRIDGE_MS),
  'group.addParticipant': mutation(BRIDGE_MS),
  'group.removeParticipant': mutation(BRIDGE_MS),
  'group.leave': mutation(BRIDGE_MS),
  'chats.delete': mutation(BRIDGE_MS),
  'chats.markUnread': mutation(BRIDGE_MS),
  'chats.create': mutation(SEND_MS),
  'contacts.shareContactCard': mutation(SEND_MS),
  'poll.send': mutation(SEND_MS),
  'poll.vote': mutation(SEND_MS),
  'poll.unvote': mutation(SEND_MS),
  send: mutation(SEND_MS),
  'send.tracked': mutation(SEND_MS),
  'send.rich': mutation(SEND_MS),
  'send.attachment': mutation(SEND_MS),
  'send.multipart': mutation(SEND_MS),
  'send.sticker': mutation(SEND_MS),
  tapback: mutation(SEND_MS),
} as const satisfies Record<string, MethodRow>;

/** The methods that the engine may call. */
export type MethodName = keyof typeof METHODS;

export function deadlineMs(method: MethodName): number {
  return METHODS[method].timeoutMs;
}

export function isMutation(method: MethodName): boolean {
  return METHODS[method].isMutation;
}
