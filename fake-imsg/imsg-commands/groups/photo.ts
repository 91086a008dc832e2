import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { iconRequest, stagedPhoto } from '../../messages-app/helper/group-requests.ts';

/** `imsg chat-photo` (wire-1.4). */
export const chatPhotoCommand: Command = {
  name: 'chat-photo',
  since: '0.7.0',
  about: 'Set or clear a group chat photo',
  discussion: 'Without --file the photo is cleared.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('file', 'path to image (omit to clear)'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg chat-photo --chat 'any;+;chat0000' --file ~/Downloads/g.jpg"],
  run(context) {
    const { options } = context;
    const chat = options.required('chat');
    const photo = stagedPhoto(context.openMac().device, options.text('file'));
    const request = iconRequest(chat, photo);
    return runBridge(context, request, () => 'chat-photo: updated');
  },
};
