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
}

export const sending = defineSubject({
  accountKeys: {
    service: z.enum(['imessage', 'sms', 'auto']).optional(),
    sendTransport: z.enum(['auto', 'bridge', 'applescript']).optional(),
    region: text.optional(),
  },
  resolveAccount: ({ service = 'auto', sendTransport = 'auto', region = 'US' }): SendingConfig => ({
    service,
    sendTransport,
    region,
  }),
});
