import { runBridge } from '../../command-line/bridge-run.ts';
import { type Command, livingMac } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { wantedSticker } from '../../sending/send-sticker.ts';

/** `imsg send-sticker` (wire-1.4). */
export const sendStickerCommand: Command = {
  name: 'send-sticker',
  since: '0.13.0',
  about: 'Send an image as an iMessage sticker via the IMCore bridge',
  discussion:
    'By itself, or with --attach-to on a message that is there. PNG, GIF and JPEG up to 500 KiB and 618x618 pixels.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('file', 'path to sticker image'),
    option('attach-to', 'guid of message bubble to attach the sticker to'),
    option('target-part', 'target bubble part index (default 0)'),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    "imsg send-sticker --chat 'any;-;+15550001111' --file ~/sticker.png",
    "imsg send-sticker --chat 'any;-;+15550001111' --file ~/sticker.png --attach-to ABCD --target-part 0",
  ],
  run(context) {
    const { options } = context;
    const chat = options.required('chat');
    const file = options.required('file');
    const named = options.text('target-part');
    const part = named === null ? null : wholeNumber(named);
    if (named !== null && part === null) throw invalidOption('target-part');
    const mac = livingMac(context);
    const asked = {
      chat,
      file,
      attachTo: options.text('attach-to'),
      part,
    };
    const request = wantedSticker(
      { device: mac.device, chatDb: mac.chatDb.current, delivery: context.build.delivery },
      asked,
    );
    return runBridge(context, request, ({ messageGuid }) =>
      messageGuid ? `sticker: sent (guid=${messageGuid})` : 'sticker: queued',
    );
  },
};
