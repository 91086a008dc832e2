import { expect, it } from 'vitest';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { ALICE, startMessageMac } from '../../../../support/devices/message-mac.ts';

const ASSOCIATED = `SELECT associated_message_type AS type FROM message WHERE associated_message_type != 0
  ORDER BY ROWID`;

it('a sticker that is a tapback takes the place of one, as a tapback takes its place; one that is placed stays (file-6)', async () => {
  const { mac } = await startMessageMac();
  const types = async (kind: string, more: object) => {
    mac.device.schedule({ kind, from: ALICE, saying: 'helo', ...more });
    await mac.pass(1000);
    return mac.all<{ type: number }>(ASSOCIATED).map(({ type }) => type);
  };
  expect(await types('sticker-on', {})).toEqual([1000]);
  expect(await types('tapback', { reaction: 'love' })).toEqual([1000, 2000]);
  expect(await types('sticker-on', { as: 'tapback' })).toEqual([1000, 2007]);
  expect(await types('tapback', { reaction: 'like' })).toEqual([1000, 2001]);
  expect(await types('sticker-on', { as: 'tapback' })).toEqual([1000, 2007]);
  expect(await types('sticker-on', { as: 'tapback', remove: true })).toEqual([1000, 3007]);
});

const STICKERS = `SELECT message.guid, message.date, is_from_me AS own, is_delivered AS delivered, is_outgoing AS outgoing,
  transfer_state AS state, handle_id AS handle FROM message JOIN message_attachment_join ON message_id = message.ROWID
  JOIN attachment ON attachment_id = attachment.ROWID WHERE is_sticker = 1 ORDER BY message.ROWID`;

it('a sticker that the owner puts on a message is theirs: its date, its file, and it is delivered (file-3.1, file-8)', async () => {
  const { mac } = await startMessageMac();
  mac.device.schedule({ kind: 'clock-step', byMs: 3_600_000 });
  await mac.pass(1);
  mac.device.schedule({ kind: 'sticker-on', to: ALICE, saying: 'Noter test' });
  mac.device.schedule({ kind: 'sticker-on', from: ALICE, saying: 'helo' });
  const atMs = mac.device.clock.wallMs();
  await mac.pass(5000);
  const [own, theirs] = mac.all<Record<string, number>>(STICKERS);
  expect(own).toMatchObject({ own: 1, delivered: 1, outgoing: 1, state: 5 });
  expect(theirs).toMatchObject({ own: 0, outgoing: 0, state: 5 });
  const ms = (date = 0) => date / 1e6 + 978_307_200_000 - atMs;
  // The owner's in whole milliseconds by the clock of this Mac, and theirs finer and by their own.
  expect(Math.abs(ms(own!.date) - Math.round(ms(own!.date)))).toBeLessThan(0.001);
  expect(Math.abs(ms(theirs!.date) - Math.round(ms(theirs!.date)))).toBeGreaterThan(0.01);
  expect(ms(own!.date) - ms(theirs!.date)).toBeGreaterThan(3_500_000);
});

it('a sticker on a message that is not there brings no file', async () => {
  const written: string[] = [];
  const mac = createTestMac({ writeFile: (path) => void written.push(path) });
  mac.device.schedule({ kind: 'sticker-on', from: ALICE, fileMs: 1 });
  await mac.pass(1000);
  expect([mac.all('SELECT * FROM attachment'), written]).toEqual([[], []]);
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  mac.device.schedule({ kind: 'sticker-on', from: ALICE, fileMs: 1 }, { inMs: 500 });
  await mac.pass(1000);
  expect(written).toHaveLength(1);
});
