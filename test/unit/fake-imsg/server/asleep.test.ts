import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

describe('imsg on a Mac that sleeps', () => {
  it('neither answers nor tells of anything until the Mac wakes', async () => {
    const mac = createTestMac();
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'watch.subscribe');
    await mac.clock.advance(10);
    mac.device.schedule({ kind: 'mac-sleep', forMs: 60_000 });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello?' }, { inMs: 20_000 });
    await mac.clock.advance(30_000);
    imsg.ask(2, 'chats.list');
    await mac.clock.advance(29_000);
    expect(imsg.frames().map(({ id, method }) => id ?? method)).toEqual([1]);
    await mac.clock.advance(3000);
    expect(imsg.answer(2)).toHaveProperty('result');
    expect(imsg.frames().filter(({ method }) => method === 'message')).toHaveLength(1);
  });

  it('finds the row of its own send after the clock was set', async () => {
    for (const byMs of [86_400_000, -86_400_000]) {
      const mac = createTestMac();
      const imsg = startTestImsg(mac.device);
      mac.device.schedule({ kind: 'clock-step', byMs });
      await mac.clock.advance(10);
      imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
      await mac.clock.advance(9000);
      expect(imsg.answer(1).result).toMatchObject({ ok: true, id: 1 });
    }
  });

  it('does not know what became of a send while Messages is asleep, and it leaves later', async () => {
    const mac = createTestMac();
    const imsg = startTestImsg(mac.device);
    mac.device.schedule({ kind: 'messages-app', is: 'asleep' });
    await mac.clock.advance(10);
    imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
    await mac.clock.advance(20_000);
    expect(imsg.answer(1).error).toMatchObject({ code: -32001 });
    expect(mac.device.sent()).toEqual([]);
    mac.device.schedule({ kind: 'messages-app', is: 'awake' });
    await mac.clock.advance(1000);
    expect(mac.device.sent()).toMatchObject([{ text: 'hi' }]);
  });
});
