import { describe, expect, it } from 'vitest';
import type { Device, DeviceEffect } from '../../../../fake-imsg/device/device.ts';
import { basic } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const INJECTED = { ...basic, sip: 'disabled', lock: true, bridge: 'answers' } as const;

/** A Mac whose helper logs what the test says. */
function start(facts: object = INJECTED) {
  const mac = createTestMac({ facts: { ...basic, ...facts } });
  const effects: DeviceEffect[] = [];
  const looks: (() => void)[] = [];
  const device: Device = {
    ...mac.device,
    effects: () => effects,
    onAgenda(look) {
      looks.push(look);
      return () => void looks.splice(looks.indexOf(look), 1);
    },
  };
  const imsg = startTestImsg(device);
  return {
    imsg,
    pass: mac.clock.advance,
    log(event: string, data: object = {}) {
      const key = `E${effects.length}`;
      effects.push({ key, effect: 'bridge-event', atMs: mac.clock.wallMs(), event, data });
      for (const look of [...looks]) look();
    },
    other() {
      effects.push({ key: `E${effects.length}`, effect: 'typing', atMs: mac.clock.wallMs() });
      for (const look of [...looks]) look();
    },
  };
}

async function startSubscribed(params: object = {}) {
  const setup = start();
  setup.log('started-typing', { chatGuid: 'before' });
  setup.imsg.ask('sub', 'bridge.events.subscribe', params);
  await setup.pass(1000);
  return setup;
}

describe('bridge.events.subscribe (wire-2.7)', () => {
  it('answers, then tells what the helper logs from then on', async () => {
    const { imsg, log, other } = await startSubscribed();
    other();
    log('started-typing', { chatGuid: 'any;-;+15550001111' });
    log('stopped-typing', { chatGuid: 'any;-;+15550001111' });
    expect(imsg.frames()).toEqual([
      { jsonrpc: '2.0', id: 'sub', result: { subscription: 1, buffer_limit: 256, resumable: false } },
      ...['started-typing', 'stopped-typing'].map((event) => ({
        jsonrpc: '2.0',
        method: 'bridge.event',
        params: {
          subscription: 1,
          event: { event, data: { chatGuid: 'any;-;+15550001111' }, ts: '2026-01-05T09:30:01Z' },
        },
      })),
    ]);
  });

  it('shares its numbers with watches and ends like them', async () => {
    const { imsg, log, pass } = await startSubscribed();
    imsg.ask('watch', 'watch.subscribe');
    imsg.ask('end', 'watch.unsubscribe', { subscription: 1 });
    await pass(0);
    log('started-typing');
    expect(imsg.answer('watch').result.subscription).toBe(2);
    expect(imsg.frames().at(-1)).toMatchObject({ id: 'end', result: { ok: true } });
  });

  it('overflows for good when nobody reads', async () => {
    const { imsg, log } = await startSubscribed({ buffer_limit: 2 });
    imsg.fill();
    for (const name of ['one', 'two', 'three', 'four', 'five']) log(name);
    imsg.drain();
    log('six');
    expect(
      imsg
        .frames()
        .slice(1, -1)
        .map(({ params }) => params.event.event),
    ).toEqual(['one', 'two', 'three']);
    expect(imsg.frames().at(-1)).toEqual({
      jsonrpc: '2.0',
      method: 'bridge.events.overflow',
      params: { subscription: 1, reason: 'buffer_limit_exceeded', resumable: false, terminal: true },
    });
  });

  it.each([
    [{ lock: false }, 'The bridge is not started. Run imsg launch explicitly before using bridge methods.'],
    [{ bridge: 'gone' }, 'The existing bridge did not answer a non-launching status probe.'],
  ])('is refused on a Mac with %j', async (facts, detail) => {
    const { imsg, pass } = start({ ...INJECTED, ...facts });
    imsg.ask(1, 'bridge.events.subscribe');
    await pass(11_000);
    expect(imsg.answer(1).error).toEqual({
      code: -32003,
      message: 'Bridge events unavailable',
      data: { detail, retryable: true },
    });
  });

  it.each([0, 4097])('refuses a buffer of %i', async (buffer_limit) => {
    const { imsg, pass } = start();
    imsg.ask(1, 'bridge.events.subscribe', { buffer_limit });
    await pass(0);
    expect(imsg.answer(1).error.data).toBe('buffer_limit must be an integer between 1 and 4096');
  });
});
