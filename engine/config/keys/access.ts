import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key, noted } from './key.ts';
import { allowEntries } from './values.ts';

/** Who may write in direct messages. */
export interface DmAccessConfig {
  /** Default `pairing`. */
  readonly dmPolicy: 'pairing' | 'allowlist' | 'open' | 'disabled';
  /** Trimmed, blank entries removed. */
  readonly allowFrom: readonly string[];
}

/** A static list of senders that allow lists name as `accessGroup:<name>` (ACC-16). */
export interface AccessGroup {
  readonly type: 'message.senders';
  /** By channel name; `*` serves every channel. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

export interface AccessGroupsConfig {
  readonly accessGroups: Readonly<Record<string, AccessGroup>>;
}

const accessGroup = z.strictObject({
  type: noted(z.literal('message.senders'), 'Always this.'),
  members: noted(z.record(z.string(), allowEntries), 'By channel, `*` = all: handles.'),
});

/** How a message names the two keys, by the level at which they are wrong. */
const KEY_NAMES = {
  channel: { policy: 'channels.imessage.dmPolicy', list: 'channels.imessage.allowFrom' },
  account: {
    policy: 'channels.imessage.accounts.*.dmPolicy',
    list: 'channels.imessage.accounts.*.allowFrom (or channels.imessage.allowFrom)',
  },
};

export const access = defineSubject({
  fileKeys: {
    accessGroups: key(
      z.record(z.string(), accessGroup),
      'By name: people whom lists name together, as `accessGroup:<name>`.',
    ),
  },
  accountKeys: {
    dmPolicy: key(
      z.enum(['pairing', 'allowlist', 'open', 'disabled']),
      'Who may write in direct chats: those who are paired or listed, only those listed, everybody (with `*` in `allowFrom`), nobody.',
      { default: '`pairing`' },
    ),
    allowFrom: key(allowEntries, 'Handles and `accessGroup:<name>`; `*` = everybody.', { default: 'nobody' }),
  },
  handleKeys: ['allowFrom', 'members'],
  resolve: ({ accessGroups = {} }): AccessGroupsConfig => ({ accessGroups }),
  resolveAccount: ({ dmPolicy = 'pairing', allowFrom = [] }): DmAccessConfig => ({ dmPolicy, allowFrom }),
  accountRules: [
    {
      keys: ['dmPolicy', 'allowFrom'],
      /** CFG-60 to CFG-62. */
      check({ dmPolicy, allowFrom = [] }, level) {
        const { policy, list } = KEY_NAMES[level];
        const complain = (requirement: string) => [
          { path: ['allowFrom'], text: `${policy}="${dmPolicy}" requires ${list} to ${requirement}` },
        ];
        if (dmPolicy === 'open' && !allowFrom.includes('*')) return complain('include "*"');
        if (dmPolicy === 'allowlist' && allowFrom.length === 0)
          return complain('contain at least one sender ID');
        return [];
      },
    },
  ],
});
