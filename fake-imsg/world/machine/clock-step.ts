import { badField, LONGEST_MS, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * The wall clock of the Mac is set: `{ byMs }`, forward, or back where it is below 0. What the Mac stamps
 * itself is off from then on, such as the rows of its own sends; other people's messages bear the time at which
 * they were sent. Steps add up.
 */
export const clockStep: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['byMs']);
  const { byMs } = event;
  if (typeof byMs !== 'number' || !(Math.abs(byMs) <= LONGEST_MS)) {
    throw badField(
      event,
      'byMs',
      'give milliseconds as a number, below 0 to set the clock back, a hundred years at most',
    );
  }
  return [
    {
      atMs,
      by: 'mac',
      apply: ({ state, changeState }) => changeState({ clockOffsetMs: state().clockOffsetMs + byMs }),
    },
  ];
};
