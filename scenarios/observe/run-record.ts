// The record of a run: all that was observed of it, as data. Every report is made of it; in a file it is what
// another program needs to judge the run, or to show it.

import type { Device, SentRecord } from '../../fake-imsg/device/device.ts';
import type { RecordEntry } from '../../fake-imsg/device/record.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import type { Names } from './naming.ts';

export interface RunRecord extends Names {
  /** Wall time of the Mac when the run began, in Unix milliseconds; `atMs` of the entries counts from here. */
  readonly startedAtMs: number;
  /** What the gateway, its agent and the scenario did, oldest first. */
  readonly entries: readonly LedgerEntry[];
  /**
   * What the Mac wrote down, oldest first: every byte between it and the gateway, events, rows, faults. `atMs` is its
   * true time, in Unix milliseconds.
   */
  readonly device: readonly RecordEntry[];
  /** What physically left the Mac. */
  readonly sent: readonly SentRecord[];
}

interface RunRecordOptions extends Names {
  readonly ledger: Ledger;
  readonly device: Pick<Device, 'record' | 'sent'>;
  readonly startedAtMs: number;
}

export function createRunRecord(options: RunRecordOptions): RunRecord {
  const { ledger, device, startedAtMs, people, chats, otherHandles } = options;
  return {
    startedAtMs,
    people,
    chats,
    ...(otherHandles && { otherHandles }),
    entries: ledger.entries.map(asData),
    device: device.record(),
    sent: device.sent(),
  };
}

/** An error is none after it has been through JSON. */
function asData(entry: LedgerEntry): LedgerEntry {
  if (entry.kind !== 'event' || entry.name !== 'fatal') return entry;
  const { name, code, message, outcome, remedy } = entry.event;
  return { ...entry, event: { name, code, message, outcome, remedy } };
}
