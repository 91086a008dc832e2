import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const ROWS = `SELECT text, attributedBody AS body, balloon_bundle_id AS balloon, associated_message_type AS type,
  associated_message_guid AS target, associated_message_range_length AS length FROM message ORDER BY ROWID`;
const BALLOON = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';
const NOTHING = { text: null, body: null, balloon: BALLOON };

async function asked(): Promise<TestMac> {
  const mac = createTestMac();
  const happens = async (eventId: string, event: object) => {
    mac.device.schedule({ kind: 'poll', from: ALICE, ...event }, { eventId });
    await mac.pass(1000);
  };
  await happens('poll', { question: 'Lunch?', options: ['Pizza', 'Sushi'] });
  await happens('vote', { kind: 'vote', option: 'Sushi' });
  await happens('none', { kind: 'vote', option: 'Soup' });
  return mac;
}

async function historyOf(mac: TestMac, build?: string) {
  const imsg = startTestImsg(mac.device, build === undefined ? {} : { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask(1, 'messages.history', { chat_id: 1 });
  await mac.clock.advance(0);
  return imsg.answer(1).result.messages;
}

describe('a poll and a vote', () => {
  it('are rows without words, of which the latter names the former (file-6)', async () => {
    const mac = await asked();
    expect(mac.all(ROWS)).toEqual([
      { ...NOTHING, type: 0, target: null, length: 0 },
      { ...NOTHING, type: 4000, target: messageGuid('poll'), length: -1 },
    ]);
  });

  it('are told with their options, and for what somebody voted (wire-4.6)', async () => {
    const options = [
      { id: expect.any(String), text: 'Pizza' },
      { id: expect.any(String), text: 'Sushi' },
    ];
    const [vote, poll] = await historyOf(await asked());
    expect(poll).toMatchObject({
      text: '',
      poll: { kind: 'created', event: 'imessage.poll.created', options },
    });
    expect(poll.poll).toMatchObject({ poll_guid: messageGuid('poll'), question: 'Lunch?', creator: ALICE });
    expect(vote).toMatchObject({ text: '', poll: { kind: 'vote', event: 'imessage.poll.voted', options } });
    const chosen = { option_id: poll.poll.options[1].id, option_text: 'Sushi', participant: ALICE };
    const guid = messageGuid('poll');
    expect(vote.poll).toMatchObject({ poll_guid: guid, original_guid: guid, vote: chosen, votes: [chosen] });
  });

  it.each([
    ['0.9.0', false],
    ['0.11.0', true],
  ])('are known to %s: %s', async (build, isKnown) => {
    const messages = await historyOf(await asked(), build);
    expect(messages.map((message: object) => 'poll' in message)).toEqual([isKnown, isKnown]);
  });

  it('has options that are added to it, as a row that imsg takes for another poll (wire-4.6)', async () => {
    const mac = await asked();
    const happens = async (eventId: string, event: object) => {
      mac.device.schedule({ kind: 'poll-option', from: ALICE, ...event }, { eventId });
      await mac.pass(1000);
    };
    await happens('added', { option: 'Soup' });
    await happens('soup', { kind: 'vote', option: 'Soup' });
    const [poll, , added, vote] = mac.all(ROWS);
    expect(poll).toMatchObject({ type: 3, target: messageGuid('poll') });
    expect(added).toEqual({ ...NOTHING, type: 2, target: messageGuid('poll'), length: -1 });
    expect(vote).toMatchObject({ type: 4000, target: messageGuid('added') });
    const [toldVote, toldAdded] = await historyOf(mac);
    const options = ['Pizza', 'Sushi', 'Soup'].map((text) => ({ id: expect.any(String), text }));
    const guid = messageGuid('poll');
    expect(toldAdded.poll).toMatchObject({
      kind: 'created',
      poll_guid: messageGuid('added'),
      original_guid: guid,
      options,
    });
    expect(toldVote.poll).toMatchObject({ kind: 'vote', poll_guid: guid, original_guid: guid, options });
    expect(toldVote.poll.vote.option_text).toBe('Soup');
  });

  it.each([
    ['0.11.0', undefined],
    ['0.13.4', 'Lunch?'],
  ])(
    'that asks beside itself is told with what answers it, by %s as %j (wire-4.6)',
    async (build, question) => {
      const mac = createTestMac();
      mac.device.schedule(
        { kind: 'poll', from: ALICE, question: 'Lunch?', asks: 'beside', options: ['a', 'b'] },
        { eventId: 'poll' },
      );
      await mac.pass(5_000);
      const [said, poll] = await historyOf(mac, build);
      expect(said.text).toBe('Lunch?');
      expect(said).not.toHaveProperty('thread_originator_guid');
      expect(poll.poll.kind).toBe('created');
      expect(poll.poll.question).toBe(question);
    },
  );
});
