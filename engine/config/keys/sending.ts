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
  /**
   * `outbound.retryForMs`, 0 to 3,600,000: how long a reply is tried again after imsg has refused it for the first time,
   * where it is proven that nothing was begun. It is tried again once in any case. Default 2 min.
   */
  readonly retryForMs: number;
}

const outbound = z.strictObject({
  evidenceWaitMs: z.int().min(0).max(60_000).optional(),
  retryForMs: z.int().min(0).max(3_600_000).optional(),
});

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
    retryForMs: outbound.retryForMs ?? 2 * 60_000,
  }),
});
