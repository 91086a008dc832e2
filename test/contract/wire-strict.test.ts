// What the strict wire is (wire-2.1 to wire-2.3), word for word. Written from these requirements,
// so that a slip in the fake's tables does not pass its own tests.

import { describe, expect, it } from 'vitest';
import { createTestMac } from '../support/devices/fake-mac.ts';
import { type Frame, startTestImsg } from '../support/processes/imsg-process.ts';

async function answersTo(...lines: string[]): Promise<Frame[]> {
  const { device, clock } = createTestMac();
  const imsg = startTestImsg(device);
  for (const line of lines) imsg.line(line);
  await clock.advance(0);
  return imsg.frames();
}

function request(method: string, params?: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 7, method, params });
}

describe('framing (wire-2.1)', () => {
  it.each([
    ['[{"jsonrpc":"2.0","id":1,"method":"status"}]', null, 'request must be an object'],
    ['{"jsonrpc":"2.0","id":true,"method":"status"}', null, 'id must be a string, number, or null'],
    ['{"jsonrpc":"2.0","id":[],"method":"status"}', null, 'id must be a string, number, or null'],
    ['{"id":1,"method":"status"}', 1, 'jsonrpc must be exactly 2.0'],
    ['{"jsonrpc":"1.0","method":"status"}', null, 'jsonrpc must be exactly 2.0'],
    ['{"jsonrpc":"2.0","id":"a"}', 'a', 'method is required'],
    ['{"jsonrpc":"2.0","method":""}', null, 'method is required'],
    ['{"jsonrpc":"2.0","id":1,"method":4}', 1, 'method is required'],
  ])('answers %s with -32600', async (line, id, data) => {
    const error = { code: -32600, message: 'Invalid Request', data };
    expect(await answersTo(line)).toEqual([{ jsonrpc: '2.0', id, error }]);
  });

  it.each(['{oops', '5', '"x"', 'null'])('answers %s with -32700 and goes on (wire-11.10)', async (line) => {
    const [fault, answer] = await answersTo(line, request('watch.unsubscribe', { subscription: 1 }));
    expect(fault).toMatchObject({ id: null, error: { code: -32700, message: 'Parse error' } });
    expect(answer).toEqual({ jsonrpc: '2.0', id: 7, result: { ok: true } });
  });

  it('skips blank lines, trims others and answers a null id', async () => {
    const asked = '  {"jsonrpc":"2.0","id":null,"method":"watch.unsubscribe","params":{"subscription":1}}\r';
    expect(await answersTo('', '   ', asked)).toEqual([{ jsonrpc: '2.0', id: null, result: { ok: true } }]);
  });

  it.each(['1796428800123456789', '-9007199254740993'])('gives the id %s back digit by digit', async (id) => {
    const { device, clock } = createTestMac();
    const imsg = startTestImsg(device);
    imsg.line(`{"jsonrpc":"2.0","id":${id},"method":"watch.unsubscribe","params":{"subscription":1.5}}`);
    imsg.line(`{"jsonrpc":"2.0","id":${id},"method":"watch.unsubscribe","params":{"subscription":1}}`);
    await clock.advance(0);
    expect(imsg.lines.map((line) => line.includes(`"id":${id},`))).toEqual([true, true]);
  });

  it.each(['[]', '5', 'null', '"x"'])('refuses %s as params', async (params) => {
    const error = { code: -32602, message: 'Invalid params', data: 'params must be an object when present' };
    const line = `{"jsonrpc":"2.0","id":1,"method":"status","params":${params}}`;
    expect(await answersTo(line)).toEqual([{ jsonrpc: '2.0', id: 1, error }]);
  });

  it('never answers a notification, not even a wrong one', async () => {
    const lines = ['{"jsonrpc":"2.0","method":"nope"}', '{"jsonrpc":"2.0","method":"status","params":[]}'];
    expect(await answersTo(...lines)).toEqual([]);
  });

  it('names an unknown method, whatever the language thinks of the name', async () => {
    const [answer, inherited] = await answersTo(request('chats.lst'), request('constructor'));
    expect(answer.error).toEqual({ code: -32601, message: 'Method not found', data: 'chats.lst' });
    expect(inherited.error).toEqual({ code: -32601, message: 'Method not found', data: 'constructor' });
  });
});

describe('parameters', () => {
  it.each([
    ['messages.history', '{"chatId":3}', 'unknown messages.history param: chatId'],
    ['status', '{"zeta":1,"alpha":1}', 'unknown status param: alpha'],
    ['messages.history', '{}', 'chat_id is required'],
    ['messages.history', '{"chat_id":null}', 'chat_id must not be null'],
    ['messages.history', '{"chat_id":"1"}', 'chat_id must be an integer'],
    ['messages.history', '{"chat_id":1.0}', 'chat_id must be an integer'],
    ['messages.history', '{"chat_id":0}', 'chat_id must be a positive integer'],
    ['messages.history', '{"chat_id":1,"limit":0}', 'limit must be a positive integer'],
    ['messages.history', '{"chat_id":1,"attachments":1}', 'attachments must be a boolean'],
    ['messages.history', '{"chat_id":1,"participants":"a,b"}', 'participants must be an array of strings'],
    ['messages.history', '{"chat_id":1,"start":"yesterday"}', 'Invalid ISO8601 date: yesterday'],
    ['chats.list', '{"unread_only":true,"unreadOnly":true}', 'use only one of unread_only, unreadOnly'],
    ['chats.list', '{"limit":0}', 'limit must be a positive integer'],
    ['messages.after', '{}', 'since_rowid must be a non-negative integer'],
    ['messages.after', '{"since_rowid":-1}', 'since_rowid must be a non-negative integer'],
    ['messages.after', '{"since_rowid":1,"limit":501}', 'limit must be an integer between 1 and 500'],
    ['watch.subscribe', '{"debounce_ms":-1}', 'debounce_ms must be a non-negative integer'],
    ['watch.subscribe', '{"buffer_limit":4097}', 'buffer_limit must be an integer between 1 and 4096'],
    ['watch.unsubscribe', '{}', 'subscription is required'],
    ['watch.unsubscribe', '{"subscription":0}', 'subscription must be a positive integer'],
    ['initialize', '{"protocol_version":2}', 'unsupported protocol_version 2; supported version is 1'],
    ['send', '{"to":"+15550001111"}', 'text or file is required'],
    ['send', '{"to":"+15550001111","text":"x","service":"SMS"}', 'invalid service'],
    ['send', '{"to":"+15550001111","text":"x","transport":"pigeon"}', 'invalid transport'],
    ['send', '{"to":"","text":"x"}', 'to must be a non-empty string'],
    ['send', '{"to":"a","chat_id":1,"text":"x"}', 'use to or exactly one chat selector; not both'],
    ['send', '{"chat_id":-1,"text":"x"}', 'chat_id must be a positive integer'],
    ['send', '{"chat_id":9,"text":"x"}', 'unknown chat_id 9'],
    [
      'send',
      '{"to":"a@example.com","text":"x","attempt_id":"1"}',
      'attempt_id is only supported by send.tracked',
    ],
    [
      'send',
      '{"to":"a@example.com","text":"x","text_formatting":[1]}',
      'text_formatting must be an array of objects',
    ],
    [
      'send',
      '{"to":"a@example.com","text":"x","reply_to":"G"}',
      'reply_to requires bridge transport; AppleScript fallback cannot send threaded replies',
    ],
    [
      'send',
      '{"to":"a@example.com","text":"x","transport":"bridge"}',
      'bridge transport requires an existing chat target',
    ],
    [
      'send',
      '{"to":"Bo","text":"x"}',
      'Invalid chat target: Contacts access is unavailable; specify a phone number or email instead.',
    ],
  ])('%s refuses %s', async (method, params, data) => {
    const [answer] = await answersTo(`{"jsonrpc":"2.0","id":7,"method":"${method}","params":${params}}`);
    expect(answer.error).toEqual({ code: -32602, message: 'Invalid params', data });
  });
});

describe('output', () => {
  it('escapes slashes, and nothing that is not ASCII', async () => {
    const mac = createTestMac();
    const event = { kind: 'text', from: '+15550001111', text: 'café https://example.com/a' };
    mac.device.schedule(event);
    await mac.pass(1000);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.history', { chat_id: 1 });
    await mac.clock.advance(0);
    expect(imsg.lines[0]).toContain('"text":"café https:\\/\\/example.com\\/a"');
    expect(imsg.answer(1).result.messages[0].text).toBe('café https://example.com/a');
  });

  it('is silent until it is asked', async () => {
    expect(await answersTo()).toEqual([]);
  });
});

describe('outstanding requests (wire-2.3)', () => {
  it('are at most 128: more are refused, and dropped if they have no id', async () => {
    const { device, clock } = createTestMac();
    const imsg = startTestImsg(device);
    for (let id = 1; id <= 129; id++) imsg.ask(id, 'status');
    imsg.line('{"jsonrpc":"2.0","method":"status"}');
    imsg.line('{oops');
    await clock.advance(0);
    expect(imsg.frames()).toHaveLength(130);
    // What is no request is not busy either.
    expect(imsg.frames().find(({ id }) => id === null).error.code).toBe(-32700);
    expect(imsg.answer(129).error).toEqual({
      code: -32000,
      message: 'Server busy',
      data: 'outstanding request limit exceeded',
    });
    imsg.ask(130, 'status');
    await clock.advance(0);
    expect(imsg.answer(130)).toHaveProperty('result');
  });
});
