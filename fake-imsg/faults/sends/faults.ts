import type { Device, WorldEvent } from '../../device/device.ts';
import { SendFailure } from '../../device/send-failure.ts';
import type { MacFault } from '../mac/fault.ts';
import { sendDenied } from './denied.ts';
import { sendDies } from './dies.ts';
import { sendFails } from './fails.ts';
import type { SendFault } from './fault.ts';
import { sendGhost } from './ghost.ts';
import { sendNoChat } from './no-chat.ts';
import { sendNotStarted } from './not-started.ts';
import { sendSwallowed } from './swallowed.ts';
import { sendTwice } from './twice.ts';
import { sendUnanswered } from './unanswered.ts';
import { sendUnknown } from './unknown.ts';

/** What can go wrong with a message on its way out, by name. Each is one occasion a message. */
export const SEND_FAULTS: Readonly<Record<string, SendFault>> = {
  'send-denied': sendDenied,
  'send-no-chat': sendNoChat,
  'send-not-started': sendNotStarted,
  'send-unknown': sendUnknown,
  'send-unanswered': sendUnanswered,
  'send-dies': sendDies,
  'send-swallowed': sendSwallowed,
  'send-ghost': sendGhost,
  'send-twice': sendTwice,
  'send-fails': sendFails,
};

const SENDS = ['script-send', 'bridge-send'];

/** Where to and what, which is what `match` looks at. */
function textOf({ chatGuid, to, text, parts, file }: WorldEvent): string {
  return JSON.stringify([chatGuid ?? to, text ?? parts ?? file]);
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
    const names = SENDS.includes(event.kind) ? Object.keys(SEND_FAULTS) : [];
    for (const name of names) {
      const strike = device.strike(name, textOf(event));
      if (!strike) continue;
      const { inMs = 0, eventId = device.ids.guid('event') } = options;
      const { events, failure, ends } = SEND_FAULTS[name]!(event, strike.value);
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
