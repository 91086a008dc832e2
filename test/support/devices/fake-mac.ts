import type { Device } from '../../../fake-imsg/device/device.ts';
import type { Ids } from '../../../fake-imsg/device/ids.ts';
import { type MemoryDeviceOptions, openMemoryDevice } from '../../../fake-imsg/mac/memory-device.ts';
import { createManualClock, type ManualClock } from '../clocks/manual-clock.ts';

/** GUIDs that count up: the same in every run. */
export function countingIds(): Ids {
  let count = 0;
  return {
    guid() {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
  };
}

export interface TestMac {
  readonly device: Device;
  readonly clock: ManualClock;
  /** Lets time pass and applies what falls due. */
  pass(ms: number): Promise<void>;
  all<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Row[];
}

/** A Mac in memory whose clock stands until it is told to go on. */
export function createTestMac(options: Partial<MemoryDeviceOptions> = {}): TestMac {
  const clock = createManualClock(Date.UTC(2026, 0, 5, 9, 30));
  const device = openMemoryDevice({ clock, ids: countingIds(), ...options });
  const reader = device.openReader();
  return {
    device,
    clock,
    async pass(ms) {
      await clock.advance(ms);
      device.step();
      await clock.advance(0);
    },
    all: <Row>(sql: string, ...values: unknown[]) => reader.prepare(sql).all(...values) as Row[],
  };
}
