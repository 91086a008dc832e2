import { z } from 'zod';
import { accountsKeys } from './account-names.ts';
import { key } from './keys/key.ts';
import { sharedKeys } from './keys/shared-keys.ts';
import { accountKeys, fileKeys } from './subjects.ts';

// The keys of the configuration file, put together from those of the subjects. Objects are strict: a key that nobody
// knows is refused rather than silently ignored. At the top, and beside the channel, stand the sections of other
// programs as well: those are passed over.

const account = z.strictObject(accountKeys);
const channel = z.strictObject({
  ...accountKeys,
  ...accountsKeys(account),
});
const { defaults, ...otherShared } = sharedKeys;
const channelKeys = {
  imessage: key(channel, 'The channel, and what its accounts have in common.'),
  defaults,
};

// The place of `channels` is second wherever keys are listed.
const { stateDir, ...otherKeys } = fileKeys;
const fileKeysWith = <Channels extends z.ZodType>(channels: Channels) => ({
  stateDir,
  channels: key(channels, 'The channels.'),
  ...otherKeys,
  ...otherShared,
});

export const configSchema = z
  .object(fileKeysWith(z.object(channelKeys).catchall(z.unknown())))
  .catchall(z.unknown());

/** The same for files that no other program reads. */
export const ownConfigSchema = z.strictObject(fileKeysWith(z.strictObject(channelKeys)));

export type ConfigInput = z.output<typeof configSchema>;
export type ChannelInput = z.output<typeof channel>;
export type AccountInput = z.output<typeof account>;
