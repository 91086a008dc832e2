import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { foreign, key } from './key.ts';
import { equalNames } from './people.ts';
import { allowEntries } from './values.ts';

export type DmScope = 'main' | 'per-peer' | 'per-channel-peer' | 'per-account-channel-peer';

export interface SessionConfig {
  /** Default `main` (CFG-43). */
  readonly dmScope: DmScope;
  /** The older form of `people`. */
  readonly identityLinks: Readonly<Record<string, readonly string[]>>;
}

const ACP = { notYet: 'ACP sessions' };

export const session = defineSubject({
  fileKeys: {
    session: key(
      z.strictObject({
        dmScope: key(
          z.enum(['main', 'per-peer', 'per-channel-peer', 'per-account-channel-peer']),
          'Who shares a session in direct chats: everybody, or each person has one, over all channels and accounts or not.',
          { default: '`main`' },
        ),
        identityLinks: key(z.record(z.string(), allowEntries), 'The older form of `people`.'),
        threadBindings: key(
          z.strictObject({
            enabled: key(z.boolean(), 'Whether conversations can be bound to a session.', {
              default: 'true',
              ...ACP,
            }),
            idleHours: key(z.number().min(0), 'Hours without use after which a binding ends; 0 = never.', {
              default: '24',
              ...ACP,
            }),
            maxAgeHours: key(z.number().min(0), 'Hours after which it ends anyway; 0 = never.', {
              default: '0',
              ...ACP,
            }),
          }),
          'Conversations that are bound to a session.',
        ),
        ...foreign(
          'scope',
          'transcriptRetentionDays',
          'maxRecentTurns',
          'resetTriggers',
          'idleMinutes',
          'reset',
          'resetByType',
          'resetByChannel',
          'store',
          'typingIntervalSeconds',
          'typingMode',
          'parentForkMaxTokens',
          'mainKey',
          'sendPolicy',
          'agentToAgent',
          'maintenance',
          'writeLock',
        ),
      }),
      'What of a conversation an agent remembers together.',
    ),
  },
  handleKeys: ['identityLinks'],
  resolve: ({ session: file = {} }): SessionConfig => ({
    dmScope: file.dmScope ?? 'main',
    identityLinks: file.identityLinks ?? {},
  }),
  checkFile(file) {
    // The other key is that of another subject.
    const { people } = file as { readonly people?: unknown };
    const links = file.session?.identityLinks;
    if (links === undefined) return [];
    if (people === undefined) return equalNames(links, ['session', 'identityLinks']);
    return [{ path: ['session', 'identityLinks'], text: 'says the same as people, which is given as well' }];
  },
});
