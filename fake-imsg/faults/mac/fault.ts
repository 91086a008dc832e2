import type { ChatDbAccess } from '../../chat-db/read/access.ts';
import type { ChatDb } from '../../chat-db/read/chat-db.ts';
import type { Clock } from '../../device/clock.ts';
import type { Device } from '../../device/device.ts';
import { type DeviceFault, isInForce } from '../../device/fault.ts';

/** The Mac as one process has it open. */
export interface OpenedMac {
  readonly device: Device;
  /** Timers of this clock end with the process. */
  readonly clock: Clock;
  readonly chatDb: ChatDbAccess;
}

/** A fault of the Mac, put around what a process has of it. Handlers never see it. */
export type MacFault = (mac: OpenedMac) => OpenedMac;

/** `look` is what a watch finds at each of its polls, given what has been made to go wrong since the watch began. */
export function aroundWatches(
  mac: OpenedMac,
  look: (db: () => ChatDb, faults: readonly DeviceFault[]) => ChatDb,
): OpenedMac {
  const hold = () => {
    const db = mac.chatDb.hold();
    const faults = faultsFromNowOn(mac.device);
    return () => look(db, faults());
  };
  return { ...mac, chatDb: { ...mac.chatDb, hold } };
}

/** What has been made to go wrong since this call, whenever it is asked. */
export function faultsFromNowOn(device: Device): () => readonly DeviceFault[] {
  const known = device.faults().length;
  return () => device.faults().slice(known);
}

/** The faults of a name that are in force at this moment. */
export function faultsInForce({ device }: OpenedMac, name: string): readonly DeviceFault[] {
  const nowMs = device.clock.wallMs();
  return device.faults().filter((one) => one.fault === name && isInForce(one, nowMs));
}
