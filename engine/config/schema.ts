import { z } from 'zod';
import { isAddress, isSafeExecutable, isSshHost } from './value-rules.ts';

// The keys of the configuration file that have an effect. Objects are strict: a key that does nothing is
// refused rather than silently ignored. Rules across keys are in checks.ts, defaults in accounts.ts.

/** CFG-63: entries are stringified and trimmed; blank ones mean nothing. */
const allowEntries = z
  .array(
    z
      .union([z.string(), z.int()], { error: 'expected a string or a number' })
      .transform((entry) => String(entry).trim()),
  )
  .transform((entries) => entries.filter((entry) => entry !== ''));

const addresses = z
  .array(
    z
      .string()
      .trim()
      .refine(isAddress, { error: 'expected a phone number with its country code, or a mail address' }),
  )
  .min(1);

const groups = z.record(
  z.string().regex(/^(?:\*|[1-9]\d*)$/, { error: 'expected a chat_id in digits, or *' }),
  z.strictObject({ requireMention: z.boolean().optional() }),
);

const text = z.string().refine((value) => value.trim() !== '' && !value.includes('\0'), {
  error: 'expected text that is not blank',
});

/** CFG-27, as ruling-3 reads it: the window, page and poison limit of the one recovery there is. */
const catchup = z.strictObject({
  enabled: z.boolean().optional(),
  maxAgeMinutes: z.int().min(1).max(720).optional(),
  perRunLimit: z.int().min(1).max(500).optional(),
  firstRunLookbackMinutes: z.int().min(1).max(720).optional(),
  maxFailureRetries: z.int().min(1).max(1000).optional(),
});

/** CFG-40: numbers are truncated. */
const windowMs = z.number().min(0).max(600_000).transform(Math.trunc);

const accountKeys = {
  enabled: z.boolean().optional(),
  cliPath: z.string().refine(isSafeExecutable, { error: 'expected safe executable name or path' }).optional(),
  dbPath: text.optional(),
  remoteHost: z
    .string()
    .refine(isSshHost, { error: 'expected SSH host or user@host (no spaces/options)' })
    .optional(),
  service: z.enum(['imessage', 'sms', 'auto']).optional(),
  sendTransport: z.enum(['auto', 'bridge', 'applescript']).optional(),
  region: text.optional(),
  ownAddresses: addresses.optional(),
  dmPolicy: z.enum(['pairing', 'allowlist', 'open', 'disabled']).optional(),
  allowFrom: allowEntries.optional(),
  groupPolicy: z.enum(['allowlist', 'open', 'disabled']).optional(),
  groupAllowFrom: allowEntries.optional(),
  groups: groups.optional(),
  includeAttachments: z.boolean().optional(),
  coalesceSameSenderDms: z.boolean().optional(),
  catchup: catchup.optional(),
};

const channel = z.strictObject({
  ...accountKeys,
  accounts: z.record(z.string(), z.strictObject(accountKeys)).optional(),
  defaultAccount: z.string().optional(),
});

const agent = z.strictObject({
  // Part of session keys, whose separator is a colon.
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, {
    error: 'expected up to 64 lower-case letters, digits, - or _',
  }),
  default: z.boolean().optional(),
  type: z.enum(['echo', 'command']),
  command: z.tuple([text], z.string()).optional(),
  timeoutMs: z.int().min(1).max(86_400_000).optional(),
  turnsMax: z.int().min(1).max(64).optional(),
});

const accessGroup = z.strictObject({
  type: z.literal('message.senders'),
  members: z.record(z.string(), allowEntries),
});

export const configSchema = z.strictObject({
  stateDir: text.optional(),
  channels: z.strictObject({ imessage: channel.optional() }).optional(),
  accessGroups: z.record(z.string(), accessGroup).optional(),
  agents: z.strictObject({ list: z.array(agent).optional() }).optional(),
  messages: z
    .strictObject({
      inbound: z
        .strictObject({
          debounceMs: windowMs.optional(),
          byChannel: z.strictObject({ imessage: windowMs.optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  session: z
    .strictObject({
      dmScope: z.enum(['main', 'per-peer', 'per-channel-peer', 'per-account-channel-peer']).optional(),
    })
    .optional(),
});

export type ConfigInput = z.output<typeof configSchema>;
export type ChannelInput = z.output<typeof channel>;
export type AccountInput = Omit<ChannelInput, 'accounts' | 'defaultAccount'>;
export type AgentInput = z.output<typeof agent>;
export type InboundInput = NonNullable<NonNullable<ConfigInput['messages']>['inbound']>;
