import type { FaultEntry } from '../../faults/entry.ts';
import { FAULT_NAMES, faultNamed } from '../../faults/registry.ts';
import { type FaultText, readFaultText } from '../../faults/text/fault-text.ts';
import { BadFault } from '../../faults/text/trigger.ts';
import { badField, durationField, onlyFields, textField, WorldEventError } from '../event/fields.ts';
import type { ExpandEvent, TimedWrite } from '../event/timed-write.ts';

/**
 * Something goes wrong from now on: `{ fault, forMs? }`, written as in FAKE_IMSG_FAULTS (`late=2s@first:"send"`).
 * It ends after `forMs`, or when it is cleared. What `count` counts is counted for the whole device.
 *
 * What goes wrong, and which faults there are, says faults/registry.ts. `watch-error`, `deaf`, `full-pipe` and
 * `exit` without a trigger concern what runs at that moment, and what is started later is well; all others
 * concern every process.
 */
export const fault: ExpandEvent = (event, context) => {
  onlyFields(event, ['fault', 'forMs']);
  const { eventId, atMs } = context;
  const { name, value, trigger, entry } = faultOf(event);
  const untilMs = event.forMs === undefined ? null : atMs + durationField(event, 'forMs', 0);
  const record = { eventId, fault: name, value, trigger, atMs, untilMs };
  const begins: TimedWrite = { atMs, by: 'mac', apply: ({ recordFault }) => recordFault(record) };
  const state = entry.kind === 'mac' ? entry.state : undefined;
  if (!state) return [begins];
  const turn = (dueMs: number, isOn: boolean): TimedWrite => ({
    atMs: dueMs,
    by: 'mac',
    apply: (mac) => state.turn(mac, isOn),
  });
  return [begins, turn(atMs, true), ...(untilMs === null ? [] : [turn(untilMs, false)])];
};

function faultOf(event: Parameters<ExpandEvent>[0]): FaultText & { readonly entry: FaultEntry } {
  const text = textField(event, 'fault');
  try {
    const fault = readFaultText(text);
    const entry = faultNamed(fault.name);
    if (entry) {
      checkValue(entry, fault);
      return { ...fault, entry };
    }
  } catch (error) {
    throw new WorldEventError(`fault: ${(error as Error).message}`);
  }
  throw badField(event, 'fault', `use one of ${FAULT_NAMES.join(', ')}`);
}

/** Throws `BadFault`. */
function checkValue(entry: FaultEntry, { name, value, trigger }: FaultText): void {
  if (entry.kind === 'bytes') entry.make(value);
  else if (entry.kind === 'send') entry.instead({ kind: 'script-send' }, value);
  else if (value || trigger) throw new BadFault(`${name} takes neither a value nor a trigger`);
}
