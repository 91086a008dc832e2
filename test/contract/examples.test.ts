// The example exchanges of the description (wire-9), on a Mac where what they tell of has happened. Key order is arbitrary, names and
// numbers are this Mac's.

import { describe, expect, it } from 'vitest';
import { BO, DIRECT, GUID, ISO, refused, startExampleMac } from '../support/devices/example-mac.ts';
import type { Frame } from '../support/processes/imsg-process.ts';

const CREW = { name: 'Lunch crew', with: [BO, 'cy@example.com'] };

const keysOf = (object: object) => Object.keys(object).sort();
describe('9.1, the handshake', () => {
  it('in basic mode', async () => {
    const { exchange } = await startExampleMac();
    const { result } = await exchange(1, 'initialize', { protocol_version: 1 });
    expect(result).toMatchObject({
      version: '0.14.1',
      protocol_version: 1,
      database: { path: expect.any(String), ready: true, features: { unread_state: true } },
      bridge: {
        ready: false,
        error: 'The bridge is not started. Run imsg launch explicitly before using bridge methods.',
      },
      contacts: { available: true },
    });
    expect(result.methods).toEqual(
      `initialize status watch.unsubscribe chats.list messages.stats messages.history messages.search messages.after
      messages.scheduled watch.subscribe message.send_status send typing read`.split(/\s+/),
    );
    expect(result.supported_methods.slice(0, 2)).toEqual(['initialize', 'status']);
  });
});

describe('9.2, no Full Disk Access', () => {
  it('of 0.14', async () => {
    const { exchange } = await startExampleMac({ fullDiskAccess: false });
    expect(await exchange(2, 'chats.list')).toMatchObject(
      refused(-32002, 'Database unavailable', {
        path: expect.any(String),
        detail:
          'The configured Messages database could not be opened read-only. Verify the path and grant Full Disk Access to the supervising process, then retry.',
        retryable: true,
      }),
    );
  });

  it('of 0.9.0', async () => {
    const { exchange } = await startExampleMac({ fullDiskAccess: false }, '0.9.0');
    const text = expect.stringMatching(/^authorization denied \(code: 23\)\n\n.*Permission Error/);
    expect(await exchange(2, 'chats.list')).toMatchObject(refused(-32603, 'Internal error', text));
  });
});

it('9.3, chats', async () => {
  const { exchange, happens } = await startExampleMac();
  await happens('text', { from: BO, text: 'lunch?', chat: CREW });
  const { chats } = (await exchange(3, 'chats.list', { limit: 2 })).result;
  expect(chats).toMatchObject([
    { name: 'Lunch crew', display_name: 'Lunch crew', is_group: true, unread_count: 1, last_message_at: ISO },
    {
      name: BO,
      display_name: '',
      contact_name: 'Bo',
      identifier: BO,
      guid: DIRECT,
      service: 'iMessage',
      is_group: false,
    },
  ]);
  expect(chats[0]).not.toHaveProperty('contact_name');
  expect(chats.map(({ participants }: Frame) => participants)).toEqual([[BO, 'cy@example.com'], [BO]]);
});

it('9.4, a subscription with replay, then live', async () => {
  const { imsg, exchange, happens, told } = await startExampleMac();
  await exchange(4, 'watch.subscribe', { since_rowid: -1, attachments: true, include_reactions: true });
  await happens('text', { from: BO, text: 'there' });
  expect(imsg.frames()[0]).toEqual({ jsonrpc: '2.0', id: 4, result: { subscription: 1, buffer_limit: 256 } });
  expect(told().map(({ text }) => text)).toEqual(['running late', 'there']);
  expect(told()[0]).toMatchObject({
    sender: BO,
    sender_name: 'Bo',
    created_at: ISO,
    attachments: [],
    reactions: [],
  });
  expect(keysOf(told()[0]!)).toEqual(
    `attachments chat_guid chat_id chat_identifier chat_name created_at destination_caller_id guid id is_from_me is_group
    is_read participants reactions sender sender_name text`.split(/\s+/),
  );
});

it('9.5, a picture in a group, then a tapback on it', async () => {
  const { exchange, happens, told } = await startExampleMac();
  await exchange(4, 'watch.subscribe', { attachments: true, include_reactions: true });
  await happens('photo', { from: 'cy@example.com', chat: { ...CREW, with: [BO] } });
  await happens('tapback', { from: BO, reaction: 'love', chat: { ...CREW, with: ['cy@example.com'] } });
  const [photo, love] = told();
  expect(photo).toMatchObject({ text: '\uFFFC', is_group: true, sender: 'cy@example.com' });
  expect(keysOf(photo.attachments[0])).toEqual(
    'filename is_sticker mime_type missing original_path total_bytes transfer_name uti'.split(' '),
  );
  expect(love).toMatchObject({
    text: 'Loved an image',
    is_reaction: true,
    reaction_type: 'love',
    reaction_emoji: '❤️',
    is_reaction_add: true,
    reacted_to_guid: photo.guid,
  });
});

it('9.6, a link apart from its text, and one that is folded into it', async () => {
  const { exchange, happens, told } = await startExampleMac();
  await exchange(4, 'watch.subscribe');
  await happens('split', { from: BO, text: 'this one?', link: 'https://example.com/a' });
  const balloon = 'com.apple.messages.URLBalloonProvider';
  expect(told()).toMatchObject([
    { text: 'this one?' },
    { text: 'https://example.com/a', balloon_bundle_id: balloon },
  ]);
  const url = 'https://example.com/a';
  await happens('links', { from: BO, links: [url], text: `see ${url}`, gapMs: 50 });
  const folded = told().slice(2);
  expect(folded).toMatchObject([{ text: `see ${url}` }]);
  expect(folded[0].url_preview).toEqual({
    id: expect.any(Number),
    guid: GUID,
    balloon_bundle_id: balloon,
    created_at: ISO,
  });
});

it('9.7, a send by AppleScript that is verified', async () => {
  const { exchange, told } = await startExampleMac();
  await exchange(4, 'watch.subscribe');
  const { result } = await exchange('s1', 'send', { to: BO, text: 'on my way' });
  const guid = result.guid;
  expect(result).toEqual({
    ok: true,
    transport: 'applescript',
    id: expect.any(Number),
    guid: GUID,
    message_id: guid,
    chat_guid: DIRECT,
    service: 'iMessage',
  });
  expect(told()).toMatchObject([{ id: result.id, is_from_me: true, text: 'on my way' }]);
});
