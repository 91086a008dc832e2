import type { Facts } from '../../device/device.ts';
import { badField, choiceField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/** What becomes of the helper and of its ready lock (wire-5.1). */
const STATES = {
  launched: { lock: true, bridge: 'answers' },
  quit: { lock: false, bridge: 'gone' },
  // A crash leaves the lock behind.
  dropped: { lock: true, bridge: 'gone' },
  hung: { lock: true, bridge: 'hangs' },
} as const satisfies Record<string, Partial<Facts>>;

const NAMES = Object.keys(STATES) as (keyof typeof STATES)[];

/**
 * Something happens to Messages.app and the helper inside it: `{ state, missing? }`. `launched` = it was started
 * anew and answers, which also mends the other three; `quit` = it was closed and took its ready lock with it;
 * `dropped` = it crashed; `hung` = it goes on running, takes requests and answers none. Requests that were taken die
 * with the run that took them. `missing` names the selectors that it lacks from now on.
 */
export const bridge: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['state', 'missing']);
  const name = choiceField(event, 'state', NAMES);
  const missing = event.missing === undefined ? {} : { missingSelectors: selectors(event) };
  const runs = name === 'hung' ? 0 : 1;
  return [
    {
      atMs,
      by: 'mac',
      apply: ({ facts, changeFacts }) =>
        changeFacts({ ...STATES[name], ...missing, messagesRun: facts().messagesRun + runs }),
    },
  ];
};

function selectors(event: Parameters<ExpandEvent>[0]): readonly string[] {
  const { missing } = event;
  if (Array.isArray(missing) && missing.every((one) => typeof one === 'string')) return missing;
  throw badField(event, 'missing', 'give a list of selectors, such as ["retractMessagePart"]');
}
