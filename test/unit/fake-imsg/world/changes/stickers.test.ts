import { expect, it } from 'vitest';
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
