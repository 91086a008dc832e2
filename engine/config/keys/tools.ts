import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

/** What agents may look up in the conversation that they answer. */
export interface ToolKeys {
  /** Default false, each. */
  readonly history: boolean;
  readonly search: boolean;
  readonly readAttachment: boolean;
  /** Messages that one call tells at most. Default 50. */
  readonly rowsMax: number;
  /** Bytes of what one call tells at most. Default 65,536. */
  readonly bytesMax: number;
}

export interface ToolsConfig {
  readonly tools: ToolKeys;
}

/** Off by default: what people said before is not shown to an agent unless the operator wants it. */
export const tools = defineSubject({
  accountKeys: {
    tools: key(
      z.strictObject({
        history: key(
          z.boolean(),
          'Whether agents may read what was said before in the chat that they answer.',
          {
            default: 'false',
          },
        ),
        search: key(z.boolean(), 'Whether agents may look for words there.', { default: 'false' }),
        readAttachment: key(z.boolean(), 'Whether agents may read files that were sent there.', {
          default: 'false',
        }),
        rowsMax: key(z.int().min(1).max(200), 'Messages that are told at once.', { default: '50' }),
        bytesMax: key(z.int().min(1_024).max(1_048_576), 'Bytes of what is told at once.', {
          default: '65536',
        }),
      }),
      'What agents may look up in the conversation that they answer, and in no other.',
    ),
  },
  resolveAccount: ({ tools = {} }): ToolsConfig => ({
    tools: {
      history: tools.history ?? false,
      search: tools.search ?? false,
      readAttachment: tools.readAttachment ?? false,
      rowsMax: tools.rowsMax ?? 50,
      bytesMax: tools.bytesMax ?? 65_536,
    },
  }),
});
