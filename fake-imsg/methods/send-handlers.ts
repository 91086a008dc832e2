import { sendTracked } from '../sending/send.ts';
import { sendAttachment, sendMultipart, sendRich } from '../sending/send-rich.ts';
import { sendSticker } from '../sending/send-sticker.ts';
import type { Handler } from './method.ts';

/** Methods that send, beside `send` itself (wire-5.3 and wire-6.1 to wire-6.5). */
export const SEND_HANDLERS = {
  'send.tracked': sendTracked,
  'send.rich': sendRich,
  'send.attachment': sendAttachment,
  'send.multipart': sendMultipart,
  'send.sticker': sendSticker,
} as const satisfies Record<string, Handler>;
