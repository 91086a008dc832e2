import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { pictureGuid } from '../../../../../fake-imsg/world/messages/photo.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const ROWS = 'SELECT guid, part_count AS parts, cache_has_attachments AS has FROM message ORDER BY ROWID';

async function historyOf(mac: ReturnType<typeof createTestMac>) {
  const imsg = startTestImsg(mac.device);
  imsg.ask(1, 'messages.history', { chat_id: 1, attachments: true });
  await mac.clock.advance(0);
  return imsg.answer(1).result.messages;
}

describe('a photo (file-8)', () => {
  it('comes with its transfer under way, and later with its file', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'photo', from: ALICE, fileMs: 5000 });
    await mac.pass(60);
    const guid = messageGuid(eventId);
    expect(mac.all(ROWS)).toEqual([{ guid, parts: 1, has: 1 }]);
    const attachment = { guid: `at_0_${guid}`, original_guid: `at_0_${guid}`, hide_attachment: 0 };
    expect(mac.all('SELECT * FROM attachment')).toMatchObject([
      { ...attachment, transfer_state: 3, filename: null, mime_type: 'image/jpeg', uti: 'public.jpeg' },
    ]);
    expect(await historyOf(mac)).toMatchObject([{ text: '\uFFFC', attachments: [{ missing: true }] }]);
    await mac.pass(5000);
    const name = `at_0_${guid}/IMG_0001.jpeg`;
    expect(mac.all('SELECT * FROM attachment')).toMatchObject([
      { ...attachment, transfer_state: 5, filename: expect.stringContaining(name) },
    ]);
    expect(await historyOf(mac)).toMatchObject([{ attachments: [{ missing: false }] }]);
  });

  it('has its caption in the same row, behind the picture', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look', mime: 'image/png' });
    await mac.pass(1000);
    expect(mac.all(ROWS)).toMatchObject([{ parts: 2, has: 1 }]);
    expect(await historyOf(mac)).toMatchObject([
      { text: '\uFFFClook', attachments: [{ mime_type: 'image/png', transfer_name: 'IMG_0001.png' }] },
    ]);
  });

  it('has its caption in a row before it when it is split', async () => {
    const mac = createTestMac();
    const event = { kind: 'photo', from: ALICE, caption: 'look', as: 'split', gapMs: 900 };
    const eventId = mac.device.schedule(event);
    await mac.pass(5000);
    expect(mac.all(ROWS)).toEqual([
      { guid: messageGuid(eventId), parts: 1, has: 0 },
      { guid: pictureGuid(eventId), parts: 1, has: 1 },
    ]);
    expect((await historyOf(mac)).map(({ text }: { text: string }) => text)).toEqual(['\uFFFC', 'look']);
  });

  it('never gets its file when that is so', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'photo', from: ALICE, fileMs: 'never' });
    await mac.pass(3_600_000);
    expect(mac.all('SELECT transfer_state AS state, filename FROM attachment')).toEqual([
      { state: 3, filename: null },
    ]);
    expect(mac.device.step()).toBeNull();
  });
});
