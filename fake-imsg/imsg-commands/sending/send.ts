import { readChatTarget, targetAddress } from '../../command-line/chat-target.ts';
import { type Command, type CommandContext, currentChatDb, livingMac } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { chatTargetOptions } from '../../command-line/target-options.ts';
import { invalidService, missingOption } from '../../command-line/usage-error.ts';
import type { ServiceChoice } from '../../sending/request.ts';
import { sendMessage } from '../../sending/send.ts';
import { escapedJson } from '../../wire/json.ts';

/** `imsg send`: always by AppleScript (wire-1.3, wire-6.4). */
export const sendCommand: Command = {
  name: 'send',
  about: 'Send a message (text and/or attachment)',
  options: [
    DB,
    ...chatTargetOptions(false, 'iMessage;+;chat...'),
    option('text', 'message body'),
    option('file', 'path to attachment'),
    option('service', 'service to use: imessage|sms|auto'),
    option('region', 'default region for phone normalization'),
    flag('no-sms-fallback', 'disable automatic iMessage->SMS fallback for text-only auto phone sends', {
      since: '0.11.0',
    }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg send --to +15550001111 --text "hi"',
    'imsg send --to +15550001111 --text "hi" --file ~/Desktop/pic.jpg --service imessage',
    'imsg send --chat-id 1 --text "hi"',
  ],
  async run(context) {
    const { build, options, print } = context;
    const { sendNeedsDatabase, sentRow } = build.commandLine;
    if (sendNeedsDatabase) currentChatDb(context);
    const target = readChatTarget(options);
    const { text, file, service } = readContent(context);
    // A chat is looked up in chat.db, if only to prove the send later.
    if (target.isChat && sentRow !== 'nothing') currentChatDb(context);
    const mac = livingMac(context);
    const result = await sendMessage(
      {
        address: targetAddress(target, () => currentChatDb(context)),
        text,
        file,
        service,
        transport: 'applescript',
        region: options.text('region') ?? 'US',
        allowsSms: !options.flag('no-sms-fallback'),
        replyTo: '',
        formatting: null,
        verifiesPeople: sentRow === 'whole',
        attemptId: null,
      },
      { ...mac, chatDb: mac.chatDb.current, delivery: build.delivery, bridge: build.bridge },
    );
    const tells = sentRow === 'whole' || (sentRow === 'chat targets only' && target.isChat);
    print(options.flag('json') ? escapedJson({ status: 'sent', ...(tells && seenRow(result)) }) : 'sent');
  },
};

const isService = (text: string): text is ServiceChoice => ['imessage', 'sms', 'auto'].includes(text);

function readContent({ options }: CommandContext) {
  const text = options.text('text') ?? '';
  const file = options.text('file') ?? '';
  if (text === '' && file === '') throw missingOption('text or file');
  const service = options.text('service') ?? 'auto';
  if (!isService(service)) throw invalidService(service);
  return { text, file, service };
}

function seenRow({ id, guid }: Readonly<Record<string, unknown>>) {
  return { ...(id !== undefined && { id }), ...(guid ? { guid, message_id: guid } : {}) };
}
