import { badField, durationField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The Mac goes to sleep: `{ forMs }`. Until it wakes nothing lands in its database and no timer of its programs
 * fires; then all of it comes at once, in order.
 */
export const macSleep: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['forMs']);
  if (event.forMs === undefined) throw badField(event, 'forMs', 'say for how long, in milliseconds');
  const untilMs = atMs + durationField(event, 'forMs', 0);
  return [
    {
      atMs,
      by: 'mac',
      apply: ({ state, changeState }) =>
        changeState({ asleepUntilMs: Math.max(untilMs, state().asleepUntilMs) }),
    },
  ];
};
