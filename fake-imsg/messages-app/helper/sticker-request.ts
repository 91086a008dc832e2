import type { StagedFile } from '../../device/device.ts';
import { isIMessage } from '../../program/services.ts';
import type { StickerTarget } from '../../program/sticker-target.ts';
import { messageGuid } from '../../world/event/derived.ts';
import { stickerGuid } from '../../world/rows/own-sticker.ts';
import { HelperError, type HelperRequest } from './ask-helper.ts';
import { type SendPolicy, tellSend, toldGuid } from './send-requests.ts';

/**
 * A picture as a sticker, by itself or on a part of a message. Words and fields are those of `handleSendSticker`
 * (IMsgInjected.m of openclaw/imsg, 0.14); it checks the picture a second time, which nothing here can have changed.
 */
export const stickerRequest = (
  chatGuid: string,
  file: StagedFile,
  target: StickerTarget | null,
  policy: SendPolicy,
): HelperRequest => ({
  kind: 'mutation',
  waits: 'send',
  action: 'send-sticker',
  selectors: ['stickerSend'],
  lacking: 'Required sticker transfer selectors unavailable',
  perform(helper) {
    const { chatOf, tell } = tellSend(helper);
    const chat = chatOf(chatGuid);
    if (!isIMessage(chat.record?.service ?? 'iMessage'))
      throw new HelperError('Stickers require an iMessage chat');
    if (target && !helper.chatDb.partsOf(target.guid)?.includes(target.part))
      throw new HelperError('Sticker target message part not found');
    const sticker = target ? { on: target.guid, part: target.part } : {};
    const newest = helper.chatDb.ownRows.newestOf(chat.place)?.guid ?? '';
    const eventId = tell({ kind: 'bridge-send', chatGuid: chat.place, file, sticker });
    const own = messageGuid(eventId);
    return {
      chatGuid,
      messageGuid: toldGuid(policy, { eventId, newest, own }),
      transferGuid: stickerGuid(own),
      selectedMessageGuid: target?.guid ?? '',
      targetPartIndex: target?.part ?? 0,
    };
  },
});
