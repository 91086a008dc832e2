// What the wire is before 0.14 (wire-2.3 to wire-2.6, wire-7), for the builds of that time. Written from these
// requirements and the recorded frames, not from the fake's tables.

import { describe, expect, it } from 'vitest';
import type { Device } from '../../fake-imsg/device/device.ts';
import { basic } from '../../fake-imsg/environments.ts';
import { buildsFrom } from '../support/builds.ts';
import { createTestMac } from '../support/devices/fake-mac.ts';
import { type Frame, startTestImsg } from '../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

function start(build: string, facts: object = {}) {
  const mac = createTestMac({ facts: { ...basic, ...facts } });
  return { mac, imsg: startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } }) };
}

async function answersTo(build: string, ...lines: string[]): Promise<Frame[]> {
  const { mac, imsg } = start(build);
  for (const line of lines) imsg.line(line);
  await mac.clock.advance(0);
  return imsg.frames();
}

const failure = (code: number, message: string, data: string) => ({ code, message, data });

const BUILDS = buildsFrom('0.5.0', '0.13.4');

describe.each(BUILDS)('build %s', (build) => {
  describe('framing', () => {
    it.each([
      ['{oops', null, -32700, 'Parse error'],
      ['5', null, -32700, 'Parse error'],
      ['{"id":1,"method":"no\\ud800"}', null, -32700, 'Parse error'],
      ['{"id":1,"\\udc00":1,"method":"no"}', null, -32700, 'Parse error'],
      ['{"id":1,"method":"no","params":{"a":1e400}}', null, -32700, 'Parse error'],
      ['{"id":[1 , ],"method":"a,}b",}', [1], -32601, 'a,}b'],
      ['{"id":[,],"method":"no"}', null, -32700, 'Parse error'],
      ['{"id":1,,"method":"no"}', null, -32700, 'Parse error'],
      ['{"id":1,"method":"no\\ud83d\\ude00"}', 1, -32601, 'no😀'],
      ['[1]', null, -32600, 'request must be an object'],
      ['{"jsonrpc":"1.0","id":5,"method":"x"}', 5, -32600, 'jsonrpc must be 2.0'],
      ['{"jsonrpc":"2.0","id":6}', 6, -32600, 'method is required'],
      ['{"jsonrpc":"2.0","method":"no.such"}', null, -32601, 'no.such'],
      ['{"jsonrpc":"2.0","id":[1],"method":"no.such"}', [1], -32601, 'no.such'],
      ['{"jsonrpc":2,"id":{"a":true},"method":"no.such"}', { a: true }, -32601, 'no.such'],
    ])('answers %s with id %j and code %i', async (line, id, code, text) => {
      const [answer] = await answersTo(build, line);
      expect(answer).toMatchObject({ jsonrpc: '2.0', id, error: { code } });
      expect(`${answer.error.message} ${answer.error.data}`).toContain(text);
    });

    it('does without jsonrpc and without params that are an object, and answers a null id', async () => {
      const lines = ['{"id":"s","method":"chats.list","params":[1]}', '{"id":null,"method":"chats.list"}'];
      expect(await answersTo(build, ...lines)).toEqual([
        { jsonrpc: '2.0', id: 's', result: { chats: [] } },
        { jsonrpc: '2.0', id: null, result: { chats: [] } },
      ]);
    });

    it.each(['1796428800123456789', '12345678901234567890', '-100000000000000000000000'])(
      'gives a long id back digit by digit: %s',
      async (id) => {
        const { mac, imsg } = start(build);
        imsg.line(`{"id":${id},"method":"chats.list"}`);
        await mac.clock.advance(0);
        expect(imsg.lines[0]).toContain(`"id":${id},`);
      },
    );

    it('is silent about a notification that succeeds, and not about one that fails', async () => {
      const lines = ['{"method":"chats.list"}', '{"method":"messages.history","params":{"chat_id":"x"}}'];
      expect(await answersTo(build, ...lines)).toEqual([
        { jsonrpc: '2.0', id: null, error: failure(-32602, 'Invalid params', 'chat_id is required') },
      ]);
    });
  });

  describe('parameters', () => {
    it.each([
      ['messages.history', {}, failure(-32602, 'Invalid params', 'chat_id is required')],
      [
        'messages.history',
        { chat_id: '9223372036854775808' },
        failure(-32602, 'Invalid params', 'chat_id is required'),
      ],
      [
        'messages.history',
        { chat_id: 1, start: 'x' },
        failure(-32603, 'Internal error', 'Invalid ISO8601 date: x'),
      ],
      ['watch.unsubscribe', {}, failure(-32602, 'Invalid params', 'subscription is required')],
      ['send', { text: 'hi' }, failure(-32602, 'Invalid params', 'to is required for direct sends')],
      [
        'send',
        { to: ALICE, text: 'hi', service: 'bogus' },
        failure(-32602, 'Invalid params', 'invalid service'),
      ],
    ])('%s refuses %j', async (method, params, error) => {
      const [answer] = await answersTo(build, JSON.stringify({ id: 1, method, params }));
      expect(answer.error).toEqual(error);
    });

    it('may be of another type, unknown, or a list in one string; a limit below 1 counts as 1', async () => {
      const { mac, imsg } = start(build);
      for (const text of ['one', 'two', 'three']) mac.device.schedule({ kind: 'text', from: ALICE, text });
      await mac.pass(1000);
      imsg.ask(1, 'messages.history', { chat_id: '1', limit: '2', attachments: 1, chatId: 9, start: null });
      imsg.ask(2, 'messages.history', { chat_id: 1, limit: -3 });
      imsg.ask(3, 'messages.history', { chat_id: 1, participants: `nobody@example.com,${ALICE}` });
      imsg.ask(4, 'messages.history', { chat_id: 1, participants: 'nobody@example.com' });
      await mac.clock.advance(0);
      expect([1, 2, 3, 4].map((id) => imsg.answer(id).result.messages.length)).toEqual([2, 1, 3, 0]);
    });
  });

  it.each(['initialize', 'status', 'messages.search', 'messages.after'])(
    'does not know %s',
    async (method) => {
      const [answer] = await answersTo(build, JSON.stringify({ id: 1, method }));
      expect(answer.error).toEqual(failure(-32601, 'Method not found', method));
    },
  );

  it('lists chats in its own form', async () => {
    const { mac, imsg } = start(build);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await mac.pass(1000);
    imsg.ask(1, 'chats.list');
    await mac.clock.advance(0);
    expect(imsg.answer(1).result.chats).toEqual([
      {
        id: 1,
        identifier: ALICE,
        guid: `any;-;${ALICE}`,
        name: '',
        service: 'iMessage',
        last_message_at: expect.stringMatching(/^2026-01-05T09:30:00\.\d{3}Z$/),
        participants: [ALICE],
        is_group: false,
        ...(build === '0.13.4' && { unread_count: 1 }),
      },
    ]);
  });

  it('has no field of later releases in a message', async () => {
    const { mac, imsg } = start(build);
    mac.device.schedule({ kind: 'link', from: ALICE, link: 'https://example.com' });
    await mac.pass(5000);
    imsg.ask(1, 'messages.history', { chat_id: 1 });
    await mac.clock.advance(0);
    const keys = Object.keys(imsg.answer(1).result.messages[0]);
    expect(keys.includes('is_read')).toBe(build === '0.13.4');
    expect(keys.includes('balloon_bundle_id')).toBe(['0.11.1', '0.13.4'].includes(build));
  });
});

describe.each(BUILDS.slice(1))('build %s', (build) => {
  it.each([-1, 'soon', null])('refuses a debounce of %j', async (debounce_ms) => {
    const params = { debounce_ms };
    const [answer] = await answersTo(build, JSON.stringify({ id: 1, method: 'watch.subscribe', params }));
    const text = 'debounce_ms must be a non-negative integer';
    expect(answer.error).toEqual(failure(-32602, 'Invalid params', text));
  });
});

describe.each(['0.11.0', '0.11.1'])('build %s', (build) => {
  it('answers strictly in order: a send holds up everything behind it', async () => {
    const { mac, imsg } = start(build);
    imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
    imsg.ask(2, 'chats.list');
    await mac.clock.advance(50);
    expect(imsg.frames()).toEqual([]);
    await mac.clock.advance(1000);
    expect(imsg.frames().map(({ id }) => id)).toEqual([1, 2]);
  });

  it('finishes what it has read when its input ends, then ends with code 0', async () => {
    const { mac, imsg } = start(build);
    imsg.ask(1, 'watch.subscribe');
    imsg.ask(2, 'send', { to: ALICE, text: 'hi' });
    imsg.ask(3, 'watch.subscribe');
    imsg.end();
    await mac.clock.advance(2000);
    expect(imsg.frames().map(({ id, result }) => [id, result.subscription ?? result.ok])).toEqual([
      [1, 1],
      [2, true],
      [3, 2],
    ]);
    expect(imsg.exitCode()).toBe(0);
    expect(mac.clock.waiting).toBe(0);
  });

  it('sends, ignoring what came later, and takes an unseen row for sent', async () => {
    const { mac, imsg } = start(build);
    imsg.ask(1, 'send', { to: ALICE, text: 'hi', reply_to: 'G', attempt_id: '1', text_formatting: 7 });
    await mac.clock.advance(1000);
    expect(imsg.answer(1).result).toMatchObject({ ok: true, id: 1, chat_guid: `any;-;${ALICE}` });
    const swallowing: Device = { ...mac.device, schedule: () => 'E' };
    const blind = startTestImsg(swallowing, { env: { FAKE_IMSG_BUILD: build } });
    blind.ask(2, 'send', { to: ALICE, text: 'lost' });
    await mac.clock.advance(8200);
    expect(blind.answer(2).result).toEqual({
      ok: true,
      transport: 'applescript',
      chat_guid: `any;-;${ALICE}`,
      service: 'iMessage',
    });
  });

  it('names a refusal of Automation in words', async () => {
    const { mac, imsg } = start(build, { automation: false });
    imsg.ask(1, 'send', { to: ALICE, text: 'hi' });
    await mac.clock.advance(1000);
    expect(imsg.answer(1).error).toMatchObject({ code: -32603, message: 'Internal error' });
    expect(imsg.answer(1).error.data).toMatch(
      /^AppleScript failed: .*Not authorized to send Apple events to Messages\. \(-1743\)/,
    );
  });
});

describe.each(['0.9.0', '0.11.0', '0.11.1', '0.13.4'])('build %s without Full Disk Access', (build) => {
  it('answers every request with the same text, and ends with code 1', async () => {
    const { mac, imsg } = start(build, { fullDiskAccess: false });
    imsg.ask(1, 'chats.list');
    imsg.ask(2, 'no.such');
    imsg.line('{"method":"chats.list"}');
    imsg.line('{oops');
    imsg.line('{"id":3}');
    await mac.clock.advance(0);
    expect(imsg.frames().map(({ id, error }) => [id, error.code])).toEqual([
      [1, -32603],
      [2, -32603],
      [null, -32603],
      [null, -32700],
      [3, -32600],
    ]);
    expect(imsg.answer(1).error.data).toMatch(/chat\.db.*Full Disk Access/s);
    imsg.end();
    expect(imsg.exitCode()).toBe(1);
  });

  it('goes on refusing when access is granted meanwhile', async () => {
    const { mac, imsg } = start(build, { fullDiskAccess: false });
    mac.device.schedule({ kind: 'permission', fullDiskAccess: true });
    await mac.pass(1000);
    imsg.ask(1, 'chats.list');
    await mac.clock.advance(0);
    expect(imsg.answer(1).error.code).toBe(-32603);
  });
});

describe.each([
  ['0.5.0', /^permissionDenied\(path: ":memory:", underlying: /],
  ['0.8.1', /chat\.db.*Full Disk Access/s],
])('build %s without Full Disk Access', (build, text) => {
  it('prints why, not as JSON, and ends with code 1 before it has read anything', () => {
    const { imsg } = start(build, { fullDiskAccess: false });
    expect(imsg.exitCode()).toBe(1);
    expect(() => imsg.frames()).toThrow();
    expect(imsg.lines.join('\n')).toMatch(text);
  });
});
