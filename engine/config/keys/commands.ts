import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { foreign, key } from './key.ts';
import { allowEntries } from './values.ts';

export interface CommandsConfig {
  readonly commands: {
    readonly text: boolean;
    readonly useAccessGroups: boolean;
    readonly ownerAllowFrom: readonly string[];
    /** Those of this channel; null = none are listed, and its own lists count. */
    readonly allowFrom: readonly string[] | null;
  };
}

/** What is said to the gateway rather than to the agent. */
export const commands = defineSubject({
  fileKeys: {
    commands: key(
      z.strictObject({
        text: key(z.boolean(), 'Whether `/…` is heard at all.', { default: 'true' }),
        useAccessGroups: key(z.boolean(), 'Whether commands are for listed people only.', {
          default: 'true',
        }),
        config: key(z.boolean(), 'Whether `/config` reads and writes this file, for the owner.', {
          default: 'false',
        }),
        ownerAllowFrom: key(allowEntries, 'Who owns the gateway.', {
          default: 'the first who is paired',
        }),
        allowFrom: key(z.record(z.string(), allowEntries), 'By channel, `*` = all: who may use commands.', {
          default: 'the lists of the channel',
        }),
        ...foreign(
          'native',
          'nativeSkills',
          'bash',
          'bashForegroundMs',
          'mcp',
          'plugins',
          'debug',
          'restart',
          'ownerDisplay',
          'ownerDisplaySecret',
        ),
      }),
      'Commands in chat.',
    ),
  },
  accountKeys: {
    configWrites: key(z.boolean(), 'Whether `/config` may write, where `commands.config` allows it.', {
      default: 'true',
    }),
  },
  handleKeys: ['ownerAllowFrom', 'allowFrom'],
  resolve({ commands = {} }): CommandsConfig {
    const { text = true, useAccessGroups = true, ownerAllowFrom = [], allowFrom } = commands;
    const listed = allowFrom?.imessage ?? allowFrom?.['*'] ?? null;
    return { commands: { text, useAccessGroups, ownerAllowFrom, allowFrom: listed } };
  },
});
