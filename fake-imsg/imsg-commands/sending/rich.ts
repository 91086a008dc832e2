import { type HelperData, runBridge } from '../../command-line/bridge-run.ts';
import { type Command, type CommandContext, currentChatDb, livingMac } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import {
  attachmentRequest,
  type BridgeMessage,
  messageRequest,
  richLinkRequest,
} from '../../messages-app/helper/send-requests.ts';
import { isIMessage } from '../../program/services.ts';
import { namedData } from '../../sending/bridge-result.ts';
import { effectId } from '../../sending/effects.ts';
import { checkedUrl, fetchPage, probeLinks } from '../../sending/rich-link.ts';
import { stageFile } from '../../sending/staging.ts';

/** `imsg send-rich` (wire-1.4). */
export const sendRichCommand: Command = {
  name: 'send-rich',
  since: '0.7.0',
  about: 'Send a message via the IMCore bridge (effects, replies, subjects)',
  discussion:
    'Works through the bridge that `imsg launch` starts. Beyond what `imsg send` can do it has effects,\nreplies and subject lines.',
  options: [
    DB,
    option('chat', 'chat guid (e.g. iMessage;-;+15550001111)'),
    option('text', 'message body'),
    option('file', 'path to attachment', { since: '0.9.0' }),
    option('url', 'URL to send as a rich link preview', { since: '0.13.0' }),
    option('effect', 'expressive send id (impact, loud, gentle, invisibleink, confetti, …)'),
    option('subject', 'subject line'),
    option('reply-to', 'guid of message to reply to'),
    option('part', 'part index (default 0)'),
    option('format', 'JSON array of {start,length,styles:[...]} ranges (macOS 15+)'),
    option('format-file', 'path to JSON file containing the format ranges array'),
    flag('no-dd-scan', 'disable data-detector scan deferral'),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    "imsg send-rich --chat 'any;-;+15550001111' --text 'hi'",
    { text: "imsg send-rich --chat 'any;-;+15550001111' --reply-to ABCD --file ~/pic.jpg", since: '0.9.0' },
    "imsg send-rich --chat 'any;-;+15550001111' --text 'BOOM' --effect impact",
  ],
  async run(context) {
    const { options } = context;
    const chatGuid = options.required('chat');
    const url = options.text('url');
    if (url !== null) return sendLink(context, chatGuid, url);
    const message = readMessage(context, chatGuid);
    const file = options.text('file') ?? '';
    return file === '' ? sendText(context, message) : sendFile(context, message, file);
  },
};

function readMessage(context: CommandContext, chatGuid: string): BridgeMessage {
  const { options } = context;
  const text = options.text('text') ?? '';
  const effect = options.text('effect') ?? '';
  const subject = options.text('subject') ?? '';
  const replyTo = options.text('reply-to') ?? '';
  const replyPart = options.integer('part') ?? 0;
  const formatting = readFormatting(context);
  return {
    chatGuid,
    parts: [{ text, ...(formatting && { formatting }) }],
    ...(effect && { effectId: effectId(effect) }),
    ...(subject && { subject }),
    ...(replyTo && { replyTo }),
    ...(replyPart > 0 && { replyPart }),
    isScanned: !options.flag('no-dd-scan'),
  };
}

function readFormatting({ options, openMac }: CommandContext): unknown[] | null {
  const path = options.text('format-file');
  const json = options.text('format') || (path ? openMac().device.readFile(path) : '');
  if (json === '') return null;
  const ranges: unknown = JSON.parse(json);
  if (!Array.isArray(ranges)) throw invalidOption('format');
  return ranges;
}

function sendText(context: CommandContext, message: BridgeMessage): Promise<void> {
  const request = messageRequest(message, context.build.delivery);
  const text = message.parts?.[0]?.text ?? '';
  return runBridge(context, request, summary, withRow(context, message.chatGuid, text));
}

const summary = ({ messageGuid }: HelperData): string =>
  messageGuid ? `send-rich: sent (guid=${messageGuid})` : 'send-rich: queued';

function withRow(context: CommandContext, chatGuid: string, text: string) {
  const { device, clock, chatDb } = livingMac(context);
  const sent = { chatGuid, text, sentMs: device.clock.wallMs() };
  const rows = { chatDb: chatDb.current, clock, delivery: context.build.delivery };
  return (data: HelperData) => namedData(data, sent, rows);
}

function sendFile(context: CommandContext, message: BridgeMessage, path: string): Promise<void> {
  const { parts = [], isScanned: _, ...rest } = message;
  const file = stageFile(context.openMac().device, path);
  const words = parts.filter(({ text }) => text !== '');
  const request = attachmentRequest({ ...rest, parts: words, file });
  return runBridge(context, request, ({ messageGuid }) =>
    messageGuid ? `send-rich: sent (guid=${messageGuid})` : 'send-rich: attachment queued',
  );
}

const NOT_WITH_URL = ['text', 'file', 'effect', 'subject', 'reply-to', 'part', 'format', 'format-file'];
/** What the real one calls those of two words in its complaints. */
const LABELS: Readonly<Record<string, string>> = { 'reply-to': 'replyTo', 'format-file': 'formatFile' };

async function sendLink(context: CommandContext, chatGuid: string, url: string): Promise<void> {
  const { build, options } = context;
  const refused = NOT_WITH_URL.find((name) => options.text(name) !== null);
  if (chatGuid.toLowerCase().startsWith('sms;')) throw invalidOption('chat');
  if (refused !== undefined) throw invalidOption(LABELS[refused] ?? refused);
  if (options.flag('no-dd-scan')) throw invalidOption('no-dd-scan');
  const chat = currentChatDb(context).targets.exactChat(chatGuid);
  if (!chat || !isIMessage(chat.service)) throw invalidOption('chat');
  const mac = { ...livingMac(context), bridge: build.bridge };
  await probeLinks(mac, true);
  const link = checkedUrl(url);
  await fetchPage(mac);
  const request = richLinkRequest({ chatGuid, link, isScanned: true }, build.delivery);
  await runBridge(context, request, summary, withRow(context, chatGuid, link));
}
