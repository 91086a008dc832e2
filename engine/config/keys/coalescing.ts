import { z } from 'zod';
import { defineSubject } from './define-subject.ts';

export interface CoalescingConfig {
  /** Whether every row of a DM waits for its link preview (COA-2). Default false. */
  readonly coalesceSameSenderDms: boolean;
  /** How long rows wait for each other, in milliseconds; 0 = not at all (CFG-40, COA-2). */
  readonly coalesceWindowMs: number;
}

/** Fits Apple's usual distance between the two rows of a split send (COA-2). */
const SPLIT_SEND_WINDOW_MS = 2_500;

/** CFG-40: numbers are truncated. */
const windowMs = z.number().min(0).max(600_000).transform(Math.trunc);

const inbound = z.strictObject({
  debounceMs: windowMs.optional(),
  byChannel: z.strictObject({ imessage: windowMs.optional() }).optional(),
});

export const coalescing = defineSubject({
  fileKeys: { messages: z.strictObject({ inbound: inbound.optional() }).optional() },
  accountKeys: { coalesceSameSenderDms: z.boolean().optional() },
  resolveAccount: ({ coalesceSameSenderDms = false }, { file }): CoalescingConfig => ({
    coalesceSameSenderDms,
    coalesceWindowMs: coalesceWindowMs(coalesceSameSenderDms, file.messages?.inbound),
  }),
});

/** With the flag on only the channel's own key counts as explicit (ruling-6); off, all do, in order (CFG-40). */
function coalesceWindowMs(
  coalesceSameSenderDms: boolean,
  { byChannel, debounceMs }: z.output<typeof inbound> = {},
): number {
  const explicit = byChannel?.imessage;
  if (explicit !== undefined) return explicit;
  return coalesceSameSenderDms ? SPLIT_SEND_WINDOW_MS : (debounceMs ?? 0);
}
