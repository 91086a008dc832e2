import { printData, printFailure } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, livingMac } from '../../command-line/command.ts';
import type { Options } from '../../command-line/options.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import type { StagedFile } from '../../device/device.ts';
import { askHelper } from '../../messages-app/helper/ask-helper.ts';
import { attachmentRequest } from '../../messages-app/helper/send-requests.ts';
import { tellByScript } from '../../sending/by-script.ts';
import { stageFile } from '../../sending/staging.ts';
import { escapedJson } from '../../wire/json.ts';

/** `imsg send-attachment` (wire-1.4). */
export const sendAttachmentCommand: Command = {
  name: 'send-attachment',
  since: '0.7.0',
  about: 'Send a file attachment via the IMCore bridge',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('file', 'absolute path to file'),
    option('reply-to', 'guid of message to reply to', { since: '0.9.0' }),
    option('transport', 'transport to use: auto|dylib|applescript', { since: '0.8.1' }),
    flag('audio', 'send as audio message'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg send-attachment --chat 'any;-;+15550001111' --file ~/Pictures/me.jpg"],
  async run(context) {
    const { options } = context;
    const chatGuid = options.required('chat');
    const path = options.required('file');
    const transport = readTransport(options);
    const { device } = context.openMac();
    const isSent = transport !== 'applescript' && (await sendByHelper(context, chatGuid, path, transport));
    if (!isSent) await sendByScript(context, chatGuid, stageFile(device, path));
  },
};

function readTransport(options: Options): string {
  const transport = options.text('transport') ?? 'auto';
  if (!['auto', 'dylib', 'applescript'].includes(transport)) throw invalidOption('transport');
  if (transport !== 'applescript') return transport;
  if (options.flag('audio')) throw invalidOption('audio');
  if (options.text('reply-to')) throw invalidOption('reply-to');
  return transport;
}

/** False where a script is to send instead: only a script can do without the helper, and only a plain file. */
async function sendByHelper(context: CommandContext, chatGuid: string, path: string, transport: string) {
  const { build, options } = context;
  const mac = { ...livingMac(context), bridge: build.bridge };
  const isAudio = options.flag('audio');
  const replyTo = options.text('reply-to') ?? '';
  const file = stageFile(mac.device, path);
  const message = { chatGuid, file, isAudio, ...(replyTo && { replyTo }) };
  try {
    const data = await askHelper(mac, { ...attachmentRequest(message), launches: true });
    printData(context, data, `send-attachment: queued (guid=${data.messageGuid ?? ''})`);
    return true;
  } catch (error) {
    if (transport === 'dylib' || isAudio || replyTo !== '') throw printFailure(context, error);
    return false;
  }
}

async function sendByScript(context: CommandContext, chatId: string, file: StagedFile): Promise<void> {
  const mac = { ...livingMac(context), delivery: context.build.delivery };
  await tellByScript(mac, { target: { chatId }, text: '', file });
  const answer = { success: true, transport: 'applescript' };
  context.print(context.options.flag('json') ? escapedJson(answer) : 'send-attachment: sent via AppleScript');
}
