import type { Device, WorldEvent } from '../device/device.ts';
import { SendFailure } from '../device/send-failure.ts';
import type { MacFault } from './mac/fault.ts';
import { FAULTS } from './registry.ts';
import type { SendFault } from './sends/fault.ts';

/** What happens in place of a message, by the name of the fault. Each is one occasion a message. */
const INSTEAD: readonly (readonly [string, SendFault])[] = Object.entries(FAULTS).flatMap(([name, entry]) =>
  entry.kind === 'send' ? [[name, entry.instead] as const] : [],
);

/** Whether Messages sent this by itself once more, after what it was told to send. */
export const isSentOnceMore = (eventId: string): boolean => / \d+$/.test(eventId);

/** What it was told to send: the event of the first one, also of those that it sent once more. */
export const askedAs = (eventId: string): string => eventId.replace(/ \d+$/, '');

const SENDS = ['script-send', 'bridge-send'];

/** Where to and what, which is what `match` looks at. */
function textOf({ chatGuid, to, text, parts, file }: WorldEvent): string {
  return JSON.stringify([chatGuid ?? to, text ?? parts ?? file, ...(parts && file ? [file] : [])]);
}

/**
 * Device effects: `schedule` throws `SendFailure` where a fault of a send strikes.
 *
 * @param exit Ends the process.
 */
export const sendFaults =
  (exit: (code: number) => void): MacFault =>
  (mac) => ({ ...mac, device: { ...mac.device, schedule: schedulingUnderFaults(mac.device, exit) } });

function schedulingUnderFaults(device: Device, exit: (code: number) => void): Device['schedule'] {
  return (event, options = {}) => {
    for (const [name, instead] of SENDS.includes(event.kind) ? INSTEAD : []) {
      const strike = device.strike(name, textOf(event));
      if (!strike) continue;
      const { inMs = 0, eventId = device.ids.guid('event') } = options;
      const { events, failure, ends } = instead(event, strike.value);
      events.forEach((one, index) => {
        const id = index === 0 ? eventId : `${eventId} ${index}`;
        device.schedule(one.event, { inMs: inMs + one.inMs, eventId: id });
      });
      if (ends) exit(1);
      if (failure) throw new SendFailure(failure);
      return eventId;
    }
    return device.schedule(event, options);
  };
}
