import { describe, expect, it } from 'vitest';
import { bridge } from '../../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';

async function macWith(...messages: readonly (readonly [from: string, text: string])[]): Promise<TestMac> {
  const mac = createTestMac();
  for (const [from, text] of messages) mac.device.schedule({ kind: 'text', from, text });
  await mac.pass(2000);
  return mac;
}

async function watch(mac: TestMac, args: string[] = [], build = 'current') {
  const imsg = startTestImsg(mac.device, { argv: ['watch', ...args], env: { FAKE_IMSG_BUILD: build } });
  await mac.clock.advance(0);
  return imsg;
}

describe('imsg watch', () => {
  it('begins at the newest row and prints what comes, until it is ended', async () => {
    const mac = await macWith([ALICE, 'before']);
    const imsg = await watch(mac);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'see a/b' });
    await mac.pass(3000);
    expect(imsg.lines).toHaveLength(1);
    expect(imsg.lines[0]).toMatch(/^2026-01-05T09:30:0\d\.\d{3}Z \[recv\] \+15550001111: see a\/b$/);
    imsg.end();
    await mac.pass(60_000);
    expect(imsg.exitCode()).toBeNull();
    imsg.process.kill();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'unheard' });
    await mac.pass(10_000);
    expect(imsg.lines).toHaveLength(1);
  });

  it('prints JSON with attachments and reactions, slashes escaped since 0.6', async () => {
    const mac = await macWith([ALICE, 'see a/b']);
    const args = ['--since-rowid', '-1', '--json'];
    const [line] = (await watch(mac, args)).lines;
    expect(line).toContain('"text":"see a\\/b"');
    expect(JSON.parse(line!)).toMatchObject({
      id: 1,
      chat_guid: `any;-;${ALICE}`,
      attachments: [],
      reactions: [],
    });
  });

  it('in 0.5.0 knows nothing of chats and escapes nothing', async () => {
    const mac = await macWith([ALICE, 'one'], [ALICE, 'see a/b']);
    const [line] = (await watch(mac, ['--since-rowid', '1', '--json'], '0.5.0')).lines;
    expect(line).toContain('"text":"see a/b"');
    expect(Object.keys(JSON.parse(line!))).not.toContain('chat_guid');
  });

  it('keeps to one chat and to some senders', async () => {
    const mac = await macWith([ALICE, 'first'], [ALICE, 'from Alice'], [BOB, 'from Bob']);
    const since = ['--since-rowid', '1', '--json'];
    const texts = async (...args: string[]) =>
      (await watch(mac, [...since, ...args])).frames().map(({ text }) => text as string);
    expect(await texts('--chat-id', '2')).toEqual(['from Bob']);
    expect(await texts('--participants', `${BOB},nobody`)).toEqual(['from Bob']);
    expect(await texts('--participants', 'nobody', ALICE)).toEqual(['from Alice']);
    expect(await texts('--end', '2026-01-05T09:00:00Z')).toEqual([]);
  });

  it('waits for the debounce it is given after a change', async () => {
    const mac = await macWith([ALICE, 'before']);
    const imsg = await watch(mac, ['--debounce', '2s']);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await mac.pass(1500);
    expect(imsg.lines).toEqual([]);
    await mac.pass(1500);
    expect(imsg.lines).toHaveLength(1);
  });

  it('with --reactions prints tapbacks, which are not messages otherwise', async () => {
    const mac = await macWith([ALICE, 'hello']);
    mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'like' });
    await mac.pass(3000);
    const since = ['--since-rowid', '1'];
    expect((await watch(mac, since)).lines).toEqual([]);
    const [line] = (await watch(mac, [...since, '--reactions'])).lines;
    expect(line).toMatch(/^\S+ \[recv\] \+15550001111 added 👍 reaction to [0-9A-F-]{36}$/);
    const [object] = (await watch(mac, [...since, '--reactions', '--json'])).frames();
    expect(object).toMatchObject({ is_reaction: true, is_reaction_add: true, reaction_type: 'like' });
  });

  it('with --bb-events prints what the helper sees', async () => {
    const mac = createTestMac({ facts: bridge });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
    await mac.pass(2000);
    const [plain, json, without] = [
      await watch(mac, ['--bb-events']),
      await watch(mac, ['--bb-events', '--json']),
      await watch(mac),
    ];
    mac.device.schedule({ kind: 'typing', from: ALICE, forMs: 4000 });
    await mac.pass(1000);
    expect(plain.lines[0]).toMatch(/^2026-01-05T09:30:\d\dZ \[bridge\] started-typing$/);
    const [started] = json.frames();
    expect(started).toMatchObject({
      kind: 'bridge-event',
      event: 'started-typing',
      data: { chatGuid: expect.stringContaining(ALICE) },
    });
    expect(without.lines).toEqual([]);
  });

  it('ends with code 1 and the text of what stopped its stream', async () => {
    const mac = await macWith([ALICE, 'before']);
    const imsg = await watch(mac);
    mac.device.schedule({ kind: 'fault', fault: 'watch-error' });
    await mac.pass(10_000);
    expect(imsg.exitCode()).toBe(1);
    expect(imsg.lines.at(-1)).toMatch(/\(code: \d+\)$/);
  });

  it.each([
    [['--debounce', 'soon'], 'Invalid value for option: --debounce'],
    [['--chat-id', 'one'], 'Invalid value for option: --chat-id'],
    [['--since-rowid', '1.5'], 'Invalid value for option: --since-rowid'],
    [['--start', 'soon'], 'Invalid ISO8601 date: soon'],
  ])('refuses %j', async (args, text) => {
    const imsg = await watch(createTestMac(), args);
    expect([imsg.exitCode(), ...imsg.lines]).toEqual([1, text]);
  });
});
