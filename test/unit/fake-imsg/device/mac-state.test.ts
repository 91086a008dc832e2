import { describe, expect, it, onTestFinished } from 'vitest';
import type { Device } from '../../../../fake-imsg/device/device.ts';
import { isInForce } from '../../../../fake-imsg/device/fault.ts';
import { openMemoryDevice } from '../../../../fake-imsg/mac/memory-device.ts';
import { openFolderDevice } from '../../../../fake-imsg/process/files/folder-device.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { makeDeviceFolder } from '../../../support/devices/device-folder.ts';
import { countingIds } from '../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const START_MS = Date.UTC(2026, 0, 5, 9, 30);
const EPOCH_MS = 978_307_200_000;

function createMac(kind: string) {
  const clock = createManualClock(START_MS);
  const device: Device =
    kind === 'memory'
      ? openMemoryDevice({ clock, ids: countingIds() })
      : openFolderDevice(makeDeviceFolder().root, { clock, ids: countingIds() });
  const reader = device.openReader();
  onTestFinished(() => {
    reader.close();
    device.close();
  });
  const rows = () =>
    reader
      .prepare<[], { sentMs: number; joined: number }>(
        `SELECT date / 1000000 + ${EPOCH_MS} AS sentMs, j.chat_id IS NOT NULL AS joined FROM message
          LEFT JOIN chat_message_join j ON j.message_id = message.ROWID ORDER BY message.ROWID`,
      )
      .all();
  return {
    device,
    rows,
    /** Lets time pass in steps, as processes that wake now and then. */
    async pass(ms: number, everyMs = 100) {
      for (let left = ms; left > 0; left -= everyMs) {
        await clock.advance(Math.min(left, everyMs));
        device.step();
      }
    },
  };
}

describe.each(['memory', 'folder'])('a Mac in %s', (kind) => {
  it('that sleeps gets nothing until it wakes, then all of it in order', async () => {
    const { device, rows, pass } = createMac(kind);
    device.schedule({ kind: 'mac-sleep', forMs: 60_000 });
    device.schedule({ kind: 'text', from: ALICE, text: 'one' }, { inMs: 1000 });
    device.schedule({ kind: 'text', from: ALICE, text: 'two' }, { inMs: 30_000 });
    device.schedule({ kind: 'fault', fault: 'deaf', forMs: 1 }, { inMs: 2000 });
    expect(device.step()).toBe(START_MS + 60_000);
    await pass(59_900, 1000);
    expect(rows()).toEqual([]);
    expect(device.faults()).toEqual([]);
    await pass(100);
    expect(rows()).toEqual([
      { sentMs: START_MS + 1000, joined: 1 },
      { sentMs: START_MS + 30_000, joined: 1 },
    ]);
    expect(device.faults()).toHaveLength(1);
    expect(device.step()).toBeNull();
  });

  it('on which Messages is asleep goes on otherwise, and gets everything in one burst', async () => {
    const { device, rows, pass } = createMac(kind);
    device.schedule({ kind: 'messages-app', is: 'asleep' });
    for (const inMs of [500, 1000, 1500]) {
      device.schedule({ kind: 'text', from: ALICE, text: 'hi' }, { inMs });
    }
    device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'late' }, { inMs: 600 });
    device.schedule({ kind: 'fault', fault: 'deaf', forMs: 1 }, { inMs: 700 });
    device.schedule({ kind: 'messages-app', is: 'awake' }, { inMs: 5000 });
    expect(device.step()).toBe(START_MS + 700);
    await pass(4900);
    expect(rows()).toEqual([]);
    expect(device.sent()).toEqual([]);
    expect(device.faults()).toHaveLength(1);
    expect(device.step()).toBe(START_MS + 5000);
    await pass(100);
    expect(rows().map(({ sentMs }) => sentMs - START_MS)).toEqual([500, 600, 1000, 1500]);
    expect(device.sent()).toHaveLength(1);
  });

  it.each([
    ['push-mended', { kind: 'push-mended' }],
    ['an end of its own', null],
  ])(
    'that Push brings nothing sends all the same, and gets everything in one burst with %s',
    async (_, end) => {
      const { device, rows, pass } = createMac(kind);
      device.schedule({ kind: 'fault', fault: 'push-dead', ...(end === null && { forMs: 5000 }) });
      for (const inMs of [500, 1000, 1500]) {
        device.schedule({ kind: 'text', from: ALICE, text: 'hi' }, { inMs });
      }
      device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'out' }, { inMs: 600 });
      device.schedule({ kind: 'own-text', to: ALICE, text: 'from the phone' }, { inMs: 700 });
      if (end !== null) device.schedule(end, { inMs: 5000 });
      await pass(4900);
      expect(rows().map(({ sentMs }) => sentMs - START_MS)).toEqual([600]);
      expect(device.sent()).toHaveLength(1);
      await pass(200);
      expect(rows().map(({ sentMs }) => sentMs - START_MS)).toEqual([600, 500, 700, 1000, 1500]);
      expect(device.faults().filter((fault) => isInForce(fault, device.clock.wallMs()))).toEqual([]);
    },
  );

  it('whose clock is set dates its own sends by it, and nobody else’s messages', async () => {
    const { device, rows, pass } = createMac(kind);
    const HOUR_MS = 3_600_000;
    device.schedule({ kind: 'clock-step', byMs: 2 * HOUR_MS });
    device.schedule({ kind: 'clock-step', byMs: -HOUR_MS });
    device.step();
    expect(device.clock.wallMs()).toBe(START_MS + HOUR_MS);
    device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'mine' });
    device.schedule({ kind: 'text', from: ALICE, text: 'hers' }, { inMs: 1000 });
    await pass(4000);
    expect(rows().map(({ sentMs }) => sentMs)).toEqual([START_MS + HOUR_MS, START_MS + 1000]);
    device.schedule({ kind: 'fault', fault: 'deaf', forMs: 50 }, { inMs: 100 });
    expect(device.step()).toBe(device.clock.wallMs() + 100);
    await pass(100);
    expect(device.faults()).toMatchObject([
      { atMs: device.clock.wallMs(), untilMs: device.clock.wallMs() + 50 },
    ]);
  });

  it('knows the people who were added to Contacts, once each', () => {
    const { device } = createMac(kind);
    expect(device.contacts()).toEqual([]);
    expect(device.facts().contacts).toBe(false);
    const people = [{ name: 'Alice Example', handles: [ALICE, 'Alice@Example.com'] }];
    device.schedule({ kind: 'contacts', people }, { eventId: 'a' });
    device.schedule({ kind: 'contacts', people }, { eventId: 'a' });
    device.schedule({ kind: 'contacts', people: [{ name: 'Bob', handles: [] }] });
    device.step();
    expect(device.contacts()).toEqual([
      { name: 'Alice Example', handles: [ALICE, 'alice@example.com'] },
      { name: 'Bob', handles: [] },
    ]);
    expect(device.facts().contacts).toBe(true);
    device.schedule({ kind: 'permission', contacts: false });
    device.step();
    expect(device.facts().contacts).toBe(false);
  });
});

describe('another process of the Mac', () => {
  it('learns at its next step that the Mac sleeps', async () => {
    const { root } = makeDeviceFolder();
    const clock = createManualClock(START_MS);
    const [one, other] = [1, 2].map(() => openFolderDevice(root, { clock, ids: countingIds() })) as [
      Device,
      Device,
    ];
    onTestFinished(() => {
      one.close();
      other.close();
    });
    other.step();
    one.schedule({ kind: 'mac-sleep', forMs: 5000 });
    one.step();
    other.step();
    expect(other.state().asleepUntilMs).toBe(START_MS + 5000);
  });
});
