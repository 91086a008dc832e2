// Stickers (wire-5.3). Their checks and words are those of RPCServer+StickerHandlers and StickerCommand in openclaw/imsg.

import { isGroup } from '../chat-db/read/chats.ts';
import { UnusableFile } from '../device/staged-file.ts';
import { askHelper, type HelperRequest } from '../messages-app/helper/ask-helper.ts';
import { stickerRequest } from '../messages-app/helper/sticker-request.ts';
import { chatGuidOf } from '../program/chat-selector.ts';
import { invalidParams } from '../program/outcomes.ts';
import { isIMessage } from '../program/services.ts';
import { checkSticker, StickerRefused } from '../program/sticker-image.ts';
import { stickerTarget } from '../program/sticker-target.ts';
import type { SendContext, SendMethod } from './context.ts';

/** What a sticker is to be, and where. */
export interface WantedSticker {
  /** A guid or identifier. */
  readonly chat: string;
  readonly file: string;
  readonly attachTo: string | null;
  readonly part: number | null;
}

const GUID = /^([^;]*);([-+]);(.+)$/s;

/** What the helper is asked for. Throws `StickerRefused`. */
export function wantedSticker(
  { chatDb, device, delivery }: Pick<SendContext, 'chatDb' | 'device' | 'delivery'>,
  { chat, file, attachTo, part }: WantedSticker,
): HelperRequest {
  const { targets } = chatDb();
  const guid = iMessageChat(targets, chat.trim());
  const target = stickerTarget(attachTo, part);
  if (target) {
    const [, , polarity, bare] = [guid, ...(GUID.exec(guid) ?? [])];
    const names = bare === undefined ? [guid] : [guid, bare, `any;${polarity};${bare}`];
    if (!targets.holds(names, target.guid))
      throw new StickerRefused('sticker target does not belong to the selected chat');
  }
  try {
    checkSticker(device.bytesOf(file));
    return stickerRequest(guid, device.stageFile(file), target, delivery);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    throw new StickerRefused(`sticker must be a regular file: ${file}`);
  }
}

type Targets = ReturnType<SendContext['chatDb']>['targets'];

/** The guid of a chat by iMessage; one with a person need not be there yet where its name says so. */
function iMessageChat(targets: Targets, name: string): string {
  const [, service = '', polarity, bare] = GUID.exec(name) ?? [];
  if (isIMessage(service) && polarity === '-') return name;
  const found = targets.chat(name) ?? (bare !== undefined && service !== 'any' ? targets.chat(bare) : null);
  if (!found || !isIMessage(found.service)) throw new StickerRefused('stickers require an iMessage chat');
  return found.guid || `any;${isGroup(found) ? '+' : '-'};${found.identifier}`;
}

/** `send.sticker`: a picture as a sticker, by itself or on a message. */
export const sendSticker: SendMethod = async (params, context) => {
  const chat = chatGuidOf(params.address(), context);
  const asked = {
    chat,
    file: params.string('file') ?? '',
    attachTo: params.string('attach_to'),
    part: params.integer('part_index'),
  };
  const data = await askHelper(context, checked(context, asked));
  const { messageGuid, transferGuid } = data;
  return { ok: true, guid: messageGuid, message_id: messageGuid, transfer_guid: transferGuid };
};

function checked(context: SendContext, asked: WantedSticker): HelperRequest {
  try {
    return wantedSticker(context, asked);
  } catch (error) {
    throw error instanceof StickerRefused ? invalidParams(error.message) : error;
  }
}
