import { describe, expect, it } from 'vitest';
import { decodeAttributedBody } from '../../../../../fake-imsg/chat-db/blobs/attributed-body-reader.ts';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const CHAT = `any;-;${ALICE}`;

async function sent(event: object) {
  const mac = createTestMac();
  const eventId = mac.device.schedule({ kind: 'bridge-send', chatGuid: CHAT, ...event });
  await mac.pass(10_000);
  const rows = mac.all<{ body: Buffer }>('SELECT attributedBody AS body FROM message');
  return { mac, eventId, body: rows[0]?.body ? decodeAttributedBody(rows[0].body) : null };
}

describe('a send by the helper in Messages', () => {
  it('writes the row, then its chat, then the delivery', async () => {
    const mac = createTestMac();
    const startMs = mac.clock.wallMs();
    const eventId = mac.device.schedule({ kind: 'bridge-send', chatGuid: CHAT, parts: [{ text: 'hi' }] });
    const rowMs = mac.device.step()!;
    expect(rowMs - startMs).toBeLessThanOrEqual(120);
    await mac.pass(rowMs - startMs);
    expect(mac.all('SELECT guid, text, is_from_me, is_sent, is_delivered FROM message')).toEqual([
      { guid: messageGuid(eventId), text: null, is_from_me: 1, is_sent: 1, is_delivered: 0 },
    ]);
    expect(mac.all('SELECT * FROM chat_message_join')).toEqual([]);
    await mac.pass(20);
    expect(mac.all('SELECT * FROM chat_message_join')).toHaveLength(1);
    await mac.pass(3000);
    expect(mac.all('SELECT is_delivered FROM message')).toEqual([{ is_delivered: 1 }]);
  });

  it('formats stretches of the text, overlapping ones as well, and ignores what reaches beyond it', async () => {
    const formatting = [
      { start: 0, length: 4, styles: ['bold'] },
      { start: 2, length: 4, styles: ['italic', 'blink'] },
      { start: 3, length: 99, styles: ['underline'] },
    ];
    const { body, mac } = await sent({ parts: [{ text: 'abcdefgh', formatting }] });
    expect(mac.device.sent()).toMatchObject([{ text: 'abcdefgh', styles: formatting.slice(0, 2) }]);
    const styled = body!.runs.map(({ length, attributes }) => [
      length,
      attributes.map(([key]) => /Text(\w+)AttributeName/.exec(key)?.[1]).filter(Boolean),
    ]);
    expect(styled).toEqual([
      [2, ['Bold']],
      [2, ['Bold', 'Italic']],
      [2, ['Italic']],
      [2, []],
    ]);
  });

  it('numbers the parts, and puts the file behind the words', async () => {
    const file = { name: 'a.png', filename: '~/Library/Messages/Attachments/imsg/X/a.png', bytes: 7 };
    const { mac, eventId, body } = await sent({ parts: [{ text: 'one' }, { text: 'two' }], file });
    expect(body!.text).toBe('onetwo\uFFFC');
    const numbers = body!.runs.map(({ attributes }) => attributes.at(-1)![1]);
    expect(numbers).toMatchObject([{ value: 0 }, { value: 1 }, { value: 2 }]);
    expect(mac.all('SELECT filename, total_bytes, is_outgoing, transfer_state FROM attachment')).toEqual([
      { filename: file.filename, total_bytes: 7, is_outgoing: 1, transfer_state: 5 },
    ]);
    expect(mac.device.sent()).toEqual([expect.objectContaining({ eventId, text: 'onetwo', file: 'a.png' })]);
  });

  it('is told with its sound where it is a voice message (U15)', async () => {
    const file = { name: 'memo.caf', filename: '~/Library/Messages/Attachments/imsg/X/memo.caf', bytes: 7 };
    const { mac } = await sent({ file, audio: true });
    expect(mac.device.sent()).toMatchObject([{ file: 'memo.caf', isAudio: true }]);
  });

  it('is a message of its own where what it answers is not there', async () => {
    const { mac } = await sent({ parts: [{ text: 'x' }], replyTo: 'nothing' });
    expect(mac.all('SELECT thread_originator_guid AS guid FROM message')).toEqual([{ guid: null }]);
  });

  it('waits while Messages looks at the text', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'bridge-send', chatGuid: CHAT, parts: [{ text: 'x' }], deferMs: 5000 });
    await mac.pass(5000);
    expect(mac.device.sent()).toEqual([]);
    await mac.pass(200);
    expect(mac.device.sent()).toHaveLength(1);
  });

  it.each([
    [{ parts: 'x' }, 'parts'],
    [{ parts: [{ text: 1 }] }, 'parts'],
    [{ file: { name: 'x' } }, 'file'],
    [{ parts: [], fate: 'lucky' }, 'fate'],
    [{ parts: [], fate: 'failed', error: 0 }, 'error'],
  ])('refuses %o', (fields, field) => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'bridge-send', chatGuid: CHAT, ...fields })).toThrow(`"${field}"`);
  });

  it('leaves the rows as they are when it is applied twice', async () => {
    const event = { kind: 'bridge-send', chatGuid: CHAT, parts: [{ text: 'x' }] };
    const mac = createTestMac();
    for (const _ of [1, 2]) mac.device.schedule(event, { eventId: 'E' });
    await mac.pass(10_000);
    expect(mac.all('SELECT 1 FROM message')).toHaveLength(1);
    expect(mac.device.sent()).toHaveLength(1);
  });
});

describe('what becomes of a send by script', () => {
  it('is nothing but an empty row in no chat, for a ghost', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'script-send', chatGuid: CHAT, text: 'x', fate: 'ghost' });
    await mac.pass(5000);
    const rows = mac.all(`SELECT m.text, m.attributedBody, m.service, h.id FROM message m
      JOIN handle h ON h.ROWID = m.handle_id`);
    expect(rows).toEqual([{ text: null, attributedBody: null, service: 'SMS', id: ALICE }]);
    expect(mac.all('SELECT * FROM chat')).toEqual([]);
  });

  it('is an error in place, and no delivery', async () => {
    const mac = createTestMac();
    const event = { kind: 'script-send', to: ALICE, text: 'x', fate: 'failed', error: 3, errorMs: 2000 };
    mac.device.schedule(event);
    await mac.pass(1000);
    expect(mac.all('SELECT error, is_sent FROM message')).toEqual([{ error: 0, is_sent: 0 }]);
    await mac.pass(20_000);
    expect(mac.all('SELECT error, is_sent, is_delivered FROM message')).toEqual([
      { error: 3, is_sent: 0, is_delivered: 0 },
    ]);
  });
});
