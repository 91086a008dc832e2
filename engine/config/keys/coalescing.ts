import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import type { InboundInput } from './messages.ts';

export interface CoalescingConfig {
  /** Whether every row of a DM waits for its link preview (COA-2). Default false. */
  readonly coalesceSameSenderDms: boolean;
  /** How long rows wait for each other, in milliseconds; 0 = not at all (CFG-40, COA-2). */
  readonly coalesceWindowMs: number;
}

/** Fits Apple's usual distance between the two rows of a split send (COA-2). */
const SPLIT_SEND_WINDOW_MS = 2_500;

export const coalescing = defineSubject({
  accountKeys: {
    coalesceSameSenderDms: key(
      z.boolean(),
      'Whether the two rows of a command and its link, which Apple sends apart, are one message in direct chats.',
      { default: 'false' },
    ),
  },
  resolveAccount: ({ coalesceSameSenderDms = false }, { file }): CoalescingConfig => ({
    coalesceSameSenderDms,
    coalesceWindowMs: coalesceWindowMs(coalesceSameSenderDms, file.messages?.inbound),
  }),
});

/** With the flag on only the channel's own key counts as explicit (ruling-6); off, all do, in order (CFG-40). */
function coalesceWindowMs(
  coalesceSameSenderDms: boolean,
  { byChannel, debounceMs }: InboundInput = {},
): number {
  const explicit = byChannel?.imessage;
  if (explicit !== undefined) return explicit;
  return coalesceSameSenderDms ? SPLIT_SEND_WINDOW_MS : (debounceMs ?? 0);
}
