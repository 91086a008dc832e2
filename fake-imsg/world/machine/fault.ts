import { DEVICE_FAULTS } from '../../device/device.ts';
import { PROCESS_FAULTS } from '../../faults/faults.ts';
import { SEND_FAULTS } from '../../faults/sends/faults.ts';
import { readFaultText } from '../../faults/text/fault-text.ts';
import { BadFault } from '../../faults/text/trigger.ts';
import { badField, durationField, onlyFields, textField, WorldEventError } from '../event/fields.ts';
import type { ExpandEvent, Mac, TimedWrite } from '../event/timed-write.ts';

/**
 * Something goes wrong from now on: `{ fault, forMs? }`, written as in FAKE_IMSG_FAULTS (`late=2s@first:"send"`).
 * It ends after `forMs`, or when it is cleared. What `count` counts is counted for the whole device.
 *
 * `watch-error` ends each watch with an error at its next poll; with `deaf` watches find nothing new, with
 * `full-pipe` there is no room behind stdout; `exit` without a trigger ends each process at once: these four
 * concern what runs at that moment, and what is started later is well. All others concern every process:
 * `locked` = chat.db is locked, `gone` = it is not there, `disk-full` = Messages can write no row, `bridge-drop`
 * and `bridge-wedge` = the helper is gone or answers nobody; and what can go wrong with the bytes of a process
 * (faults/faults.ts) or with a send.
 */
export const fault: ExpandEvent = (event, context) => {
  onlyFields(event, ['fault', 'forMs']);
  const { eventId, atMs } = context;
  const { name, value, trigger } = faultOf(event);
  const untilMs = event.forMs === undefined ? null : atMs + durationField(event, 'forMs', 0);
  const record = { eventId, fault: name, value, trigger, atMs, untilMs };
  const begins: TimedWrite = { atMs, by: 'mac', apply: ({ recordFault }) => recordFault(record) };
  const change = Object.hasOwn(STATES, name) ? STATES[name]! : null;
  if (change === null) return [begins];
  const turn = (dueMs: number, isOn: boolean): TimedWrite => ({
    atMs: dueMs,
    by: 'mac',
    apply: (mac) => change(mac, isOn),
  });
  return [begins, turn(atMs, true), ...(untilMs === null ? [] : [turn(untilMs, false)])];
};

/** Faults that are a state of the Mac, which ends with them. */
const STATES: Readonly<Record<string, (mac: Mac, isOn: boolean) => void>> = {
  'disk-full': ({ changeState }, isOn) => changeState({ diskFull: isOn }),
  gone({ moveDatabase, changeState }, isOn) {
    moveDatabase(isOn);
    changeState({ databaseGone: isOn });
  },
};

/** Faults that last, and so neither take a value nor have a trigger. */
const LASTING: readonly string[] = [
  'watch-error',
  'deaf',
  'full-pipe',
  'locked',
  'gone',
  'disk-full',
  'bridge-drop',
  'bridge-wedge',
];

function faultOf(event: Parameters<ExpandEvent>[0]) {
  const text = textField(event, 'fault');
  try {
    const fault = readFaultText(text);
    const make = Object.hasOwn(PROCESS_FAULTS, fault.name) ? PROCESS_FAULTS[fault.name] : undefined;
    make?.(fault.value);
    if (LASTING.includes(fault.name) && (fault.value || fault.trigger)) {
      throw new BadFault(`${fault.name} takes neither a value nor a trigger`);
    }
    if (Object.hasOwn(SEND_FAULTS, fault.name))
      SEND_FAULTS[fault.name]!({ kind: 'script-send' }, fault.value);
    if (make || (DEVICE_FAULTS as readonly string[]).includes(fault.name)) return fault;
  } catch (error) {
    throw new WorldEventError(`fault: ${(error as Error).message}`);
  }
  const known = [...DEVICE_FAULTS, ...Object.keys(PROCESS_FAULTS)];
  throw badField(event, 'fault', `use one of ${known.join(', ')}`);
}
