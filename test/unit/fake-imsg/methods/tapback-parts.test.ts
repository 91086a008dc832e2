import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../fake-imsg/world/event/derived.ts';
import {
  ALICE,
  BUILDS,
  STRICT_BUILDS,
  startMessageMac,
  uncertain,
} from '../../../support/devices/message-mac.ts';

describe('a tapback', () => {
  /** Where the newest tapback is and what it says. */
  const newest = async ({ mac, ask }: Awaited<ReturnType<typeof startMessageMac>>, build: string) => {
    const [row] = mac.all(`SELECT associated_message_guid AS target, associated_message_range_location AS at,
      associated_message_range_length AS length FROM message WHERE associated_message_type != 0`);
    const tail = STRICT_BUILDS.includes(build)
      ? (await ask('messages.after', { since_rowid: 2, include_reactions: true })).messages.at(-1).text
      : null;
    return { ...(row as object), text: tail };
  };

  it.each(BUILDS)('of %s speaks of "a message" where that is not there', async (build) => {
    const mac = await startMessageMac(build);
    await mac.ask('tapback', { chat_id: 1, message_id: 'NONE', kind: 'love' });
    const text = STRICT_BUILDS.includes(build) ? 'Loved a message' : null;
    expect(await newest(mac, build)).toEqual({ target: 'p:0/NONE', at: 0, length: 1, text });
    expect(mac.mac.all('SELECT 1 FROM chat_message_join')).toHaveLength(3);
  });

  it.each(['0.13.4', '0.14.1'])(
    'of %s quotes the whole message and ranges over its first part',
    async (build) => {
      const mac = await startMessageMac(build);
      mac.mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look' }, { eventId: 'photo' });
      await mac.mac.pass(1000);
      const guid = messageGuid('photo');
      await mac.ask('tapback', { chat_id: 1, message_id: guid, kind: 'love', part_index: 1 });
      const text = STRICT_BUILDS.includes(build) ? 'Loved “\uFFFClook”' : null;
      expect(await newest(mac, build)).toEqual({ target: `p:1/${guid}`, at: 0, length: 1, text });
      expect(
        await mac.ask('tapback', { chat_id: 1, message_id: guid, kind: 'love', part_index: 9 }),
      ).toMatchObject({
        ok: true,
      });
    },
  );

  it('of current builds is on one part, which has to be there (wire-11.14)', async () => {
    const mac = await startMessageMac();
    mac.mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look' }, { eventId: 'photo' });
    await mac.mac.pass(1000);
    const guid = messageGuid('photo');
    const tap = (message_id: string, part_index: number) =>
      mac.ask('tapback', { chat_id: 1, message_id, kind: 'love', part_index });
    expect(await tap(guid, 1)).toEqual({ ok: true, reaction: 'love' });
    expect(await newest(mac, 'current')).toEqual({
      target: `p:1/${guid}`,
      at: 1,
      length: 4,
      text: 'Loved “look”',
    });
    const refused = (text: string) => uncertain('send-reaction', text);
    expect(await tap(guid, 2)).toEqual(refused('Reaction message part not found'));
    expect(await tap('NONE', 1)).toEqual(refused('Reaction message part not found'));
    expect(await tap('p:x', 0)).toEqual(refused('Malformed reaction target'));
    expect(await tap(`p:1/${guid}`, 7)).toEqual({ ok: true, reaction: 'love' });
  });
});
