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

describe('the caption of imsg poll', () => {
  async function ask(build: string, fault: string, argv: readonly string[] = []) {
    const { mac } = await startMessageMac(build);
    mac.device.schedule({ kind: 'fault', fault });
    await mac.pass(1);
    const startMs = mac.clock.monotonicMs();
    const all = ['poll', 'send', '--chat', CHAT, ...DINNER, ...argv];
    const imsg = startTestImsg(mac.device, { argv: all, env: { FAKE_IMSG_BUILD: build } });
    while (imsg.exitCode() === null) await mac.pass(100);
    const tookMs = mac.clock.monotonicMs() - startMs;
    await mac.pass(1000);
    const guid = mac.device.effects()[0]!.guid as string;
    return { lines: imsg.lines, errors: imsg.errors(), code: imsg.exitCode(), tookMs, guid };
  }

  it.each([
    ['send-late=100ms', '', ''],
    ['send-fails=22', '; caption NOT delivered; whether it may be sent again is not known', ''],
    [
      'send-not-started',
      '; caption NOT delivered; send it alone again, not the poll',
      'comment echo failed for poll',
    ],
    [
      'send-unknown',
      '; caption delivery UNKNOWN; do not send it again by yourself',
      'comment echo failed for poll',
    ],
    ['send-swallowed', '; caption delivery UNKNOWN; do not send it again by yourself', 'caption '],
  ])('of 0.15.10 under %s ends its line with “%s” (wire-11.21)', async (fault, end, error) => {
    const { lines, errors, code, tookMs, guid } = await ask('0.15.10', fault);
    expect([lines, code]).toEqual([[`poll: sent (guid=${guid})${end}`], 0]);
    expect(errors).toMatch(error === '' ? /^$/ : new RegExp(`^\\[imsg\\] poll send: ${error}.*\n$`));
    const isLookedFor = fault === 'send-swallowed';
    expect(tookMs >= 8000).toBe(isLookedFor);
    expect(tookMs).toBeLessThan(9000);
  });

  it('of 0.15.10 stands in the answer as `comment`, also where there is none', async () => {
    const { lines } = await ask('0.15.10', 'send-not-started', ['--json']);
    expect(JSON.parse(lines[0]!).comment).toMatchObject({ requested: true, sent: false, retry_safe: true });
    const none = await ask('0.15.10', 'send-not-started', ['--json', '--no-comment']);
    expect(JSON.parse(none.lines[0]!).comment).toEqual({ requested: false, sent: false });
  });

  it.each(['0.13.4', '0.15.2'])('of %s shows on stderr alone, and only where it failed', async (build) => {
    const failed = await ask(build, 'send-not-started', ['--json']);
    expect([failed.code, JSON.parse(failed.lines[0]!).comment]).toEqual([0, undefined]);
    expect(failed.errors).toMatch(/^\[imsg\] poll send: comment echo failed for poll .+\n$/);
    const swallowed = await ask(build, 'send-swallowed');
    expect([swallowed.code, swallowed.errors, swallowed.tookMs < 1000]).toEqual([0, '', true]);
  });
});
