import { describe, expect, it } from 'vitest';
import { readChatDb } from '../../../../../fake-imsg/chat-db/read/chat-db.ts';
import { handleForms, targetForms } from '../../../../../fake-imsg/chat-db/read/targets.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const CHAT = `any;-;${ALICE}`;

it.each([
  ['any;+;chat1', ['any;+;chat1', 'any;-;chat1', 'chat1']],
  [' any;-;+1555 ', ['any;-;+1555', 'any;+;+1555', '+1555']],
  ['iMessage;-;+1555', ['iMessage;-;+1555']],
  ['', []],
])('the chat %j may be called %j', (target, forms) => {
  expect(targetForms(target)).toEqual(forms);
});

it.each([
  ['(555) 000-1111', ['(555) 000-1111', '5550001111', '15550001111', '+15550001111']],
  ['+15550001111', ['+15550001111', '15550001111', '5550001111', '+15550001111']],
  ['262966', ['262966', '262966', '+262966']],
  ['Bo@Example.com', ['bo@example.com']],
  ['Bo', ['Bo']],
])('the handle %j may be written as %j', (handle, forms) => {
  expect(handleForms(handle)).toEqual(forms);
});

describe('a target', () => {
  async function open(...events: object[]) {
    const mac = createTestMac();
    for (const event of events) mac.device.schedule({ kind: 'text', from: ALICE, text: 'x', ...event });
    await mac.pass(1000);
    return { mac, targets: readChatDb(mac.device.openReader(), null).targets };
  }

  it('is found by any of its names, or by exactly one', async () => {
    const { targets } = await open({});
    for (const name of [CHAT, `any;+;${ALICE}`, ALICE]) expect(targets.chat(name)?.guid).toBe(CHAT);
    expect(targets.chat(`iMessage;-;${ALICE}`)).toBeNull();
    expect(targets.exactChat(`any;+;${ALICE}`)).toBeNull();
    expect(targets.exactChat(ALICE)?.guid).toBe(CHAT);
  });

  it('was reached by iMessage as soon as one message by it did not fail', async () => {
    const { mac, targets } = await open({ service: 'SMS' });
    expect(targets.serviceOf(ALICE)).toBe('sms');
    expect(targets.serviceOf('5550001111')).toBe('sms');
    expect(targets.serviceOf('bo@example.com')).toBe('unknown');
    mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'x', fate: 'failed' });
    await mac.pass(10_000);
    expect(targets.serviceOf(ALICE)).toBe('sms');
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'blue' });
    await mac.pass(1000);
    expect(targets.serviceOf(ALICE)).toBe('imessage');
  });
});
