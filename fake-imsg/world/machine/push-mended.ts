import { onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * Apple's Push service works again, as after its daemon was started anew: `{}`. The fault `push-dead` ends, and
 * all that was held up comes in one burst, in order, with the dates of when it was sent (file-9, backlog).
 */
export const pushMended: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, []);
  return [
    {
      atMs,
      by: 'mac',
      apply({ changeState, endFaults }) {
        changeState({ pushDead: false });
        endFaults('push-dead', atMs);
      },
    },
  ];
};
