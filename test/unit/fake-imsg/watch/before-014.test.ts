// What watches do on builds 0.11.0 and 0.11.1, where it differs from later ones (wire-2.4, wire-3.2,
// wire-3.4).

import { describe, expect, it } from 'vitest';
import { fillDevice } from '../../../../fake-imsg/chat-db/bulk/plain-texts.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg, type TestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const LINK = 'https://example.com/a';

function start(build = '0.11.0', faults = '') {
  const mac = createTestMac();
  const env = { FAKE_IMSG_BUILD: build, FAKE_IMSG_FAULTS: faults };
  return { mac, imsg: startTestImsg(mac.device, { env }) };
}

const told = (imsg: TestImsg, subscription = 1) =>
  imsg
    .frames()
    .filter(({ method, params }) => method === 'message' && params.subscription === subscription)
    .map(({ params }) => params.message);
const textsTold = (imsg: TestImsg, subscription = 1) =>
  told(imsg, subscription).map(({ text }: { text: string }) => text);

async function subscribe(setup: { mac: TestMac; imsg: TestImsg }, params: object = {}) {
  setup.imsg.ask('sub', 'watch.subscribe', params);
  await setup.mac.clock.advance(0);
}

describe.each(['0.11.0', '0.11.1'])('a watch of build %s', (build) => {
  it.each([
    ['answers before it replays', '', 0],
    ['replays before it answers where the answer is late', 'late=20ms@first:watch.subscribe', 1],
  ])('%s, and names only its number (wire-11.1)', async (_, faults, place) => {
    const setup = start(build, faults);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await setup.mac.pass(1000);
    await subscribe(setup, { since_rowid: -1, buffer_limit: 1 });
    await setup.mac.pass(20);
    const frames = setup.imsg.frames();
    expect(frames).toHaveLength(2);
    expect(frames[place]).toEqual({ jsonrpc: '2.0', id: 'sub', result: { subscription: 1 } });
    expect(frames[1 - place].params).toMatchObject({ subscription: 1, message: { text: 'hi' } });
  });

  it('replays 100 rows, and 100 more every 5 seconds while nothing happens', async () => {
    const setup = start(build);
    fillDevice(setup.mac.device, { rows: 250, oldestMs: 1.7e12, newestMs: 1.7e12 });
    await subscribe(setup, { since_rowid: -1 });
    expect(told(setup.imsg)).toHaveLength(100);
    await setup.mac.clock.advance(4999);
    expect(told(setup.imsg)).toHaveLength(100);
    await setup.mac.clock.advance(1);
    expect(told(setup.imsg)).toHaveLength(200);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'new' });
    await setup.mac.clock.advance(600);
    expect(textsTold(setup.imsg).at(-1)).toBe('new');
  });

  it('never overflows, however little is read', async () => {
    const setup = start(build);
    await subscribe(setup, { since_rowid: -1, buffer_limit: 2 });
    fillDevice(setup.mac.device, { rows: 90, oldestMs: 1.7e12, newestMs: 1.7e12 });
    setup.imsg.fill();
    await setup.mac.clock.advance(5000);
    setup.imsg.drain();
    expect(told(setup.imsg)).toHaveLength(90);
  });

  it('tells a row of two chats twice', async () => {
    const setup = start(build);
    const { mac } = setup;
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'both' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'other', chat: { name: 'Lunch' } });
    await mac.pass(1000);
    mac.device.openReader().exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (2, 1)');
    await subscribe(setup, { since_rowid: -1 });
    const chats = told(setup.imsg).map((message) => [message.text, message.chat_id]);
    expect(chats).toEqual([
      ['both', 1],
      ['both', 2],
      ['other', 2],
    ]);
  });

  it('waits for a row that is in no chat yet', async () => {
    const setup = start(build);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'late', joinMs: 2000 });
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'next' }, { inMs: 10 });
    await subscribe(setup, { since_rowid: -1 });
    await setup.mac.clock.advance(1900);
    expect(textsTold(setup.imsg)).toEqual([]);
    await setup.mac.clock.advance(1000);
    expect(textsTold(setup.imsg)).toEqual(['late', 'next']);
  });

  it('loses a preview that comes behind a row it waits for: it counts as seen', async () => {
    const setup = start(build);
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'late', joinMs: 2000 });
    setup.mac.device.schedule({ kind: 'link', from: ALICE, link: LINK }, { inMs: 10_000 });
    setup.mac.device.schedule({ kind: 'text', from: ALICE, text: 'late', joinMs: 2000 }, { inMs: 20_000 });
    setup.mac.device.schedule({ kind: 'link', from: ALICE, link: 'https://example.com/b' }, { inMs: 20_010 });
    await subscribe(setup, { since_rowid: -1 });
    await setup.mac.clock.advance(30_000);
    expect(textsTold(setup.imsg)).toEqual(['late', LINK, 'late']);
  });

  it('drops a repeated preview that another watch of the process has told', async () => {
    const setup = start(build);
    setup.mac.device.schedule({ kind: 'link', from: ALICE, link: LINK });
    await setup.mac.pass(5000);
    await subscribe(setup, { since_rowid: -1 });
    await subscribe(setup, { since_rowid: -1 });
    expect([textsTold(setup.imsg), textsTold(setup.imsg, 2)]).toEqual([[LINK], []]);
  });

  it('goes on naming a group as it was when it was first met', async () => {
    const setup = start(build);
    const { mac, imsg } = setup;
    const chat = { name: 'Lunch', with: ['bob@example.com'] };
    await subscribe(setup);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one', chat });
    await mac.pass(1000);
    mac.device.openReader().exec("UPDATE chat SET display_name = 'Dinner'");
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two', chat: `any;+;${identifierOf(mac)}` });
    await mac.pass(1000);
    expect(told(imsg).map((message) => message.chat_name)).toEqual(['Lunch', 'Lunch']);
    imsg.ask('chats', 'chats.list');
    await mac.clock.advance(0);
    expect(imsg.answer('chats').result.chats[0].name).toBe('Lunch');
  });

  it('learns the name of a chat that had none when it was first met, but only for lists', async () => {
    const setup = start(build);
    const { mac, imsg } = setup;
    await subscribe(setup);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    await mac.pass(1000);
    mac.device.openReader().exec("UPDATE chat SET display_name = 'Al'");
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two' });
    await mac.pass(1000);
    expect(told(imsg).map((message) => message.chat_name)).toEqual(['', '']);
    imsg.ask('chats', 'chats.list');
    await mac.clock.advance(0);
    expect(imsg.answer('chats').result.chats[0].name).toBe('Al');
  });

  it('stays with the database it began with, as the whole process does', async () => {
    const setup = start(build);
    for (const text of ['one', 'two']) setup.mac.device.schedule({ kind: 'text', from: ALICE, text });
    await setup.mac.pass(1000);
    await subscribe(setup);
    setup.mac.device.schedule({ kind: 'replace-database', rowids: 'higher' });
    await setup.mac.pass(10_000);
    await subscribe(setup, { since_rowid: -1 });
    expect([textsTold(setup.imsg), textsTold(setup.imsg, 2)]).toEqual([[], ['one', 'two']]);
  });
});

function identifierOf(mac: TestMac): string {
  return mac.all<{ id: string }>('SELECT chat_identifier AS id FROM chat')[0]!.id;
}

describe('a link preview', () => {
  const split = { kind: 'split', from: ALICE, text: `see ${LINK}`, link: LINK, gapMs: 800 };

  it('is a second message without any mark on build 0.11.0', async () => {
    const setup = start('0.11.0');
    setup.mac.device.schedule(split);
    await setup.mac.pass(5000);
    await subscribe(setup, { since_rowid: -1 });
    expect(told(setup.imsg)).toMatchObject([{ text: `see ${LINK}` }, { text: LINK }]);
    expect(told(setup.imsg).every((message) => !('balloon_bundle_id' in message))).toBe(true);
  });

  it('folds into its text on build 0.11.1 when both are there, and goes unsaid later', async () => {
    const setup = start('0.11.1');
    setup.mac.device.schedule(split);
    await setup.mac.pass(5000);
    await subscribe(setup, { since_rowid: -1 });
    expect(told(setup.imsg)).toMatchObject([{ id: 1, url_preview: { id: 2 } }]);
    setup.mac.device.schedule({ ...split, gapMs: 2000 });
    await setup.mac.clock.advance(5000);
    expect(told(setup.imsg).map(({ id, url_preview: preview }) => [id, preview?.id])).toEqual([
      [1, 2],
      [3, undefined],
    ]);
  });

  it('stays a message with its mark on build 0.11.1 when the text does not hold its link', async () => {
    const setup = start('0.11.1');
    setup.mac.device.schedule({ ...split, text: 'Dump' });
    await setup.mac.pass(5000);
    await subscribe(setup, { since_rowid: -1 });
    expect(told(setup.imsg)).toMatchObject([
      { text: 'Dump' },
      { text: LINK, balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' },
    ]);
  });

  it('folds alone on build 0.11.1: the next one of the same text is a message', async () => {
    const setup = start('0.11.1');
    const other = 'https://example.com/b';
    setup.mac.device.schedule({ ...split, text: `${LINK} ${other}` });
    setup.mac.device.schedule({ kind: 'link', from: ALICE, link: other }, { inMs: 1500 });
    await setup.mac.pass(5000);
    await subscribe(setup, { since_rowid: -1 });
    expect(told(setup.imsg).map(({ id }) => id)).toEqual([1, 3]);
  });
});
