// Chats that no Messages would have written, and events that no Mac could bring about: the fake lives with both (U1).

import { describe, expect, it } from 'vitest';
import { bridge } from '../../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const PLACED = `SELECT chat.guid AS chat, is_from_me AS own, message.handle_id AS handle FROM message
  JOIN chat_message_join ON message_id = message.ROWID JOIN chat ON chat.ROWID = chat_id ORDER BY message.ROWID`;

const ODD_CHATS = [
  { what: 'a group whose guid has the separator of a direct chat', guid: 'any;-;chat7', style: 43 },
  { what: 'a direct chat whose guid has the separator of a group', guid: `any;+;${ALICE}`, style: 45 },
  { what: 'a group without an identifier', guid: 'any;+;', identifier: '', style: 43 },
  { what: 'a direct chat without an identifier', guid: 'any;-;', identifier: '', style: 45 },
  {
    what: 'a chat with another identifier than its guid says',
    guid: `any;-;${ALICE}`,
    identifier: 'x',
    style: 45,
  },
];

function macWith({ what: _, ...chat }: (typeof ODD_CHATS)[number], facts = {}): TestMac {
  const mac = createTestMac(facts);
  mac.device.schedule({ kind: 'chat-row', ...chat, with: [ALICE] });
  mac.device.schedule({ kind: 'text', from: '+15550003333', text: 'elsewhere' }, { inMs: 1 });
  return mac;
}

describe.each(ODD_CHATS)('$what', (odd) => {
  it.each([
    ['script', {}],
    ['bridge', { facts: bridge }],
  ])('takes what is sent there by %s, and the Mac goes on', async (_, options) => {
    const mac = macWith(odd, options);
    await mac.pass(1000);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
    await mac.pass(10_000);
    expect(imsg.answer(1)).toMatchObject({ result: { ok: true } });
    expect(mac.device.sent()).toMatchObject([{ chatGuid: odd.guid, text: 'hi' }]);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'goes on' });
    await mac.pass(1000);
    expect(mac.all(PLACED)).toMatchObject([{ own: 0 }, { chat: odd.guid, own: 1 }, { own: 0 }]);
  });
});

it('a chat whose guid is none costs what is sent there, and not the Mac', async () => {
  const mac = macWith({ what: '', guid: 'weird', identifier: 'chat9', style: 43 });
  await mac.pass(1000);
  const imsg = startTestImsg(mac.device);
  imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
  imsg.ask(2, 'send', { chat_id: 2, text: 'hi' });
  await mac.pass(10_000);
  expect(imsg.answer(1).error).toBeDefined();
  expect(imsg.answer(2).result).toMatchObject({ ok: true });
});

it('whoever writes in a direct chat of another guid than usual makes no second one', async () => {
  const mac = macWith({ what: '', guid: `any;-;${ALICE}`, identifier: 'x', style: 45 });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' }, { inMs: 1 });
  await mac.pass(1000);
  expect(mac.all('SELECT guid FROM chat ORDER BY ROWID')).toEqual([
    { guid: `any;-;${ALICE}` },
    { guid: 'any;-;+15550003333' },
  ]);
});

describe('an event that cannot happen', () => {
  it('never stops the Mac, which says so', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    await mac.pass(1000);
    const eventId = mac.device.schedule({ kind: 'row', from: ALICE, text: 'taken', columns: { ROWID: 1 } });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two' }, { inMs: 1 });
    await mac.pass(1000);
    expect(mac.all('SELECT text FROM message')).toEqual([{ text: 'one' }, { text: 'two' }]);
    expect(mac.device.record().filter(({ what }) => what === 'impossible')).toMatchObject([
      { eventId, error: 'UNIQUE constraint failed: message.ROWID' },
    ]);
  });

  it('nor does the clock of a Mac that was set on by centuries, whose own rows can have no date then', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    for (let step = 0; step < 4; step += 1)
      mac.device.schedule({ kind: 'clock-step', byMs: 3_000_000_000_000 });
    mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'mine' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two', sentMs: 1_800_000_000_000 });
    await mac.pass(1000);
    expect(mac.all('SELECT COUNT(*) AS rows FROM message WHERE is_from_me = 0')).toEqual([{ rows: 2 }]);
  });
});
