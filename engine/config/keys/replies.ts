import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { text } from './values.ts';

export type ChunkMode = 'length' | 'newline';
export type Tables = 'off' | 'bullets' | 'code' | 'block';

/** When a piece of a reply that is still being written is sent; characters are UTF-16 units. */
export interface BlockStreaming {
  /** Below which a piece waits for more. Default 800. */
  readonly minChars: number;
  /** From which on it is sent, though no paragraph ends there; not below `minChars`. Default 1200. */
  readonly maxChars: number;
  /** Without anything new after which it is sent. Default 1 s. */
  readonly idleMs: number;
}

/** How what an agent says becomes messages. */
export interface RepliesConfig {
  /** UTF-16 units above which a reply is several messages. Default 4000. */
  readonly textChunkLimit: number;
  /** Default `length`. */
  readonly chunkMode: ChunkMode;
  /** What tables become. Default `code`. */
  readonly tables: Tables;
  /** Null = a reply is sent when it is whole. */
  readonly blockStreaming: BlockStreaming | null;
  /** Before each reply; empty = nothing. */
  readonly responsePrefix: string;
  /** Where a message of the operator's own accord goes that names no target; null = nowhere. */
  readonly defaultTo: string | null;
}

const chunkMode = z.enum(['length', 'newline']);
const characters = z.int().min(1).max(1_000_000);
const coalesce = z.strictObject({
  minChars: key(characters, 'Characters below which a piece waits for more.', { default: '800' }),
  maxChars: key(characters, 'Characters from which on a piece is sent, though no paragraph ends there.', {
    default: '1200',
  }),
  idleMs: key(z.int().min(0).max(600_000), 'Milliseconds without anything new after which it is sent.', {
    default: '1000',
  }),
});

export const replies = defineSubject({
  accountKeys: {
    defaultTo: key(text, 'Where a message of the operator’s own accord goes that names no target.'),
    textChunkLimit: key(characters, 'Characters above which a reply is sent as several messages.', {
      default: '4000',
    }),
    chunkMode: key(chunkMode, 'Where it is cut: at that length, or at blank lines.', {
      default: '`length`',
    }),
    streaming: key(
      z.strictObject({
        chunkMode: key(chunkMode, 'The same as the key of that name outside, and wins over it.'),
        block: key(
          z.strictObject({
            enabled: key(z.boolean(), 'Whether pieces are sent while the agent still writes.', {
              default: 'false',
            }),
            coalesce: key(coalesce, 'When a piece is complete.'),
          }),
          'Sending piece by piece.',
        ),
      }),
      'How long replies are handed over.',
    ),
    blockStreaming: key(z.boolean(), 'The older form of `streaming.block.enabled`.'),
    blockStreamingCoalesce: key(coalesce, 'The older form of `streaming.block.coalesce`.'),
    markdown: key(
      z.strictObject({
        tables: key(
          z.enum(['off', 'bullets', 'code', 'block']),
          'What a table becomes: itself, a list, or columns, in a block of code or without one.',
          { default: '`code`' },
        ),
      }),
      'What formatted text becomes.',
    ),
    responsePrefix: key(z.string(), 'Put before each reply.', {
      default: '`messages.responsePrefix`',
    }),
  },
  resolveAccount(account, { file }): RepliesConfig {
    const { streaming, markdown, textChunkLimit = 4_000 } = account;
    const isStreaming = streaming?.block?.enabled ?? account.blockStreaming ?? false;
    const coalescing = streaming?.block?.coalesce ?? account.blockStreamingCoalesce ?? {};
    return {
      textChunkLimit,
      chunkMode: streaming?.chunkMode ?? account.chunkMode ?? 'length',
      tables: markdown?.tables ?? 'code',
      defaultTo: account.defaultTo ?? null,
      blockStreaming: isStreaming ? streamingOf(coalescing) : null,
      responsePrefix: account.responsePrefix ?? file.messages?.responsePrefix ?? '',
    };
  },
});

function streamingOf({
  minChars = 800,
  maxChars = 1_200,
  idleMs = 1_000,
}: Partial<z.output<typeof coalesce>>): BlockStreaming {
  return { minChars, maxChars: Math.max(minChars, maxChars), idleMs };
}
