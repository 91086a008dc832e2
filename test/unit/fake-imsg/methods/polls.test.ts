import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../fake-imsg/world/event/derived.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { ALICE, CHAT, invalid, refusedBy, startMessageMac } from '../../../support/devices/message-mac.ts';

const BUILDS = buildsFrom('0.11.0');
const VOTING = BUILDS.slice(2);
const LUNCH = { chat_id: 1, question: 'Lunch?', options: [' Pizza ', 'Sushi', ''] };
const ROWS = `SELECT associated_message_type AS type, associated_message_guid AS target, is_from_me AS own,
  balloon_bundle_id LIKE '%Polls' AS isPoll FROM message WHERE ROWID > 2 ORDER BY ROWID`;

describe.each(BUILDS)('in build %s (wire-5.3)', (build) => {
  it('poll.send asks, and from 0.12.3 on says in words what is asked', async () => {
    const { mac, ask } = await startMessageMac(build);
    const { poll } = await ask('poll.send', LUNCH);
    expect(poll.options.map(({ text }: { text: string }) => text)).toEqual(['Pizza', 'Sushi']);
    const captions = mac.device.sent().filter(({ text }) => text === 'Lunch?');
    expect(captions).toHaveLength(VOTING.includes(build) ? 1 : 0);
    expect(mac.all(ROWS)[0]).toEqual({ type: 0, target: null, own: 1, isPoll: 1 });
    expect(mac.device.effects()).toMatchObject([{ effect: 'poll', question: 'Lunch?', chatGuid: CHAT }]);
    const { messages } = await ask('messages.history', { chat_id: 1 });
    const told = messages.find((one: { poll?: object }) => one.poll);
    expect(told).toMatchObject({ is_from_me: true, poll: { kind: 'created', options: poll.options } });
  });

  it('poll.send is refused where Messages has no polls', async () => {
    const { ask } = await startMessageMac(build, { missingSelectors: ['pollPayloadMessage'] });
    const refused = refusedBy(build, 'send-poll', 'Poll IMMessage initializer unavailable on this macOS');
    expect(await ask('poll.send', LUNCH)).toEqual(refused);
  });
});

describe.each(VOTING)('in build %s (wire-5.3)', (build) => {
  async function asked() {
    const mac = await startMessageMac(build);
    mac.mac.device.schedule(
      { kind: 'poll', from: ALICE, question: 'Dinner?', options: ['Soup', 'Salad'] },
      { eventId: 'dinner' },
    );
    await mac.mac.pass(1000);
    const { messages } = await mac.ask('messages.history', { chat_id: 1 });
    const [soup, salad] = messages[0].poll.options;
    return { ...mac, soup, salad, at: { chat_id: 1, poll_guid: messageGuid('dinner') } };
  }

  it('a vote is for one option alone, and what is taken back leaves the others', async () => {
    const { mac, ask, soup, salad, at } = await asked();
    const first = await ask('poll.vote', { ...at, option_id: salad.id });
    expect(first).toMatchObject({
      ok: true,
      event: 'imessage.poll.voted',
      poll_guid: at.poll_guid,
      option_id: salad.id,
      option_text: 'Salad',
    });
    await ask('messages.poll.vote', { ...at, option_id: soup.id });
    const left = await ask('polls.unvote', { ...at, option_id: soup.id });
    expect(left).toMatchObject({ event: 'imessage.poll.unvoted', remaining_option_ids: [] });
    const effects = mac.device.effects().map((effect) => effect.choices);
    expect(effects).toEqual([[salad.id], [soup.id], []]);
    expect(mac.all(ROWS).slice(1)).toEqual(
      [1, 2, 3].map(() => ({ type: 4000, target: at.poll_guid, own: 1, isPoll: 1 })),
    );
  });

  it('an option that is none is refused', async () => {
    const { ask, salad, at } = await asked();
    const guid = at.poll_guid;
    expect(await ask('poll.vote', { ...at, option_id: 'no' })).toEqual(
      invalid(`option_id no is not an option of poll ${guid}`),
    );
    expect(await ask('poll.unvote', { ...at, option_id: salad.id })).toEqual(
      invalid(`option_id ${salad.id} is not currently selected`),
    );
  });

  it('an option may be told by its place or its text, from 0.14 on', async () => {
    const { ask, soup, salad, at } = await asked();
    if (build === '0.13.4') {
      for (const by of [{ option_index: 2 }, { option: 'SOUP' }])
        expect(await ask('poll.vote', { ...at, ...by })).toEqual(invalid('option_id is required'));
      return;
    }
    expect(await ask('poll.vote', { ...at, option_index: 2 })).toMatchObject({ option_id: salad.id });
    expect(await ask('poll.vote', { ...at, option: 'SOUP' })).toMatchObject({ option_id: soup.id });
    expect(await ask('poll.vote', { ...at, option_index: 3 })).toEqual(
      invalid('option_index 3 out of range (1...2)'),
    );
    expect(await ask('poll.vote', { ...at, option: 'Stew' })).toEqual(
      invalid('option "Stew" (available: Soup, Salad)'),
    );
  });
});
