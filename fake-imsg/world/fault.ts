import { DEVICE_FAULTS } from '../device/device.ts';
import { choiceField, durationField, onlyFields } from './fields.ts';
import type { ExpandEvent } from './timed-write.ts';

/**
 * Something goes wrong with the imsg processes that run at that moment: `{ fault, forMs? }`. `watch-error`
 * ends each watch with an error at its next poll; with `deaf` watches find nothing new, with `full-pipe` there
 * is no room behind stdout, for `forMs` or for good; `exit` ends each process with code 1. What is started
 * later is well.
 */
export const fault: ExpandEvent = (event, { eventId, atMs }) => {
  onlyFields(event, ['fault', 'forMs']);
  const name = choiceField(event, 'fault', DEVICE_FAULTS);
  const untilMs = event.forMs === undefined ? null : atMs + durationField(event, 'forMs', 0);
  return [{ atMs, apply: ({ recordFault }) => recordFault({ eventId, fault: name, atMs, untilMs }) }];
};
