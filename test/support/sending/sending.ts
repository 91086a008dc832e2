import type { SendingConfig } from '../../../engine/config/keys/sending.ts';

/** As it is where nothing is configured, but that any number may leave. */
export const SENDING: SendingConfig = {
  service: 'auto',
  sendTransport: 'auto',
  region: 'US',
  wireRegion: null,
  evidenceWaitMs: 2_000,
  retryForMs: 120_000,
  exchangesMax: 40,
  sendsPerConversation: { minute: 0, hour: 0 },
  sendsPerAccount: { minute: 0, hour: 0 },
  bubbles: 'off',
  smsFallback: 'never',
};
