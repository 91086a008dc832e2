// What the helper in Messages does when it is to send, and what it answers (wire-5.3 and wire-6.3). Words and fields are those of
// IMsgInjected.m in steipete/imsg v0.9.0; what stands behind `send-message failed:` there is what macOS says, and ours here, as is
// what is said of a macOS that lacks a selector by its name.

import type { StagedFile, WorldEvent } from '../../device/device.ts';
import { SendFailure } from '../../device/send-failure.ts';
import type { DeliveryPolicy } from '../../program/delivery-policy.ts';
import { derivedChance, messageGuid } from '../../world/event/derived.ts';
import { type Helper, HelperError, type HelperRequest, HelperSilence } from './ask-helper.ts';
import { chatByGuid, type HelperChat } from './chats.ts';

/** How long Messages looks at a text for dates, addresses and the like before it sends it. */
const SCAN_MS = 100;
/** How often the newest own message of a chat is not yet the text that is just being sent. */
const STALE_SHARE = 1 / 8;

export interface BridgeMessage {
  readonly chatGuid: string;
  /** Each becomes a part of the message. */
  readonly parts?: readonly { readonly text: string; readonly formatting?: unknown }[];
  readonly file?: StagedFile;
  readonly isAudio?: boolean;
  /** A URL that goes with its preview. */
  readonly link?: string;
  readonly subject?: string;
  readonly effectId?: string;
  /** GUID of the message that it answers, and which part of it. */
  readonly replyTo?: string;
  readonly replyPart?: number;
  /** The GUID that it is to have. */
  readonly guid?: string;
  /** Whether Messages looks at the text first; then the helper answers before anything was sent. */
  readonly isScanned?: boolean;
}

export type SendPolicy = Pick<DeliveryPolicy, 'bridgeGuid' | 'refusesLostThreads'>;

/** A message of text. */
export const messageRequest = (message: BridgeMessage, policy: SendPolicy): HelperRequest => ({
  ...SENDING,
  action: 'send-message',
  selectors: ['sendMessage'],
  perform(helper) {
    if (policy.refusesLostThreads) refuseLostThread(helper, message);
    const { chat, eventId, newest, own } = dispatch(helper, message);
    return {
      chatGuid: message.chatGuid,
      messageGuid:
        message.isScanned && policy.bridgeGuid === 'newest'
          ? newest
          : toldGuid(policy, { eventId, newest, own }),
      queued: message.isScanned === true,
      ...(chat.record?.service && { service: chat.record.service }),
    };
  },
});

/** A URL that goes with its preview. */
export const richLinkRequest = (message: BridgeMessage, policy: SendPolicy): HelperRequest => ({
  ...messageRequest(message, policy),
  action: 'send-rich-link',
  selectors: ['urlPreviewMessage'],
  perform: (helper) => ({ ...messageRequest(message, policy).perform(helper), richLinkImageUsed: false }),
});

/** A file, with a caption or without. */
export const attachmentRequest = (message: BridgeMessage): HelperRequest => ({
  ...SENDING,
  action: 'send-attachment',
  selectors: ['sendAttachment'],
  perform(helper) {
    const { eventId, own } = dispatch(helper, message);
    return {
      chatGuid: message.chatGuid,
      messageGuid: own,
      transferGuid: transferGuid(eventId),
      selectedMessageGuid: message.replyTo ?? '',
    };
  },
});

/** Several texts as one message, a part each. */
export const multipartRequest = (message: BridgeMessage): HelperRequest => ({
  ...SENDING,
  action: 'send-multipart',
  selectors: ['sendMultipart'],
  perform(helper) {
    if (!message.parts?.length) throw new HelperError('No usable parts');
    const { own } = dispatch(helper, message);
    return { chatGuid: message.chatGuid, messageGuid: own, parts_count: message.parts?.length ?? 0 };
  },
});

const SENDING = { kind: 'mutation', waits: 'send' } as const;

/** By the name that Messages gives the file of a message. */
const transferGuid = (eventId: string): string => `at_0_${messageGuid(eventId)}`;

/** The chat is missed first. Files and several parts go without their thread. */
function refuseLostThread(helper: Helper, { chatGuid, replyTo }: BridgeMessage): void {
  chatOf(helper, chatGuid);
  if (!replyTo || helper.chatDb.partsOf(replyTo)) return;
  throw new HelperError('Could not resolve reply thread; message was not sent', true);
}

function dispatch(helper: Helper, message: BridgeMessage) {
  const chat = chatOf(helper, message.chatGuid);
  const newest = helper.chatDb.ownRows.newestOf(chat.place)?.guid ?? '';
  const eventId = tell(helper, eventOf(message, chat));
  return { chat, eventId, newest, own: message.guid ?? messageGuid(eventId) };
}

/** What any request needs that sends, with what becomes of it. */
export const tellSend = (helper: Helper) => ({
  chatOf: (guid: string) => chatOf(helper, guid),
  tell: (event: WorldEvent) => tell(helper, event),
});

/** The GUID that the helper tells of what it sent at once; builds that ask for the newest own message may get the one before. */
export function toldGuid(
  { bridgeGuid }: Pick<SendPolicy, 'bridgeGuid'>,
  { eventId, newest, own }: { readonly eventId: string; readonly newest: string; readonly own: string },
): string {
  const isStale = bridgeGuid === 'newest' && derivedChance(eventId, 'stale guid', STALE_SHARE);
  return isStale ? newest : own;
}

/** Of sends alone the helper says that nothing was done where the chat is not there (wire-11.10). */
function chatOf(helper: Helper, guid: string): HelperChat {
  try {
    return chatByGuid(helper, guid);
  } catch (error) {
    if (error instanceof HelperError) throw new HelperError(`Chat not found: ${guid}`, true);
    throw error;
  }
}

function eventOf(message: BridgeMessage, { place, record }: HelperChat): WorldEvent {
  const { parts, file, link, subject, effectId, replyTo, replyPart, guid } = message;
  // The helper puts words and file apart by a line.
  const words = parts && file ? parts.map((part) => ({ ...part, text: `${part.text}\n` })) : parts;
  return {
    kind: 'bridge-send',
    chatGuid: place,
    ...(record?.service && { service: record.service }),
    ...(words && { parts: words }),
    ...(file && { file }),
    ...(message.isAudio && { audio: true }),
    ...(link !== undefined && { link }),
    ...(subject && { subject }),
    ...(effectId && { effectId }),
    ...(replyTo && { replyTo }),
    ...(replyPart && { replyPart }),
    ...(guid !== undefined && { guid }),
    ...(message.isScanned && { deferMs: SCAN_MS }),
  };
}

function tell(helper: Helper, event: WorldEvent): string {
  try {
    return helper.tell(event);
  } catch (error) {
    if (!(error instanceof SendFailure)) throw error;
    if (error.what.kind === 'silent') throw new HelperSilence();
    const isNotStarted = error.what.kind !== 'script error' || !error.what.isDispatched;
    throw new HelperError('send-message failed: Messages refused the message', isNotStarted);
  }
}
