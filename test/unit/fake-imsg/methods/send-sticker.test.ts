// Stickers by `send.sticker` and `imsg send-sticker` (wire-5.3, wire-1.4, file-6).

import { describe, expect, it } from 'vitest';
import { PIXEL_PNG } from '../../../../fake-imsg/world/files/pictures.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { CHAT, INBOUND, invalid, refusedBy, startMessageMac } from '../../../support/devices/message-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const BUILDS = buildsFrom('0.13.4');
const ROW = `SELECT message.guid, text, is_from_me AS own, associated_message_type AS type, associated_message_guid AS target,
  attachment.guid AS file, is_sticker AS sticker, is_outgoing AS outgoing, uti FROM message
  JOIN message_attachment_join ON message_id = message.ROWID JOIN attachment ON attachment_id = attachment.ROWID`;

describe.each(BUILDS)('send.sticker of build %s', (build) => {
  it('sends a picture as a sticker by itself', async () => {
    const { mac, ask } = await startMessageMac(build);
    const answer = await ask('send.sticker', { chat_id: 1, file: '/tmp/a.png' });
    await mac.pass(2_000);
    const [row] = mac.all<{ guid: string; file: string }>(ROW);
    expect(answer).toEqual({ ok: true, guid: row!.guid, message_id: row!.guid, transfer_guid: row!.file });
    expect(row).toMatchObject({ own: 1, type: 0, target: null, sticker: 1, outgoing: 1, uti: 'public.png' });
    expect(row!.file).toMatch(/^[0-9A-F-]{36}$/);
    expect(mac.device.sent().at(-1)).toMatchObject({ file: 'a.png', isSticker: true, transport: 'bridge' });
  });

  it('puts it on a part of a message', async () => {
    const { mac, ask } = await startMessageMac(build);
    for (const params of [{ attach_to: INBOUND }, { attach_to: `p:0/${INBOUND}`, part_index: 0 }]) {
      expect(await ask('send.sticker', { chat_id: 1, file: '/tmp/a.gif', ...params })).toMatchObject({
        ok: true,
      });
      await mac.pass(2_000);
    }
    expect(mac.all(ROW)).toMatchObject(
      [1, 2].map(() => ({ type: 1000, target: `p:0/${INBOUND}`, sticker: 1 })),
    );
  });

  it.each([
    [{ part_index: 0 }, 'target part requires --attach-to / attach_to'],
    [{ part_index: -1 }, 'target part must be non-negative (received -1)'],
    [{ attach_to: '' }, 'malformed sticker target: '],
    [{ attach_to: 'p:x/G' }, 'malformed sticker target: p:x/G'],
    [{ attach_to: 'p:0/' }, 'malformed sticker target: p:0/'],
    [{ attach_to: 'a/b' }, 'malformed sticker target: a/b'],
    [{ attach_to: `p:1/${INBOUND}`, part_index: 0 }, 'target part 0 conflicts with embedded part 1'],
    [{ attach_to: 'NOWHERE' }, 'sticker target does not belong to the selected chat'],
    [{ attach_to: 5 }, 'attach_to must be a string'],
    [{ part_index: '0' }, 'part_index must be an integer'],
    [{ file: '/tmp/a.heic' }, 'unsupported sticker image format: unknown'],
    [{ file: '/tmp/a.pdf' }, 'unsupported sticker image format: unknown'],
  ])('refuses %j', async (params, text) => {
    const { mac, ask } = await startMessageMac(build);
    expect(await ask('send.sticker', { chat_id: 1, file: '/tmp/a.png', ...params })).toEqual(invalid(text));
    expect(mac.device.sent()).toHaveLength(1);
  });

  it('needs a chat by iMessage, a part that is there, and a macOS that can', async () => {
    const { mac, ask } = await startMessageMac(build);
    mac.device.schedule({ kind: 'text', from: '+15550002222', text: 'hi', service: 'SMS' });
    await mac.pass(1_000);
    const sms = await ask('send.sticker', { chat_id: 2, file: '/tmp/a.png' });
    expect(sms).toEqual(invalid('stickers require an iMessage chat'));
    const part = await ask('send.sticker', { chat_id: 1, file: '/tmp/a.png', attach_to: `p:3/${INBOUND}` });
    expect(part).toEqual(refusedBy(build, 'send-sticker', 'Sticker target message part not found'));
    const without = await startMessageMac(build, { missingSelectors: ['stickerSend'] });
    expect(await without.ask('send.sticker', { chat_id: 1, file: '/tmp/a.png' })).toEqual(
      refusedBy(build, 'send-sticker', 'Required sticker transfer selectors unavailable'),
    );
  });

  it('goes by its command as well', async () => {
    const { mac } = await startMessageMac(build);
    const run = async (...argv: string[]) => {
      const imsg = startTestImsg(mac.device, {
        argv: ['send-sticker', ...argv],
        env: { FAKE_IMSG_BUILD: build },
      });
      await mac.pass(2_000);
      return { code: imsg.exitCode(), lines: imsg.lines };
    };
    const sent = await run(
      '--chat',
      CHAT,
      '--file',
      '/tmp/a.jpg',
      '--attach-to',
      INBOUND,
      '--target-part',
      '0',
    );
    const guid = mac.device.sent().at(-1)!.guid;
    expect(sent).toEqual({ code: 0, lines: [`sticker: sent (guid=${guid})`] });
    const json = await run('--chat', CHAT, '--file', '/tmp/a.png', '--json');
    expect(JSON.parse(json.lines[0]!)).toEqual({
      chatGuid: CHAT,
      messageGuid: mac.device.sent().at(-1)!.guid,
      transferGuid: expect.any(String),
      selectedMessageGuid: '',
      targetPartIndex: 0,
    });
    const refused = async (text: string, ...argv: string[]) =>
      expect(await run(...argv)).toEqual({ code: 1, lines: [text] });
    await refused('Missing required option: --file', '--chat', CHAT);
    const file = ['--chat', CHAT, '--file', '/tmp/a.png'];
    await refused('Invalid value for option: --target-part', ...file, '--target-part', 'x');
    await refused('target part requires --attach-to / attach_to', ...file, '--target-part', '1');
  });
});

it('names the message before it at times, in builds whose helper asks for the newest of the chat (wire-6.3)', async () => {
  const staleOf = async (build: string) => {
    const { mac, ask } = await startMessageMac(build);
    let stale = 0;
    for (let count = 0; count < 40; count++) {
      const before = mac.device.sent().at(-1)!.guid;
      const { guid } = await ask('send.sticker', { chat_id: 1, file: '/tmp/a.png' });
      const own = mac.device.sent().at(-1)!.guid;
      expect([before, own]).toContain(guid);
      if (guid === before) stale += 1;
    }
    return stale;
  };
  expect(await staleOf('0.14.1')).toBeGreaterThan(0);
  expect(await staleOf('current')).toBe(0);
});

it.each([
  ['no bytes', '', 'sticker must be 1...512000 bytes (received 0)'],
  ['too many bytes', 'x'.repeat(512_001), 'sticker must be 1...512000 bytes (received 512001)'],
  [
    'half a picture',
    PIXEL_PNG.toString('latin1').slice(0, 40),
    'unsupported sticker image format: public.png (incomplete data)',
  ],
  ['a huge picture', hugePng(), 'sticker dimensions must be positive and at most 618x618 (received 619x1)'],
  ['an empty GIF', gif(1, 0), 'sticker must contain 1...100 image frames (received 0)'],
  ['a GIF of too many frames', gif(1, 101), 'sticker must contain 1...100 image frames (received 101)'],
  [
    'an animated PNG of too many',
    animatedPng(101),
    'sticker must contain 1...100 image frames (received 101)',
  ],
  [
    'frames that come to too much',
    gif(600, 70),
    'sticker animation contains too many decoded pixels (received 25200000)',
  ],
])('a sticker of %s is refused', async (_, text, refusal) => {
  const { mac, ask } = await startMessageMac('current', {}, { '/tmp/a.png': text });
  expect(await ask('send.sticker', { chat_id: 1, file: '/tmp/a.png' })).toEqual(invalid(refusal));
  expect(mac.device.sent()).toHaveLength(1);
});

it.each([
  ['a GIF of 100 frames', '/tmp/a.gif', gif(500, 100)],
  ['an animated PNG', '/tmp/a.png', animatedPng(100)],
])('a sticker of %s is sent', async (_, file, text) => {
  const { ask } = await startMessageMac('current', {}, { [file]: text });
  expect(await ask('send.sticker', { chat_id: 1, file })).toMatchObject({ ok: true });
});

/** A GIF so wide and high; a comment stands before its frames, each of which has colours of its own. */
function gif(side: number, frames: number): string {
  const header = Buffer.from('GIF89a\0\0\0\0\x80\0\0', 'latin1');
  header.writeUInt16LE(side, 6);
  header.writeUInt16LE(side, 8);
  const colours = '\0\0\0\xff\xff\xff';
  const comment = '\x21\xfe\x03abc\0';
  const frame = `\x2c\0\0\0\0\x01\0\x01\0\x80${colours}\x02\x02\x44\x01\0`;
  return `${header.toString('latin1')}${colours}${comment}${frame.repeat(frames)}\x3b`;
}

/** The small PNG with a chunk that says how many frames it has. */
function animatedPng(frames: number): string {
  const chunk = Buffer.from('\0\0\0\x08acTL\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1');
  chunk.writeUInt32BE(frames, 8);
  const png = PIXEL_PNG.toString('latin1');
  const behindHeader = 8 + 25;
  return png.slice(0, behindHeader) + chunk.toString('latin1') + png.slice(behindHeader);
}

function hugePng(): string {
  const bytes = Buffer.from(PIXEL_PNG);
  bytes.writeUInt32BE(619, 16);
  return bytes.toString('latin1');
}
