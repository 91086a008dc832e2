import { sendTracked } from '../sending/send.ts';
import { sendAttachment, sendMultipart, sendRich } from '../sending/send-rich.ts';
import type { Handler } from './method.ts';

/** Methods that send, beside `send` itself (protocol sections 5.3 and 6). */
export const SEND_HANDLERS = {
  'send.tracked': sendTracked,
  'send.rich': sendRich,
  'send.attachment': sendAttachment,
  'send.multipart': sendMultipart,
} as const satisfies Record<string, Handler>;
