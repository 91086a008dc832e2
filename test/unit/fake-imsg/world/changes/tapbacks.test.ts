import { parseBuffer } from '@parseaple/bplist';
import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const CREW = { name: 'Crew', with: [ALICE, BOB] };

interface Row {
  readonly guid: string;
  readonly text: string | null;
  readonly associated_message_guid: string;
  readonly associated_message_type: number;
  readonly [column: string]: unknown;
}

const tapbacks = (mac: TestMac) =>
  mac.all<Row>('SELECT * FROM message WHERE associated_message_type != 0 ORDER BY ROWID');

/** A Mac that Alice has written to. */
async function startMac(text = 'Noter test') {
  const mac = createTestMac();
  const eventId = mac.device.schedule({ kind: 'text', from: ALICE, text });
  await mac.pass(1000);
  return { mac, guid: messageGuid(eventId) };
}

/** What imsg says of the reactions to the message with this rowid. */
async function reactionsOf(mac: TestMac, rowid = 1) {
  const imsg = startTestImsg(mac.device);
  imsg.ask(1, 'messages.history', { chat_id: 1 });
  await mac.clock.advance(0);
  const messages = imsg.answer(1).result.messages as { id: number; reactions: object[] }[];
  return messages.find(({ id }) => id === rowid)?.reactions;
}

describe('a tapback (file-6)', () => {
  it.each([
    ['love', 2000, 'Loved “Noter test”', 'love', '❤️'],
    ['like', 2001, 'Liked “Noter test”', 'like', '👍'],
    ['dislike', 2002, 'Disliked “Noter test”', 'dislike', '👎'],
    ['laugh', 2003, 'Laughed at “Noter test”', 'laugh', '😂'],
    ['emphasize', 2004, 'Emphasized “Noter test”', 'emphasis', '‼️'],
    ['emphasis', 2004, 'Emphasized “Noter test”', 'emphasis', '‼️'],
    ['question', 2005, 'Questioned “Noter test”', 'question', '❓'],
    ['🎉', 2006, 'Reacted 🎉 to “Noter test”', 'custom', '🎉'],
  ])('of %s is a row of type %i that says so', async (reaction, type, sentence, name, emoji) => {
    const { mac, guid } = await startMac();
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction, message: guid });
    await mac.pass(1000);
    expect(tapbacks(mac)).toMatchObject([
      {
        associated_message_guid: `p:0/${guid}`,
        associated_message_type: type,
        associated_message_range_location: 0,
        associated_message_range_length: 10,
        associated_message_emoji: type === 2006 ? '🎉' : null,
        is_from_me: 0,
        handle_id: 1,
        item_type: 0,
        part_count: 1,
      },
    ]);
    expect(await reactionsOf(mac)).toMatchObject([{ type: name, emoji, sender: ALICE, is_from_me: false }]);
    const [row] = mac.all<{ summary: Buffer }>(
      'SELECT message_summary_info AS summary FROM message ORDER BY ROWID DESC LIMIT 1',
    );
    expect(parseBuffer(row!.summary)).toEqual([{ amc: 1, ams: 'Noter test', ust: true }]);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.after', { since_rowid: 1, include_reactions: true });
    await mac.clock.advance(0);
    expect(imsg.answer(1).result.messages).toMatchObject([
      {
        text: sentence,
        is_reaction: true,
        is_reaction_add: true,
        reacted_to_guid: guid,
        reaction_emoji: emoji,
      },
    ]);
  });

  it('takes the place of the one before, whose row is gone for good', async () => {
    const { mac, guid } = await startMac();
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love', message: guid }, { eventId: 'a' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'laugh', message: guid }, { eventId: 'b' });
    await mac.pass(1000);
    expect(tapbacks(mac)).toMatchObject([
      { ROWID: 3, guid: messageGuid('b'), associated_message_type: 2003 },
    ]);
    expect(mac.all('SELECT guid FROM deleted_messages')).toEqual([{ guid: messageGuid('a') }]);
    expect(mac.all('SELECT message_id FROM chat_message_join ORDER BY 1')).toEqual([
      { message_id: 1 },
      { message_id: 3 },
    ]);
  });

  it.each([
    ['love', 3000, 'Removed a heart from “Noter test”'],
    ['like', 3001, 'Removed a like from “Noter test”'],
    ['dislike', 3002, 'Removed a dislike from “Noter test”'],
    ['laugh', 3003, 'Removed a laugh from “Noter test”'],
    ['emphasize', 3004, 'Removed an exclamation from “Noter test”'],
    ['question', 3005, 'Removed a question mark from “Noter test”'],
    ['🎉', 3006, 'Removed a 🎉 from “Noter test”'],
  ])('of %s taken back leaves a row of type %i', async (reaction, type, sentence) => {
    const { mac, guid } = await startMac();
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction, message: guid });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction, message: guid, remove: true });
    await mac.pass(1000);
    expect(tapbacks(mac)).toMatchObject([{ associated_message_type: type }]);
    expect(await reactionsOf(mac)).toEqual([]);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.after', { since_rowid: 1, include_reactions: true });
    await mac.clock.advance(0);
    expect(imsg.answer(1).result.messages).toMatchObject([{ text: sentence, is_reaction_add: false }]);
  });

  it('leaves those of other people and of other parts alone', async () => {
    const mac = createTestMac();
    const photo = mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look', chat: CREW });
    await mac.pass(1000);
    const on = { kind: 'tapback', message: messageGuid(photo) };
    mac.device.schedule({ ...on, from: ALICE, reaction: 'love' });
    mac.device.schedule({ ...on, from: BOB, reaction: 'like' });
    mac.device.schedule({ ...on, from: BOB, reaction: 'laugh', part: 1 });
    mac.device.schedule({ ...on, reaction: 'question' });
    await mac.pass(1000);
    mac.device.schedule({ ...on, from: BOB, reaction: 'dislike' });
    await mac.pass(1000);
    expect(
      tapbacks(mac).map((row) => [row.associated_message_type, row.associated_message_guid.slice(0, 4)]),
    ).toEqual([
      [2000, 'p:0/'],
      [2003, 'p:1/'],
      [2005, 'p:0/'],
      [2002, 'p:0/'],
    ]);
  });

  it('quotes the part it is on, or says what kind of file that is', async () => {
    const mac = createTestMac();
    const photo = mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look' });
    const memo = mac.device.schedule({ kind: 'voice-memo', from: ALICE });
    await mac.pass(2000);
    const tap = { kind: 'tapback', from: ALICE };
    mac.device.schedule({ ...tap, reaction: 'love', message: messageGuid(photo) });
    mac.device.schedule({ ...tap, reaction: 'like', message: messageGuid(photo), part: 1 });
    mac.device.schedule({ ...tap, reaction: 'laugh', message: messageGuid(memo) });
    await mac.pass(1000);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.after', { since_rowid: 2, include_reactions: true });
    await mac.clock.advance(0);
    const said = imsg.answer(1).result.messages.map(({ text }: { text: string }) => text);
    expect(said).toEqual(['Loved an image', 'Liked “look”', 'Laughed at an audio message']);
    expect(tapbacks(mac)).toMatchObject([
      { associated_message_range_location: 0, associated_message_range_length: 1 },
      { associated_message_range_location: 1, associated_message_range_length: 4 },
      {},
    ]);
  });

  it('names a link preview as a whole (file-3.2)', async () => {
    const mac = createTestMac();
    const link = mac.device.schedule({ kind: 'link', from: ALICE, link: 'https://example.com/a' });
    await mac.pass(5000);
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love' });
    mac.device.schedule({ kind: 'tapback', to: ALICE, reaction: 'like', here: 'helper' });
    await mac.pass(1000);
    const guid = messageGuid(link);
    expect(tapbacks(mac).map((row) => row.associated_message_guid)).toEqual([`bp:${guid}`, `p:0/${guid}`]);
  });

  it('by the owner comes from another device, or from here in mutable classes without a text column', async () => {
    const { mac, guid } = await startMac();
    mac.device.schedule({ kind: 'tapback', to: ALICE, reaction: 'love' });
    await mac.pass(5000);
    expect(tapbacks(mac)).toMatchObject([{ is_from_me: 1, handle_id: 1, is_sent: 1, is_delivered: 1 }]);
    expect(mac.device.effects()).toEqual([]);
    mac.device.schedule(
      { kind: 'tapback', message: guid, reaction: 'like', here: 'helper' },
      { eventId: 'b' },
    );
    await mac.pass(5000);
    const [row] = tapbacks(mac);
    expect(row).toMatchObject({
      guid: messageGuid('b'),
      is_from_me: 1,
      text: null,
      associated_message_type: 2001,
    });
    expect((row!.attributedBody as Buffer).includes('NSMutableAttributedString')).toBe(true);
    expect(mac.device.effects()).toMatchObject([
      { effect: 'tapback', reaction: 'like', guid: messageGuid('b') },
    ]);
  });

  it('can be on a message that this Mac never got', async () => {
    const { mac } = await startMac();
    const guid = '5F0D1B1C-0000-4000-8000-000000000000';
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love', message: guid });
    await mac.pass(1000);
    expect(tapbacks(mac)).toMatchObject([{ associated_message_guid: `p:0/${guid}` }]);
  });

  it('finds the message by what it says, the newest one counting', async () => {
    const { mac } = await startMac('yes');
    const second = mac.device.schedule({ kind: 'text', from: ALICE, text: 'yes' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'no' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love', saying: 'yes' });
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love', saying: 'never said' });
    await mac.pass(1000);
    expect(tapbacks(mac).map((row) => row.associated_message_guid)).toEqual([`p:0/${messageGuid(second)}`]);
  });

  it('of people without iMessage is the plain sentence', async () => {
    const { mac } = await startMac();
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love', as: 'text' });
    await mac.pass(1000);
    expect(tapbacks(mac)).toEqual([]);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.history', { chat_id: 1, limit: 1 });
    await mac.clock.advance(0);
    expect(imsg.answer(1).result.messages).toMatchObject([{ text: 'Loved “Noter test”' }]);
  });

  it.each([
    [{ reaction: 'love' }, 'the field "chat" is missing'],
    [
      { from: ALICE, reaction: 'loved' },
      'use one of love, like, dislike, laugh, emphasize, question, or an emoji',
    ],
    [{ from: ALICE, to: BOB, reaction: 'love' }, '"to" is for the owner only'],
    [{ from: ALICE, reaction: 'love', message: 'a', saying: 'b' }, 'either by its GUID or by what it says'],
    [{ from: ALICE, reaction: 'love', part: -1 }, 'give a whole number from 0 on'],
    [{ from: ALICE, reaction: 'love', emoji: 'x' }, 'remove it'],
  ])('refuses %o', (fields, error) => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'tapback', ...fields })).toThrow(error);
  });
});
