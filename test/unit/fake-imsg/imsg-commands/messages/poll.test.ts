// `imsg poll` (wire-1.4).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../../support/builds.ts';
import { CHAT, startMessageMac } from '../../../../support/devices/message-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const BUILDS = buildsFrom('0.13.4');

async function start(build: string) {
  const { mac } = await startMessageMac(build);
  const run = async (...argv: string[]) => {
    const imsg = startTestImsg(mac.device, { argv: ['poll', ...argv], env: { FAKE_IMSG_BUILD: build } });
    await mac.pass(2_000);
    return { code: imsg.exitCode(), lines: imsg.lines };
  };
  return { mac, run, last: () => mac.device.sent().at(-1)!.text };
}

const DINNER = ['--question', 'Dinner?', '--option', 'Soup', '--option', 'Salad'];
const refusal = (text: string) => ({ code: 1, lines: [text] });

describe.each(BUILDS)('imsg poll of %s', (build) => {
  it('asks, votes and takes the vote back', async () => {
    const { mac, run, last } = await start(build);
    const [json] = (await run('send', '--chat', CHAT, ...DINNER, '--json')).lines;
    const { messageGuid, poll, chatGuid } = JSON.parse(json!);
    expect({ chatGuid, question: poll.question, kind: poll.kind }).toEqual({
      chatGuid: CHAT,
      question: 'Dinner?',
      kind: 'created',
    });
    expect(last()).toBe('Dinner?');
    const effects = mac.device.effects();
    const guid = effects[0]!.guid as string;
    // Older bridges name the message before.
    if (['current', '0.15.10'].includes(build)) expect(messageGuid).toBe(guid);
    const at = ['--chat-id', '1', '--poll', guid];
    expect((await run('vote', ...at, '--option-index', '2')).lines[0]).toMatch(/^vote: sent \(guid=.+\)$/);
    const [voted] = (await run('vote', ...at, '--option', 'SOUP', '--json')).lines;
    expect(JSON.parse(voted!)).toMatchObject({ optionText: 'Soup', pollMessageGuid: guid, removed: false });
    const [soup] = poll.options;
    expect((await run('unvote', ...at, '--option-id', soup.id)).lines[0]).toMatch(/^unvote: sent/);
    expect(
      mac.device
        .effects()
        .slice(1)
        .map(({ choices }) => choices),
    ).toEqual([[poll.options[1].id], [soup.id], []]);
  });

  it('says beside it what it is told to, or nothing', async () => {
    const { run, last } = await start(build);
    await run('send', '--chat', '1', ...DINNER, '--comment', 'Hungry?');
    expect(last()).toBe('Hungry?');
    await run('send', '--chat', CHAT, ...DINNER, '--no-comment');
    expect(last()).toBe('Hungry?');
  });

  it('refuses what does not go together', async () => {
    const { mac, run } = await start(build);
    await run('send', '--chat', CHAT, ...DINNER, '--no-comment');
    const guid = mac.device.effects()[0]!.guid as string;
    const at = ['--chat', CHAT, '--poll', guid];
    expect(await run('send', ...DINNER)).toEqual(refusal('Missing required option: --chat'));
    expect(await run('send', '--chat', '9', ...DINNER)).toEqual(refusal('Chat not found: 9'));
    const few = ['--question', 'Dinner?', '--option', 'Soup', '--option', ' '];
    expect(await run('send', '--chat', CHAT, ...few)).toEqual(refusal('Missing required option: --option'));
    expect(await run('vote', '--chat', CHAT)).toEqual(refusal('Missing required option: --poll'));
    expect(await run('vote', ...at)).toEqual(refusal('Missing required option: --option-id'));
    const invalid = (text: string) => refusal(`Invalid value for option: --${text}`);
    expect(await run('vote', ...at, '--option-index', '1', '--option', 'Soup')).toEqual(
      invalid('choose exactly one of --option-id, --option-index, or --option'),
    );
    expect(await run('vote', ...at, '--option-index', '3')).toEqual(
      invalid('option-index 3 out of range (1...2)'),
    );
    expect(await run('vote', ...at, '--option', 'Pie')).toEqual(
      invalid('option "Pie" (available: Soup, Salad)'),
    );
    expect(await run('vote', ...at, '--option-id', 'X')).toEqual(
      invalid(`option-id X is not an option of poll ${guid}`),
    );
    expect(await run('vote', '--chat', CHAT, '--poll', 'X', '--option', 'Soup')).toEqual(
      invalid('poll (could not decode options for X)'),
    );
    expect((await run('unvote', ...at, '--option', 'Soup')).lines[0]).toMatch(/is not currently selected$/);
    expect(await run('close', ...at)).toEqual(invalid('action'));
  });
});

it('has no votes before 0.12, and says nothing beside a poll before 0.12.3', async () => {
  const { mac, run } = await start('0.11.1');
  expect((await run('send', '--chat', CHAT, ...DINNER)).lines[0]).toMatch(/^poll: sent/);
  expect(mac.device.sent()).toHaveLength(1);
  expect(await run('vote', '--chat', CHAT)).toEqual(refusal('Invalid value for option: --action'));
});

it.each([
  ['0.15.2', 0],
  ['0.15.10', 8000],
])('looks in %s for what it said for %i ms (wire-11.21)', async (build, ms) => {
  const { mac } = await startMessageMac(build);
  const env = { FAKE_IMSG_BUILD: build };
  const start = () => startTestImsg(mac.device, { argv: ['poll', 'send', '--chat', CHAT, ...DINNER], env });
  const there = start();
  await mac.pass(1000);
  expect(there.exitCode()).toBe(0);
  await mac.pass(5000);
  mac.device.schedule({ kind: 'fault', fault: 'send-swallowed' });
  await mac.pass(1);
  const swallowed = start();
  await mac.pass(Math.max(1000, ms - 500));
  expect(swallowed.exitCode()).toBe(ms === 0 ? 0 : null);
  await mac.pass(1500);
  expect(swallowed.exitCode()).toBe(0);
});
