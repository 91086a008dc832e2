import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { contextVisibility, historyLimit } from './values.ts';

const dm = z.strictObject({
  historyLimit: key(historyLimit, 'The same for one person; 0 = none.'),
});

export type ContextVisibility = z.output<typeof contextVisibility>;

export interface ContextConfig {
  /** Default `all`. */
  readonly contextVisibility: ContextVisibility;
  /** Null = as the agent has it. */
  readonly historyLimit: number | null;
  /** Default 0. */
  readonly dmHistoryLimit: number;
  /** By the handle as it is written there. */
  readonly dmHistoryLimits: Readonly<Record<string, number>>;
}

/** What an agent is told besides the message itself. */
export const context = defineSubject({
  accountKeys: {
    contextVisibility: key(
      contextVisibility,
      'Whose words are shown where a message quotes them: everybody’s, or only those of people whom the lists ' +
        'name; `allowlist_quote` always shows what was quoted.',
      { default: '`channels.defaults.contextVisibility`, else `all`' },
    ),
    historyLimit: key(
      historyLimit,
      'Messages of a group since the last answer, which did not mention the agent, that are told with the next one that does.',
      { default: '`messages.groupChat.historyLimit`, else 50' },
    ),
    dmHistoryLimit: key(historyLimit, 'Earlier messages that a new direct session begins with.', {
      default: 'none',
    }),
    dms: key(z.record(z.string(), dm), 'By handle: what differs for one person.'),
  },
  handleKeys: ['dms'],
  resolveAccount: (
    { contextVisibility, historyLimit = null, dmHistoryLimit = 0, dms = {} },
    { file: { defaults } },
  ): ContextConfig => ({
    contextVisibility: contextVisibility ?? defaults?.contextVisibility ?? 'all',
    historyLimit,
    dmHistoryLimit,
    dmHistoryLimits: Object.fromEntries(
      Object.entries(dms).flatMap(([handle, { historyLimit: own }]) =>
        own === undefined ? [] : [[handle, own]],
      ),
    ),
  }),
});
