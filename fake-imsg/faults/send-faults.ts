import type { Device, WorldEvent } from '../device/device.ts';
import { SendFailure } from '../device/send-failure.ts';
import type { MacFault } from './mac/fault.ts';
import { magicHandleOf } from './magic-handles.ts';
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
    const found = SENDS.includes(event.kind) ? (struck(device, event) ?? byNumber(device, event)) : null;
    if (!found) return device.schedule(event, options);
    const { inMs = 0, eventId = device.ids.guid('event') } = options;
    const { events, failure, ends } = found.instead(event, found.value);
    events.forEach((one, index) => {
      const id = index === 0 ? eventId : `${eventId} ${index}`;
      device.schedule(one.event, { inMs: inMs + one.inMs, eventId: id });
    });
    if (ends) exit(1);
    if (failure) throw new SendFailure(failure);
    return eventId;
  };
}

interface Struck {
  readonly instead: SendFault;
  readonly value: string;
}

/** By a fault that was set. */
function struck(device: Device, event: WorldEvent): Struck | null {
  for (const [name, instead] of INSTEAD) {
    const strike = device.strike(name, textOf(event));
    if (strike) return { instead, value: strike.value };
  }
  return null;
}

/** By the number that it goes to, which is written down as a fault is. */
function byNumber(device: Device, event: WorldEvent): Struck | null {
  const magic = magicHandleOf(event);
  const instead = magic && INSTEAD.find(([name]) => name === magic.fault)?.[1];
  if (!magic || !instead) return null;
  const { fault, value = '', handle } = magic;
  const when = { trigger: `match:${handle}`, atMs: device.clock.wallMs(), untilMs: null };
  device.note({ what: 'fault', fault: { eventId: `magic ${handle}`, fault, value, ...when } });
  return { instead, value };
}
