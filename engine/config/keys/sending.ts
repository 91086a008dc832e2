import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { text } from './values.ts';

export type Service = 'imessage' | 'sms' | 'auto';
/** `auto` = the bridge where it is ready, else AppleScript. */
export type SendTransport = 'auto' | 'bridge' | 'applescript';

export interface SendingConfig {
  /** Default `auto`. */
  readonly service: Service;
  /** Which way replies leave. Default `auto`. */
  readonly sendTransport: SendTransport;
  /** Sent with each send, for numbers without a country code. Default `US`. */
  readonly region: string;
  /**
   * `outbound.evidenceWaitMs`, 0 to 60,000: how long a conversation waits for the row of a reply once imsg has
   * answered; it is looked for on. Default 2 s.
   */
  readonly evidenceWaitMs: number;
}

const outbound = z.strictObject({ evidenceWaitMs: z.int().min(0).max(60_000).optional() });

export const sending = defineSubject({
  accountKeys: {
    service: z.enum(['imessage', 'sms', 'auto']).optional(),
    sendTransport: z.enum(['auto', 'bridge', 'applescript']).optional(),
    region: text.optional(),
    outbound: outbound.optional(),
  },
  resolveAccount: ({
    service = 'auto',
    sendTransport = 'auto',
    region = 'US',
    outbound = {},
  }): SendingConfig => ({
    service,
    sendTransport,
    region,
    evidenceWaitMs: outbound.evidenceWaitMs ?? 2_000,
  }),
});
