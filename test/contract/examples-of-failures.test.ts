// The example exchanges of what fails, and of what follows, of the description (wire-9), on a Mac where what they tell of has happened. Key order is arbitrary, names and
// numbers are this Mac's.

import { expect, it } from 'vitest';
import { bridge, ENVIRONMENTS } from '../../fake-imsg/environments.ts';
import { BO, DIRECT, GUID, ISO, refused, startExampleMac } from '../support/devices/example-mac.ts';

const NOT_STARTED = 'Delivery failed before dispatch';
const UNKNOWN = 'Delivery outcome unknown';

it('9.8, failures whose outcome is unknown, and before anything was sent', async () => {
  const script = { transport: 'applescript', operation: 'send' };
  const swallowed = await startExampleMac();
  await swallowed.happens('fault', { fault: 'send-swallowed' });
  expect(await swallowed.exchange('s2', 'send', { chat_id: 1, text: 'hi' })).toMatchObject(
    refused(-32001, UNKNOWN, {
      ...script,
      retry_safe: false,
      disposition: 'may_have_completed',
      detail:
        'Messages automation returned success, but no matching outgoing text row was observed within 8 seconds.',
    }),
  );
  const denied = await startExampleMac(ENVIRONMENTS['no-automation'].facts);
  expect(await denied.exchange('s3', 'send', { chat_id: 1, text: 'hi' })).toMatchObject(
    refused(-32603, NOT_STARTED, {
      ...script,
      retry_safe: true,
      disposition: 'not_started',
      detail: 'Messages automation failed with AppleScript error -1743.',
    }),
  );
});

it('9.9, a reply and a tapback by the bridge', async () => {
  const { exchange } = await startExampleMac(bridge);
  const [parent] = (await exchange(9, 'messages.history', { chat_id: 1 })).result.messages;
  const { result } = await exchange(10, 'send', { chat_id: 1, text: 'yes', reply_to: parent.guid });
  expect(result).toEqual({
    ok: true,
    transport: 'bridge',
    guid: GUID,
    message_id: result.guid,
    chat_guid: DIRECT,
    service: 'iMessage',
  });
  const tap = { chat_guid: DIRECT, message_guid: parent.guid, kind: 'emphasis' };
  expect((await exchange(11, 'tapback', tap)).result).toEqual({ ok: true, reaction: 'emphasize' });
});

it('9.10, no bridge, and a helper that lacks a selector', async () => {
  const unsend = { transport: 'bridge_v2', operation: 'unsend-message' };
  const params = { chat_id: 1, message_id: 'F1' };
  expect(await (await startExampleMac()).exchange(12, 'message.unsend', params)).toMatchObject(
    refused(-32603, NOT_STARTED, {
      ...unsend,
      retry_safe: true,
      disposition: 'not_started',
      detail: 'The bridge ready lock is absent. Run imsg launch explicitly before retrying.',
    }),
  );
  const partial = await startExampleMac(ENVIRONMENTS.partial.facts);
  expect(await partial.exchange(13, 'message.unsend', params)).toMatchObject(
    refused(-32001, UNKNOWN, {
      ...unsend,
      retry_safe: false,
      disposition: 'may_have_completed',
      detail: 'Dylib error: retractMessagePart: not available on this macOS',
    }),
  );
});

it('9.11, a lane that is blocked', async () => {
  const { exchange } = await startExampleMac(ENVIRONMENTS.hung.facts);
  const sending = {
    retry_safe: false,
    disposition: 'still_in_flight',
    transport: 'bridge_v2',
    operation: 'send-message',
  };
  expect(await exchange(20, 'send', { chat_id: 1, text: 'hi' }, 160_000)).toMatchObject(
    refused(-32001, UNKNOWN, {
      ...sending,
      detail: 'The bridge response deadline expired. The bridge still owns a claimed request.',
    }),
  );
  expect(await exchange(21, 'send', { chat_id: 1, text: 'again' })).toMatchObject(
    refused(-32004, 'Mutation lane blocked', {
      ...sending,
      detail:
        'A prior send-message remains in flight. Restart the RPC child before sending another mutation.',
    }),
  );
});

it('9.12, faults of framing', async () => {
  const { mac, imsg } = await startExampleMac();
  const lines = [
    '{oops',
    '{"jsonrpc":"2.0","id":30,"method":"chats.lst"}',
    '{"jsonrpc":"2.0","id":31,"method":"messages.history","params":{"chatId":3}}',
    '{"jsonrpc":"2.0","method":"nope"}',
  ];
  for (const line of lines) {
    imsg.line(line);
    await mac.pass(1);
  }
  const broken = 'The data couldn’t be read because it isn’t in the correct format.';
  expect(imsg.frames()).toEqual([
    { id: null, ...refused(-32700, 'Parse error', broken) },
    { id: 30, ...refused(-32601, 'Method not found', 'chats.lst') },
    { id: 31, ...refused(-32602, 'Invalid params', 'unknown messages.history param: chatId') },
  ]);
});

it('9.13, catching up after an overflow', async () => {
  const { mac, imsg, exchange, told } = await startExampleMac();
  imsg.ask(4, 'watch.subscribe', { buffer_limit: 1 });
  await mac.pass(1);
  imsg.fill();
  for (const text of ['one', 'two', 'three', 'four', 'five', 'six'])
    mac.device.schedule({ kind: 'text', from: BO, text });
  await mac.pass(6_000);
  imsg.drain();
  await mac.pass(1_000);
  const overflow = imsg.frames().find(({ method }) => method === 'watch.overflow');
  expect(overflow.params).toEqual({
    subscription: 1,
    resume_after_rowid: told().at(-1)?.id ?? 1,
    reason: 'buffer_limit_exceeded',
    terminal: true,
  });
  const params = { since_rowid: overflow.params.resume_after_rowid, limit: 2, include_reactions: true };
  const { result } = await exchange(40, 'messages.after', params);
  expect(result).toEqual({ messages: expect.any(Array), next_rowid: params.since_rowid + 2, has_more: true });
});

it('9.14, a look at what became of a message', async () => {
  const { exchange, happens } = await startExampleMac();
  await happens('fault', { fault: 'send-fails=22' });
  const { guid } = (await exchange('s', 'send', { to: BO, text: 'hi' })).result;
  expect((await exchange(50, 'message.send_status', { guid })).result).toMatchObject({
    ok: true,
    guid,
    send_state: 'failed',
    service: 'iMessage',
    checked_at: ISO,
    status_fields: { error: 22, date_delivered: null, date_read: null },
  });
});
