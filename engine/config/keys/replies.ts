import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { text } from './values.ts';

const FORMATTING = { notYet: 'formatting of replies' };
const PIECES = { notYet: 'replies in several messages' };
const STREAMING = { notYet: 'replies that are sent while they are written' };

const chunkMode = z.enum(['length', 'newline']);
const characters = z.int().min(1).max(1_000_000);
const coalesce = z.strictObject({
  minChars: key(characters, 'Characters below which a piece waits for more.', STREAMING),
  maxChars: key(characters, 'Characters from which on a piece is sent.', STREAMING),
  idleMs: key(
    z.int().min(0).max(600_000),
    'Milliseconds without anything new after which it is sent.',
    STREAMING,
  ),
});

/** How what an agent says becomes messages. */
export const replies = defineSubject({
  accountKeys: {
    defaultTo: key(text, 'Where a message goes that names no target.', {
      notYet: 'messages of the agent’s own accord',
    }),
    textChunkLimit: key(characters, 'Characters above which a reply is sent as several messages.', {
      default: '4000',
      ...PIECES,
    }),
    chunkMode: key(chunkMode, 'Where it is cut: at that length, or at blank lines.', {
      default: '`length`',
      ...PIECES,
    }),
    streaming: key(
      z.strictObject({
        chunkMode: key(chunkMode, 'The same as the key of that name outside, and wins over it.', PIECES),
        block: key(
          z.strictObject({
            enabled: key(z.boolean(), 'Whether pieces are sent while the agent still writes.', {
              default: 'false',
              ...STREAMING,
            }),
            coalesce: key(coalesce, 'When a piece is complete.'),
          }),
          'Sending piece by piece.',
        ),
      }),
      'How long replies are handed over.',
    ),
    blockStreaming: key(z.boolean(), 'The older form of `streaming.block.enabled`.', STREAMING),
    blockStreamingCoalesce: key(coalesce, 'The older form of `streaming.block.coalesce`.', STREAMING),
    markdown: key(
      z.strictObject({
        tables: key(
          z.enum(['off', 'bullets', 'code', 'block']),
          'What a table becomes: itself, a list, or aligned text.',
          { default: '`code`', ...FORMATTING },
        ),
      }),
      'What formatted text becomes.',
    ),
    responsePrefix: key(z.string(), 'Put before each reply.', FORMATTING),
  },
});
