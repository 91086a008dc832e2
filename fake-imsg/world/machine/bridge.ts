import type { Facts } from '../../device/device.ts';
import { badField, choiceField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/** What becomes of the helper and of its ready lock (protocol section 5.1). */
const STATES = {
  launched: { lock: true, bridge: 'answers' },
  quit: { lock: false, bridge: 'gone' },
  // A crash leaves the lock behind.
  dropped: { lock: true, bridge: 'gone' },
  hung: { lock: true, bridge: 'hangs' },
} as const satisfies Record<string, Partial<Facts>>;

const NAMES = Object.keys(STATES) as (keyof typeof STATES)[];

/**
 * Something happens to Messages.app and the helper inside it: `{ state, missing? }`. `launched` = it runs and
 * answers, which also mends the other three; `quit` = it was closed and took its ready lock with it; `dropped` =
 * it crashed; `hung` = it takes requests and answers none. `missing` names the selectors that it lacks from now
 * on.
 */
export const bridge: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['state', 'missing']);
  const state = STATES[choiceField(event, 'state', NAMES)];
  const change = { ...state, ...(event.missing !== undefined && { missingSelectors: selectors(event) }) };
  return [{ atMs, by: 'mac', apply: ({ changeFacts }) => changeFacts(change) }];
};

function selectors(event: Parameters<ExpandEvent>[0]): readonly string[] {
  const { missing } = event;
  if (Array.isArray(missing) && missing.every((one) => typeof one === 'string')) return missing;
  throw badField(event, 'missing', 'give a list of selectors, such as ["retractMessagePart"]');
}
