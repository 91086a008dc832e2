import { printData, printFailure } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, livingMac } from '../../command-line/command.ts';
import { isIn } from '../../command-line/releases.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import type { Device, StagedFile } from '../../device/device.ts';
import { UnusableFile } from '../../device/staged-file.ts';
import { askHelper, HelperError, type HelperRequest } from '../../messages-app/helper/ask-helper.ts';
import { attachmentRequest, type BridgeMessage } from '../../messages-app/helper/send-requests.ts';
import { tellByScript } from '../../sending/by-script.ts';
import { stageFile } from '../../sending/staging.ts';
import { escapedJson } from '../../wire/json.ts';

/** Before, the helper was given the file where it lay, and there was no other way. */
const HAS_TRANSPORT = { since: '0.8.1' };

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
    option('transport', 'transport to use: auto|dylib|applescript', HAS_TRANSPORT),
    flag('audio', 'send as audio message'),
    ...STANDARD_OPTIONS,
  ],
  examples: ["imsg send-attachment --chat 'any;-;+15550001111' --file ~/Pictures/me.jpg"],
  async run(context) {
    const { options } = context;
    const chatGuid = options.required('chat');
    const path = options.required('file');
    const transport = readTransport(context);
    const { device } = context.openMac();
    const isSent = transport !== 'applescript' && (await sendByHelper(context, chatGuid, path, transport));
    if (!isSent) await sendByScript(context, chatGuid, stageFile(device, path));
  },
};

function readTransport({ build, options }: CommandContext): string {
  if (!isIn(HAS_TRANSPORT, build.commandLine.release)) return 'dylib';
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
  const message = { chatGuid, isAudio, ...(replyTo && { replyTo }) };
  const request = isIn(HAS_TRANSPORT, build.commandLine.release)
    ? attachmentRequest({ ...message, file: stageFile(mac.device, path) })
    : unstagedRequest(message, mac.device, path);
  try {
    const data = await askHelper(mac, { ...request, launches: true });
    printData(context, data, `send-attachment: queued (guid=${data.messageGuid ?? ''})`);
    return true;
  } catch (error) {
    if (transport === 'dylib' || isAudio || replyTo !== '') throw printFailure(context, error);
    return false;
  }
}

/** A file that the helper looks for by itself, with words of its own (IMsgInjected.m of steipete/imsg v0.7.3). */
const unstagedRequest = (message: BridgeMessage, device: Device, path: string): HelperRequest => ({
  ...attachmentRequest(message),
  perform(helper) {
    try {
      return attachmentRequest({ ...message, file: device.stageFile(path) }).perform(helper);
    } catch (error) {
      throw error instanceof UnusableFile ? new HelperError(`File not found: ${path}`) : error;
    }
  },
});

async function sendByScript(context: CommandContext, chatId: string, file: StagedFile): Promise<void> {
  const mac = { ...livingMac(context), delivery: context.build.delivery };
  await tellByScript(mac, { target: { chatId }, text: '', file });
  const answer = { success: true, transport: 'applescript' };
  context.print(context.options.flag('json') ? escapedJson(answer) : 'send-attachment: sent via AppleScript');
}
