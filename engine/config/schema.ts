import { z } from 'zod';
import { accountsKeys } from './account-names.ts';
import { accountKeys, fileKeys } from './subjects.ts';

// The keys of the configuration file that have an effect, put together from those of the subjects. Objects are
// strict: a key that does nothing is refused rather than silently ignored.

const account = z.strictObject(accountKeys);
const channel = z.strictObject({
  ...accountKeys,
  ...accountsKeys(account),
});

// The place of `channels` is second wherever keys are listed.
const { stateDir, ...otherKeys } = fileKeys;
export const configSchema = z.strictObject({
  stateDir,
  channels: z.strictObject({ imessage: channel.optional() }).optional(),
  ...otherKeys,
});

export type ConfigInput = z.output<typeof configSchema>;
export type ChannelInput = z.output<typeof channel>;
export type AccountInput = z.output<typeof account>;
