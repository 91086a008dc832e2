import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../fake-imsg/device/device.ts';
import { basic } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

/** A Mac that Alice has written to once. */
async function startWithChat() {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await mac.pass(1000);
  return { mac, imsg: startTestImsg(mac.device) };
}

describe('send', () => {
  it.each([
    ['a person', { to: ALICE }],
    ['a number as people write it', { to: '(555) 000-1111' }],
    ['a row id', { chat_id: 1 }],
    ['a guid', { chat_guid: `any;-;${ALICE}` }],
    ['an identifier', { chat_identifier: ALICE }],
  ])('reaches the chat named by %s and proves it by the row', async (_way, address) => {
    const { mac, imsg } = await startWithChat();
    imsg.ask('s', 'send', { ...address, text: 'on my way' });
    await mac.clock.advance(1000);
    const [sent] = mac.device.sent();
    expect(sent).toMatchObject({ chatGuid: `any;-;${ALICE}`, text: 'on my way' });
    expect(imsg.answer('s').result).toEqual({
      ok: true,
      transport: 'applescript',
      id: sent?.rowid,
      guid: sent?.guid,
      message_id: sent?.guid,
      chat_guid: `any;-;${ALICE}`,
      service: 'iMessage',
    });
  });

  it('makes a chat for somebody never written to', async () => {
    const mac = createTestMac();
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { to: 'Bo@Example.com', text: 'hi' });
    await mac.clock.advance(1000);
    expect(imsg.answer(1).result).toMatchObject({ ok: true, chat_guid: 'any;-;bo@example.com' });
  });

  it('sends one at a time, in the order asked', async () => {
    const { mac, imsg } = await startWithChat();
    imsg.ask(1, 'send', { chat_id: 1, text: 'first' });
    imsg.ask(2, 'send', { chat_id: 1, text: 'second' });
    imsg.ask(3, 'status');
    await mac.clock.advance(2000);
    expect(imsg.frames().map(({ id }) => id)).toEqual([3, 1, 2]);
    expect(mac.device.sent().map(({ text }) => text)).toEqual(['first', 'second']);
    const [first, second] = mac.device.sent();
    expect(second!.atMs).toBeGreaterThan(first!.atMs);
  });

  it('does not know what became of a send whose row never shows, and says so after 8 seconds (wire-2.2, wire-6.4)', async () => {
    const { mac } = await startWithChat();
    const swallowing: Device = { ...mac.device, schedule: () => 'E' };
    const imsg = startTestImsg(swallowing);
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
    await mac.clock.advance(7999);
    expect(imsg.answer(1)).toBeUndefined();
    await mac.clock.advance(101);
    expect(imsg.answer(1).error).toEqual({
      code: -32001,
      message: 'Delivery outcome unknown',
      data: {
        retry_safe: false,
        disposition: 'may_have_completed',
        transport: 'applescript',
        operation: 'send',
        detail:
          'Messages automation returned success, but no matching outgoing text row was observed within 8 seconds.',
      },
    });
  });

  it('did not happen where control of Messages was refused (wire-2.2)', async () => {
    const mac = createTestMac({ facts: { ...basic, automation: false } });
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
    await mac.pass(1000);
    expect(imsg.answer(1).error).toEqual({
      code: -32603,
      message: 'Delivery failed before dispatch',
      data: {
        retry_safe: true,
        disposition: 'not_started',
        transport: 'applescript',
        operation: 'send',
        detail: 'Messages automation failed with AppleScript error -1743.',
      },
    });
    expect(mac.device.sent()).toEqual([]);
  });

  it.each([{ chat_guid: 'iMessage;-;+15550001111' }, { chat_identifier: 'nobody' }])(
    'did not happen when Messages has no chat %o',
    async (address) => {
      const { mac, imsg } = await startWithChat();
      imsg.ask(1, 'send', { ...address, text: 'hi' });
      await mac.pass(1000);
      expect(imsg.answer(1).error.data).toMatchObject({
        disposition: 'not_started',
        detail: 'Messages automation failed with AppleScript error -1728.',
      });
      expect(mac.device.sent()).toEqual([]);
    },
  );

  it('did not happen when it was to go over a bridge that was never launched', async () => {
    const { mac, imsg } = await startWithChat();
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi', transport: 'BRIDGE' });
    await mac.clock.advance(0);
    expect(imsg.answer(1).error.data).toEqual({
      retry_safe: true,
      disposition: 'not_started',
      transport: 'bridge_v2',
      operation: 'send-message',
      detail: 'The bridge ready lock is absent. Run imsg launch explicitly before retrying.',
    });
  });

  it('happens without an answer when it is a notification', async () => {
    const { mac, imsg } = await startWithChat();
    imsg.line('{"jsonrpc":"2.0","method":"send","params":{"chat_id":1,"text":"quietly"}}');
    await mac.clock.advance(1000);
    expect(imsg.frames()).toEqual([]);
    expect(mac.device.sent().map(({ text }) => text)).toEqual(['quietly']);
  });
});
