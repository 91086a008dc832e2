import { z } from 'zod';
import { DEFAULT_REGION } from '../../message/identity/allow-entry.ts';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { type PaceConfig, paceKeys, paceOf } from './pace.ts';
import { text } from './values.ts';

export type Service = 'imessage' | 'sms' | 'auto';
/** `auto` = the bridge where it is ready, else AppleScript. */
export type SendTransport = 'auto' | 'bridge' | 'applescript';

export interface SendingConfig extends PaceConfig {
  /** Default `auto`. */
  readonly service: Service;
  /** Which way replies leave. Default `auto`. */
  readonly sendTransport: SendTransport;
  /** Sent with each send, for numbers without a country code. Default `US`. */
  readonly region: string;
  /** The same for handles of the wire, which are read so only where it is set; null = it is not. */
  readonly wireRegion: string | null;
  /**
   * `outbound.evidenceWaitMs`, 0 to 60,000: how long a conversation waits for the row of a reply once imsg has
   * answered; it is looked for on. Default 2 s.
   */
  readonly evidenceWaitMs: number;
  /**
   * `outbound.retryForMs`, 0 to 3,600,000: how long a reply is tried again after imsg has refused it for the first time,
   * where it is proven that nothing was begun. It is tried again once in any case. Default 2 min.
   */
  readonly retryForMs: number;
  /**
   * `outbound.exchangesPerConversation`, 0 to 10,000: after so many exchanges in five minutes a conversation waits. Default
   * 40; 0 = never.
   */
  readonly exchangesMax: number;
  /** `outbound.bubbles`: whether each paragraph of a reply is a message of its own. Default `off`. */
  readonly bubbles: 'off' | 'paragraph';
  /**
   * `outbound.smsFallback`: whether words in a direct chat that left as iMessage and that Messages has noted as undelivered leave
   * once more, as SMS, as a message of its own with an end of its own. Default `never`.
   */
  readonly smsFallback: 'never' | 'undelivered';
}

const outbound = z.strictObject({
  evidenceWaitMs: key(
    z.int().min(0).max(60_000),
    'Milliseconds that a conversation waits for the row of a reply once imsg has answered; it is looked for on.',
    { default: '2000' },
  ),
  retryForMs: key(
    z.int().min(0).max(3_600_000),
    'Milliseconds from its first refusal for which a reply that imsg has provably not begun is tried again.',
    { default: '120000' },
  ),
  exchangesPerConversation: key(
    z.int().min(0).max(10_000),
    'Exchanges in five minutes after which a conversation is braked; 0 = never.',
    { default: '40' },
  ),
  ...paceKeys,
  bubbles: key(z.enum(['off', 'paragraph']), 'Whether each paragraph of a reply is a message of its own.', {
    default: '`off`',
  }),
  smsFallback: key(
    z.enum(['never', 'undelivered']),
    'Whether words to one person that left as iMessage and that Messages has noted as undelivered are sent once more, as SMS.',
    { default: '`never`' },
  ),
});

export const sending = defineSubject({
  accountKeys: {
    service: key(z.enum(['imessage', 'sms', 'auto']), 'By which service messages leave.', {
      default: '`auto`',
    }),
    sendTransport: key(
      z.enum(['auto', 'bridge', 'applescript']),
      'Which way they leave: over the bridge where it is ready, or a certain one.',
      {
        default: '`auto`',
      },
    ),
    region: key(
      text,
      'The country of numbers without a country code. Where it is set, also of those that write: whoever comes with such a number is the one with the full number, also in lists, sessions and pairings.',
      { default: '`US`' },
    ),
    outbound: key(outbound, 'What leaves.'),
  },
  resolveAccount: ({ service = 'auto', sendTransport = 'auto', region, outbound = {} }): SendingConfig => ({
    service,
    sendTransport,
    region: region ?? DEFAULT_REGION,
    wireRegion: region ?? null,
    evidenceWaitMs: outbound.evidenceWaitMs ?? 2_000,
    retryForMs: outbound.retryForMs ?? 2 * 60_000,
    exchangesMax: outbound.exchangesPerConversation ?? 40,
    ...paceOf(outbound),
    bubbles: outbound.bubbles ?? 'off',
    smsFallback: outbound.smsFallback ?? 'never',
  }),
});
