import { describe, expect, it } from 'vitest';
import { fillDevice } from '../../../../fake-imsg/chat-db/bulk/plain-texts.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const EVERY_BUILD = ['0.5.0', '0.9.0', '0.13.4', 'current'];

async function busyMac(rows: number) {
  const mac = createTestMac();
  fillDevice(mac.device, { rows, oldestMs: 1.7e12, newestMs: 1.7e12 });
  await mac.pass(0);
  return mac;
}

describe.each(EVERY_BUILD)('a history of %s between dates that 64 bits do not hold (wire-11.2)', (build) => {
  const env = { FAKE_IMSG_BUILD: build };

  it.each([
    { start: '1708-09-21T23:59:59Z' },
    { end: '0999-01-01T00:00:00Z' },
    { start: '2293-04-11T23:47:16Z' },
    { start: '2026-01-01T00:00:00Z', end: '9999-12-31T00:00:00Z' },
  ])('kills the process: %o', async (dates) => {
    const mac = await busyMac(3);
    const imsg = startTestImsg(mac.device, { env });
    imsg.ask(1, 'messages.history', { chat_id: 1 });
    await mac.pass(0);
    imsg.ask(2, 'messages.history', { chat_id: 1, ...dates });
    await mac.pass(0);
    expect(imsg.frames()).toMatchObject([{ id: 1 }]);
    expect(imsg.diedOf()).toBe('SIGTRAP');
    const options = Object.entries(dates).flatMap(([name, date]) => [`--${name}`, date]);
    const command = startTestImsg(mac.device, { argv: ['history', '--chat-id', '1', ...options], env });
    expect([command.diedOf(), command.lines]).toEqual(['SIGTRAP', []]);
  });

  it('is answered up to them, and a watch survives all', async () => {
    const mac = await busyMac(3);
    const imsg = startTestImsg(mac.device, { env });
    const dates = { start: '1708-09-23T00:00:00Z', end: '2293-04-11T23:47:15Z' };
    imsg.ask(1, 'messages.history', { chat_id: 1, ...dates });
    imsg.ask(2, 'watch.subscribe', { start: '1500-01-01T00:00:00Z', end: '9999-12-31T00:00:00Z' });
    await mac.pass(0);
    expect(imsg.answer(1).result.messages).toHaveLength(1);
    expect(imsg.answer(2).result.subscription).toBe(1);
    expect(imsg.diedOf()).toBeNull();
  });
});

describe('a history under the fault `slow-history` (wire-11.7)', () => {
  async function answerMs(build: string, rows: number, limit: number, faults = ['slow-history']) {
    const mac = await busyMac(rows);
    for (const fault of faults) mac.device.schedule({ kind: 'fault', fault });
    await mac.pass(0);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    const startMs = mac.clock.monotonicMs();
    imsg.ask(1, 'messages.history', { chat_id: 1, limit });
    imsg.ask(2, 'chats.list');
    while (!imsg.answer(1)) {
      expect(imsg.answer(2)).toBeUndefined();
      await mac.pass(100);
    }
    return mac.clock.monotonicMs() - startMs;
  }

  it.each([
    ['0.9.0', 4000, 40, 416],
    ['0.9.0', 4000, 80, 832],
    ['0.11.1', 2000, 40, 208],
  ])(
    'of %s takes its time on %i rows for %i messages, and the rest waits',
    async (build, rows, limit, ms) => {
      const took = await answerMs(build, rows, limit);
      expect(took).toBeGreaterThanOrEqual(ms);
      expect(took).toBeLessThan(ms + 200);
    },
  );

  it('takes none without it', async () => {
    expect(await answerMs('0.9.0', 2000, 40, [])).toBeLessThanOrEqual(100);
  });

  it('takes none in 0.13.4', async () => {
    const mac = await busyMac(2000);
    mac.device.schedule({ kind: 'fault', fault: 'slow-history' });
    await mac.pass(0);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: '0.13.4' } });
    imsg.ask(1, 'messages.history', { chat_id: 1, limit: 40 });
    await mac.pass(0);
    expect(imsg.answer(1).result.messages).toHaveLength(40);
  });
});
