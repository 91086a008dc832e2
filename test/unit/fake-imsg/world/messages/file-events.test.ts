import { parseBuffer } from '@parseaple/bplist';
import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { type Frame, startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const ATTACHMENTS = `SELECT a.guid, a.transfer_name AS name, a.mime_type AS mime, a.uti, a.transfer_state AS state,
  a.hide_attachment AS hidden, a.filename, j.message_id AS row
  FROM attachment a JOIN message_attachment_join j ON j.attachment_id = a.ROWID ORDER BY a.ROWID`;

describe('several pictures', () => {
  it('are one row, each a part of its own, with the caption behind them', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'photos', from: ALICE, count: 3, caption: 'the cabin' });
    await mac.pass(1000);
    const guid = messageGuid(eventId);
    expect(mac.all('SELECT part_count AS parts, cache_has_attachments AS has FROM message')).toEqual([
      { parts: 4, has: 1 },
    ]);
    expect(mac.all(ATTACHMENTS)).toMatchObject(
      [1, 2, 3].map((place) => ({
        guid: `at_${place - 1}_${guid}`,
        name: `IMG_000${place}.HEIC`,
        mime: 'image/heic',
        state: 5,
        hidden: 0,
        row: 1,
      })),
    );
  });

  it('can be 20 at most', () => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'photos', from: ALICE, count: 21 })).toThrow('from 1 to 20');
  });
});

describe('a live photo', () => {
  it('brings its film along, hidden and under a GUID that names no part', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'photo', from: ALICE, mime: 'image/heic', live: true });
    await mac.pass(1000);
    expect(mac.all('SELECT part_count AS parts FROM message')).toEqual([{ parts: 1 }]);
    expect(mac.all(ATTACHMENTS)).toMatchObject([
      { name: 'IMG_0001.HEIC', mime: 'image/heic', uti: 'public.heic', hidden: 0 },
      {
        name: 'IMG_0001.MOV',
        mime: 'video/quicktime',
        hidden: 1,
        guid: expect.stringMatching(/^[0-9A-F-]{36}$/),
      },
    ]);
  });
});

describe('a voice memo', () => {
  const AUDIO = `SELECT is_audio_message AS audio, is_expirable AS expirable, expire_state AS state,
    part_count AS parts FROM message`;

  it('is an audio row whose attachment says what was spoken', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'voice-memo', from: ALICE, transcription: 'Call me back – please' });
    await mac.pass(1000);
    expect(mac.all(AUDIO)).toEqual([{ audio: 1, expirable: 1, state: 0, parts: 1 }]);
    expect(mac.all(ATTACHMENTS)).toMatchObject([
      { name: 'Audio Message.caf', mime: 'audio/x-caf', uti: 'com.apple.coreaudio-format', state: 5 },
    ]);
    const [{ info }] = mac.all<{ info: Buffer }>('SELECT user_info AS info FROM attachment') as [
      { info: Buffer },
    ];
    expect(parseBuffer(info)).toEqual([{ 'audio-transcription': 'Call me back – please' }]);
  });

  it.each([
    ['voice-memo', {}],
    ['file', { name: 'Audio Message.caf' }],
  ])('has no MIME type, nor any UTI, where Messages noted none (%s)', async (kind, more) => {
    const mac = createTestMac();
    mac.device.schedule({ kind, from: ALICE, mime: '', ...more });
    mac.device.schedule({ kind, from: ALICE, mime: 'audio/amr', uti: '', ...more }, { inMs: 1000 });
    await mac.pass(2000);
    expect(mac.all(ATTACHMENTS)).toMatchObject([
      { name: 'Audio Message.caf', mime: null, uti: 'com.apple.coreaudio-format' },
      { name: 'Audio Message.caf', mime: 'audio/amr', uti: null },
    ]);
    for (const build of ['0.5.0', '0.9.0', '0.13.4', 'current', '0.15.2']) {
      const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
      imsg.ask(1, 'messages.history', { chat_id: 1, attachments: true });
      await mac.clock.advance(0);
      const told = imsg.answer(1).result.messages.flatMap((one: Frame) => one.attachments);
      expect(told.map((one: Frame) => [one.mime_type, one.uti, one.transfer_name])).toEqual([
        ['audio/amr', '', 'Audio Message.caf'],
        ['', 'com.apple.coreaudio-format', 'Audio Message.caf'],
      ]);
    }
  });

  it('has no user_info where nobody made out what was said', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'voice-memo', from: ALICE });
    await mac.pass(1000);
    expect(mac.all('SELECT user_info AS info FROM attachment')).toEqual([{ info: null }]);
  });
});

describe('a document', () => {
  it.each([
    ['Invoice.pdf', 'application/pdf', 'com.adobe.pdf'],
    ['Ann.vcf', 'text/vcard', 'public.vcard'],
    ['clip.MOV', 'video/quicktime', 'com.apple.quicktime-movie'],
    ['photo.jpg', 'image/jpeg', 'public.jpeg'],
    ['tune.xyz', null, expect.stringMatching(/^dyn\./)],
    ['no extension', null, expect.stringMatching(/^dyn\./)],
  ])('%s is of the kind its name says', async (name, mime, uti) => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'file', from: ALICE, name });
    await mac.pass(1000);
    expect(mac.all(ATTACHMENTS)).toMatchObject([{ name, mime, uti, state: 5 }]);
  });

  it('keeps the odd characters of its name in its path', async () => {
    const mac = createTestMac();
    const name = `a & b 'c' "d" ü.pdf`;
    mac.device.schedule({ kind: 'file', from: ALICE, name });
    await mac.pass(1000);
    const [{ filename }] = mac.all<{ filename: string }>(ATTACHMENTS) as [{ filename: string }];
    expect(filename.endsWith(`/${name}`)).toBe(true);
  });

  it.each(['../up.pdf', '..', '', 'a\0b'])('cannot be called %j', (name) => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'file', from: ALICE, name })).toThrow('without a folder');
  });

  it('is waiting, without a path, until its file comes seconds later', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'file', from: ALICE, name: 'Invoice.pdf', fileMs: 8000 });
    await mac.pass(7999);
    expect(mac.all(ATTACHMENTS)).toMatchObject([{ state: 3, filename: null }]);
    await mac.pass(100);
    expect(mac.all(ATTACHMENTS)).toMatchObject([
      { state: 5, filename: expect.stringContaining('Invoice.pdf') },
    ]);
  });
});
