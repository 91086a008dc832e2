import { runBridge } from '../../command-line/bridge-run.ts';
import type { Command, CommandContext } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption, missingOption } from '../../command-line/usage-error.ts';
import { multipartRequest } from '../../messages-app/helper/send-requests.ts';
import { effectId } from '../../sending/effects.ts';

/** `imsg send-multipart` (wire-1.4). */
export const sendMultipartCommand: Command = {
  name: 'send-multipart',
  since: '0.7.0',
  about: 'Send a multi-part message',
  discussion: 'Parts are a JSON array of objects with a text each.',
  options: [
    DB,
    option('chat', 'chat guid'),
    option('parts', 'JSON array of parts'),
    option('parts-file', 'path to JSON file containing parts array'),
    option('effect', 'expressive send id'),
    option('subject', 'subject line'),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg send-multipart --chat \'any;+;chat0000\' --parts \'[{"text":"hi"},{"text":"there"}]\''],
  run(context) {
    const { options } = context;
    const chatGuid = options.required('chat');
    const parts = readParts(context);
    const effect = options.text('effect') ?? '';
    const subject = options.text('subject') ?? '';
    const more = { ...(effect && { effectId: effectId(effect) }), ...(subject && { subject }) };
    const request = multipartRequest({ chatGuid, parts, ...more });
    return runBridge(context, request, ({ messageGuid, parts_count }) => {
      return `send-multipart: ${parts_count} parts queued (guid=${messageGuid ?? ''})`;
    });
  },
};

interface Part {
  readonly text: string;
  readonly formatting?: unknown;
}

/** Parts without a text are left out, as the helper leaves them out. */
function readParts({ options, openMac }: CommandContext): Part[] {
  const path = options.text('parts-file');
  const json = options.text('parts') || (path ? openMac().device.readFile(path) : '');
  if (json === '') throw missingOption('parts');
  const parts: unknown = JSON.parse(json);
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'object' && part !== null)) {
    throw invalidOption('parts');
  }
  return parts.flatMap(({ text, textFormatting }: Readonly<Record<string, unknown>>): Part[] => {
    if (typeof text !== 'string' || text === '') return [];
    return [textFormatting === undefined ? { text } : { text, formatting: textFormatting }];
  });
}
