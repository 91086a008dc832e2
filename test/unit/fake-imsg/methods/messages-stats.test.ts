// How much there is of what (wire-2.6, wire-4.8).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const CREW = { name: 'Crew', with: [ALICE] };
const BUILDS = buildsFrom('0.13.4');

async function start(build: string) {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love' }, { inMs: 1_000 });
  mac.device.schedule({ kind: 'links', from: ALICE, links: ['https://example.com/a'] }, { inMs: 2_000 });
  mac.device.schedule({ kind: 'photo', from: BOB, chat: CREW }, { inMs: 10_000 });
  mac.device.schedule({ kind: 'own-text', text: 'me', to: ALICE }, { inMs: 15 * 3_600_000 });
  await mac.pass(16 * 3_600_000);
  const ask = async (params: object = {}) => {
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.ask(1, 'messages.stats', params);
    await mac.pass(0);
    return imsg.answer(1);
  };
  return { mac, ask };
}

describe.each(BUILDS)('messages.stats of build %s', (build) => {
  it('counts messages: a preview is part of its text, a tapback is none', async () => {
    const { ask } = await start(build);
    expect((await ask()).result).toEqual({
      total_messages: 4,
      sent_messages: 1,
      received_messages: 3,
      time_zone: 'GMT',
      chats: [
        { chat_id: 1, identifier: ALICE, name: ALICE, service: 'iMessage', message_count: 3 },
        { chat_id: 2, identifier: expect.any(String), name: 'Crew', service: 'iMessage', message_count: 1 },
      ],
      senders: [
        { handle: ALICE, message_count: 2 },
        { handle: BOB, message_count: 1 },
      ],
      services: [{ service: 'iMessage', message_count: 4 }],
      dates: [
        { date: '2026-01-05', message_count: 3 },
        { date: '2026-01-06', message_count: 1 },
      ],
    });
  });

  it('is about one chat, and in a time zone, where that is asked for', async () => {
    const { ask } = await start(build);
    expect((await ask({ chat_id: 2 })).result).toMatchObject({
      total_messages: 1,
      chats: [{ name: 'Crew' }],
    });
    const { result } = await ask({ time_zone: 'Pacific/Auckland' });
    expect(result).toMatchObject({ time_zone: 'Pacific/Auckland' });
    expect(result.dates).toEqual([
      { date: '2026-01-05', message_count: 3 },
      { date: '2026-01-06', message_count: 1 },
    ]);
    expect((await ask({ time_zone: 'America/Los_Angeles' })).result.dates).toHaveLength(1);
  });

  it('counts files where that is asked for, each once', async () => {
    const { mac, ask } = await start(build);
    const { media } = (await ask({ include_media: true })).result;
    const bytes = mac.all<{ bytes: number }>('SELECT SUM(total_bytes) AS bytes FROM attachment')[0]!.bytes;
    expect(media.total_attachments).toBe(mac.all('SELECT 1 FROM attachment').length);
    expect(media.total_bytes).toBe(bytes);
    expect(media.types).toContainEqual(
      expect.objectContaining({ uti: 'public.jpeg', mime_type: 'image/jpeg', attachment_count: 1 }),
    );
    expect(media.chats.map(({ name }: { name: string }) => name)).toContain('Crew');
  });

  it.each([
    [{ chat_id: 0 }, 'chat_id must be a positive rowid (received 0)'],
    [{ chat_id: 99 }, 'chat_id 99 does not exist'],
    [{ chat_id: 'one' }, 'chat_id must be an integer'],
    [{ time_zone: 'Mars/Base' }, 'invalid IANA time zone: Mars/Base'],
    [{ time_zone: '' }, 'invalid IANA time zone: '],
    [{ include_media: 'yes' }, 'include_media must be a boolean'],
    [{ time_zone: 5 }, 'time_zone must be a string'],
    [{ days: 3 }, 'unknown messages.stats param: days'],
  ])('refuses %j', async (params, data) => {
    const { ask } = await start(build);
    expect((await ask(params)).error).toEqual({ code: -32602, message: 'Invalid params', data });
  });
});

it('counts a message of two chats once, and in each of them', async () => {
  const { mac, ask } = await start('current');
  mac.device
    .openReader()
    .exec('INSERT INTO chat_message_join (chat_id, message_id, message_date) VALUES (2, 1, 0)');
  const { total_messages, chats } = (await ask()).result;
  expect(total_messages).toBe(4);
  expect(chats.map(({ message_count }: { message_count: number }) => message_count)).toEqual([3, 2]);
});

it('has no files to count where the tables of files are missing', async () => {
  const { mac, ask } = await start('current');
  mac.device.openReader().exec('DROP TABLE message_attachment_join');
  expect((await ask({ include_media: true })).error.data).toBe(
    'media statistics are unavailable because attachment tables are missing',
  );
});
