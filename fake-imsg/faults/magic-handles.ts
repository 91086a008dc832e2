// Numbers that say what becomes of a message to them, as the numbers of test cards do: on any Mac, with no set-up.

import type { WorldEvent } from '../device/device.ts';

interface MagicHandle {
  /** Of a message on its way out (registry.ts), at every occasion. */
  readonly fault: string;
  /** What the fault is given; left out = nothing. */
  readonly value?: string;
}

/** By the number; each has a line in the README. */
export const MAGIC_HANDLES: Readonly<Record<string, MagicHandle>> = {
  '+15550009001': { fault: 'send-not-started' },
  '+15550009002': { fault: 'send-denied' },
  '+15550009003': { fault: 'send-no-chat' },
  '+15550009004': { fault: 'send-unknown' },
  '+15550009005': { fault: 'send-unanswered' },
  '+15550009006': { fault: 'send-dies' },
  '+15550009007': { fault: 'send-swallowed' },
  '+15550009008': { fault: 'send-ghost' },
  '+15550009009': { fault: 'send-twice' },
  '+15550009010': { fault: 'send-late' },
  '+15550009011': { fault: 'send-flips', value: '2s' },
  '+15550009012': { fault: 'send-fails' },
  '+15550009013': { fault: 'send-sms-only' },
};

/** What the number says to which a message goes by itself; null = nothing. In a group numbers say nothing. */
export function magicHandleOf({
  chatGuid,
  to,
}: WorldEvent): (MagicHandle & { readonly handle: string }) | null {
  const handle = typeof to === 'string' ? to : /^[^;]*;-;(.+)$/s.exec(String(chatGuid))?.[1];
  const found = handle !== undefined && Object.hasOwn(MAGIC_HANDLES, handle) && MAGIC_HANDLES[handle];
  return found ? { ...found, handle: handle! } : null;
}
