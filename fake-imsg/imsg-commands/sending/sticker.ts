import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsupported } from '../../command-line/unsupported.ts';

/** `imsg send-sticker` (protocol section 1.4). */
export const sendStickerCommand: Command = {
  name: 'send-sticker',
  since: '0.13.0',
  about: 'Send an image as an iMessage sticker via the IMCore bridge',
  discussion: 'Works through the bridge that `imsg launch` starts, on iMessage only.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('file', 'path to sticker image'),
    option('attach-to', 'guid of message bubble to attach the sticker to'),
    option('target-part', 'target bubble part index (default 0)'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg send-sticker --chat 'any;-;+15550001111' --file ~/Pictures/sticker.png"],
  run: unsupported('send-sticker'),
};
