import { describe, expect, it } from 'vitest';
import { basic } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

function start(facts: object = {}) {
  const mac = createTestMac({
    facts: { ...basic, ...facts },
  });
  return { mac, imsg: startTestImsg(mac.device) };
}

describe('status', () => {
  it('says what works, and initialize says the same', async () => {
    const { mac, imsg } = start();
    imsg.ask(1, 'status');
    imsg.ask(2, 'initialize', { protocol_version: 1 });
    await mac.clock.advance(0);
    expect(imsg.answer(1).result).toEqual(imsg.answer(2).result);
    expect(imsg.answer(1).result).toMatchObject({
      version: '0.15.1',
      protocol_version: 1,
      database: { ready: true, features: { unread_state: true, reactions: true } },
      bridge: { ready: false },
    });
    expect(imsg.answer(1).result.supported_methods).toContain('messages.after');
  });
});

describe('a Mac without Full Disk Access (wire-2.5)', () => {
  it('starts all the same and refuses what needs the database', async () => {
    const { mac, imsg } = start({ fullDiskAccess: false });
    imsg.ask(1, 'status');
    imsg.ask(2, 'chats.list');
    imsg.ask(3, 'watch.subscribe');
    await mac.clock.advance(0);
    expect(imsg.answer(1).result.database).toMatchObject({ ready: false });
    expect(imsg.answer(2).error).toMatchObject({
      code: -32002,
      message: 'Database unavailable',
      data: { path: ':memory:', retryable: true, detail: expect.stringContaining('Full Disk Access') },
    });
    expect(imsg.answer(3).error.code).toBe(-32002);
  });

  it('heals within the same process once access is granted', async () => {
    const facts = { ...basic, fullDiskAccess: false };
    const mac = createTestMac({ facts });
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'chats.list');
    await mac.clock.advance(0);
    mac.device.schedule({ kind: 'permission', fullDiskAccess: true });
    await mac.pass(0);
    imsg.ask(2, 'chats.list');
    await mac.clock.advance(0);
    expect(imsg.answer(1).error.code).toBe(-32002);
    expect(imsg.answer(2).result).toEqual({ chats: [] });
  });

  it('still sends to a person, without proof', async () => {
    const { mac, imsg } = start({ fullDiskAccess: false });
    imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
    await mac.clock.advance(1000);
    expect(imsg.answer(1).result).toEqual({ ok: true, transport: 'applescript' });
    expect(mac.device.sent()).toHaveLength(1);
  });
});

describe('messages.after', () => {
  it('leaves tapbacks out unless they are asked for, and lists reactions always', async () => {
    const { mac, imsg } = start();
    for (const text of ['one', 'two', 'three']) mac.device.schedule({ kind: 'text', from: ALICE, text });
    await mac.pass(1000);
    mac.device.openReader().exec(
      `UPDATE message SET associated_message_type = 2001, associated_message_guid = 'p:0/' ||
           (SELECT guid FROM message WHERE ROWID = 1) WHERE ROWID = 2`,
    );
    imsg.ask(1, 'messages.after', { since_rowid: 0, limit: 2 });
    imsg.ask(2, 'messages.after', { since_rowid: 0, limit: 2, include_reactions: true });
    await mac.clock.advance(0);
    const page = (id: number) => imsg.answer(id).result;
    const shown = (id: number) =>
      page(id).messages.map((one: { id: number; reactions: unknown[] }) => [one.id, one.reactions.length]);
    expect([shown(1), page(1).next_rowid, page(1).has_more]).toEqual([
      [
        [1, 1],
        [3, 0],
      ],
      3,
      false,
    ]);
    expect([shown(2), page(2).next_rowid, page(2).has_more]).toEqual([
      [
        [1, 1],
        [2, 0],
      ],
      2,
      true,
    ]);
  });

  it('pages over rows that it does not print', async () => {
    const { mac, imsg } = start();
    for (const text of ['one', 'two', 'three']) mac.device.schedule({ kind: 'text', from: ALICE, text });
    await mac.pass(1000);
    mac.device.openReader().exec("INSERT INTO message (ROWID, guid, date) VALUES (4, 'in no chat', 4)");
    imsg.ask(1, 'messages.after', { since_rowid: 2, limit: 1 });
    imsg.ask(2, 'messages.after', { since_rowid: 2, limit: 2 });
    imsg.ask(3, 'messages.after', { since_rowid: 4 });
    await mac.clock.advance(0);
    const ids = (id: number) => imsg.answer(id).result.messages.map((message: { id: number }) => message.id);
    expect([ids(1), imsg.answer(1).result.next_rowid, imsg.answer(1).result.has_more]).toEqual([
      [3],
      3,
      true,
    ]);
    expect([ids(2), imsg.answer(2).result.next_rowid, imsg.answer(2).result.has_more]).toEqual([
      [3],
      4,
      false,
    ]);
    expect([ids(3), imsg.answer(3).result.next_rowid, imsg.answer(3).result.has_more]).toEqual([
      [],
      4,
      false,
    ]);
  });
});

describe('reads', () => {
  it.each([
    ['current', [2, 1]],
    ['0.13.4', [1, 2]],
  ])('of build %s are answered in the order %j when the first has many rows', async (build, order) => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    await mac.pass(1000);
    const db = mac.device.openReader();
    for (let id = 2; id <= 100; id++) {
      db.prepare('INSERT INTO message (ROWID, guid, text, date, service) VALUES (?, ?, ?, ?, ?)').run(
        id,
        `G${id}`,
        'x',
        id,
        'iMessage',
      );
      db.prepare('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, ?)').run(id);
    }
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.ask(1, 'messages.history', { chat_id: 1, limit: 100 });
    imsg.ask(2, 'chats.list', { limit: 1 });
    await mac.clock.advance(0);
    expect(imsg.frames().map(({ id }) => id)).toEqual(order);
    expect(imsg.answer(1).result.messages).toHaveLength(100);
  });
});

describe('a bridge that dropped out', () => {
  it('holds up what queues behind initialize for ten seconds, and nothing else', async () => {
    const { mac, imsg } = start({ sip: 'disabled', lock: true, bridge: 'gone' });
    imsg.ask('init', 'initialize');
    imsg.ask('watch', 'watch.subscribe');
    imsg.ask('chats', 'chats.list');
    await mac.clock.advance(9000);
    expect(imsg.frames().map(({ id }) => id)).toEqual(['chats']);
    await mac.clock.advance(1500);
    expect(imsg.frames().map(({ id }) => id)).toEqual(['chats', 'init', 'watch']);
    expect(imsg.answer('init').result.bridge).toEqual({
      ready: false,
      error: 'The existing bridge did not answer a non-launching status probe.',
    });
  });
});

describe('the end of input', () => {
  it('ends an idle process at once with code 0', () => {
    const { imsg } = start();
    imsg.end();
    expect(imsg.exitCode()).toBe(0);
  });

  it('lets accepted requests finish first, a send included', async () => {
    const { mac, imsg } = start();
    imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
    imsg.process.input(new TextEncoder().encode('{"jsonrpc":"2.0","id":2,"method":"status"}'));
    imsg.end();
    expect(imsg.exitCode()).toBeNull();
    await mac.clock.advance(1000);
    expect(imsg.answer(1).result.ok).toBe(true);
    expect(imsg.answer(2)).toHaveProperty('result');
    expect(imsg.exitCode()).toBe(0);
    expect(mac.clock.waiting).toBe(0);
  });

  it('ends subscriptions and refuses one that was still waiting', async () => {
    const { mac, imsg } = start();
    imsg.ask(1, 'watch.subscribe');
    await mac.clock.advance(0);
    imsg.ask(2, 'watch.subscribe');
    imsg.end();
    await mac.clock.advance(0);
    expect(imsg.answer(2).error).toEqual({
      code: -32000,
      message: 'Server busy',
      data: 'server is shutting down',
    });
    expect(imsg.exitCode()).toBe(0);
    expect(mac.clock.waiting).toBe(0);
  });

  it('waits until a full pipe has taken the last response', async () => {
    const { mac, imsg } = start();
    imsg.fill();
    imsg.ask(1, 'status');
    imsg.ask(2, 'status');
    imsg.end();
    await mac.clock.advance(0);
    expect(imsg.frames()).toHaveLength(1);
    expect(imsg.exitCode()).toBeNull();
    imsg.drain();
    expect(imsg.frames()).toHaveLength(2);
    expect(imsg.exitCode()).toBe(0);
  });
});

describe('a kill', () => {
  it('leaves no timer, writes nothing more and never calls exit', async () => {
    const { mac, imsg } = start();
    imsg.ask(1, 'watch.subscribe');
    imsg.ask(2, 'send', { to: ALICE, text: 'hi' });
    await mac.clock.advance(0);
    const before = imsg.frames().length;
    imsg.process.kill();
    expect(mac.clock.waiting).toBe(0);
    await mac.pass(10_000);
    imsg.end();
    expect(imsg.frames()).toHaveLength(before);
    expect(imsg.exitCode()).toBeNull();
  });
});

describe('a process whose reader has stopped', () => {
  it('wants no more input once too many responses wait', async () => {
    const { mac, imsg } = start();
    imsg.fill();
    for (let round = 0; round < 3; round++) {
      for (let id = 0; id < 100; id++) imsg.ask(id, 'status');
      await mac.clock.advance(0);
    }
    expect(imsg.process.wantsInput()).toBe(false);
    imsg.drain();
    expect(imsg.process.wantsInput()).toBe(true);
    expect(imsg.frames()).toHaveLength(300);
  });
});
