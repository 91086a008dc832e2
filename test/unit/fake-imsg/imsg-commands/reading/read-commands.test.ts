import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../../support/builds.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const BUILDS = buildsFrom('0.5.0');

async function macWithTraffic(): Promise<TestMac> {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'see a/b' });
  await mac.pass(1000);
  mac.device.schedule({ kind: 'text', from: BOB, text: 'in a group', chat: { name: 'Team', with: [ALICE] } });
  await mac.pass(1000);
  mac.device.schedule({ kind: 'photo', from: ALICE });
  await mac.pass(20_000);
  return mac;
}

function run(mac: TestMac, build: string, ...argv: string[]) {
  const { lines, exitCode } = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
  return { code: exitCode(), lines: [...lines] };
}
const objects = (lines: readonly string[]) =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('imsg chats --json (wire-1.2)', () => {
  it.each(BUILDS)('of %s has the fields of that release', async (build) => {
    const [chat] = objects(run(await macWithTraffic(), build, 'chats', '--json').lines);
    const first = ['id', 'name', 'identifier', 'service', 'last_message_at'];
    const later = ['guid', 'display_name', 'is_group', 'participants', 'account_id', 'account_login'];
    const has = (names: readonly string[]) => names.filter((name) => name in chat!);
    expect(has(first)).toEqual(first);
    expect(has(later)).toEqual(build === '0.5.0' ? [] : later);
    expect('unread_count' in chat!).toBe(buildsFrom('0.13.4').includes(build));
    expect(chat!.name).toBe(buildsFrom('0.14.1').includes(build) ? ALICE : '');
  });

  it('lists only what is unread with --unread-only', async () => {
    const mac = await macWithTraffic();
    expect(run(mac, 'current', 'chats', '--unread-only').lines).toHaveLength(2);
    mac.device.schedule({ kind: 'read-elsewhere', from: ALICE });
    await mac.pass(2000);
    const [unread] = objects(run(mac, 'current', 'chats', '--unread-only', '--json').lines);
    expect(unread).toMatchObject({ name: 'Team', unread_count: 1 });
  });

  it('never escapes slashes', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: BOB, text: 'hi', chat: { name: 'a/b', with: [ALICE] } });
    await mac.pass(1000);
    expect(run(mac, 'current', 'chats', '--json').lines[0]).toContain('"name":"a/b"');
    expect(run(mac, 'current', 'group', '--chat-id', '1', '--json').lines[0]).toContain('"name":"a/b"');
  });
});

describe('imsg group', () => {
  it('reports a chat line by line', async () => {
    const { lines } = run(await macWithTraffic(), 'current', 'group', '--chat-id', '2');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'id',
      'identifier',
      'guid',
      'name',
      'service',
      'account_id',
      'account_login',
      'last_addressed_handle',
      'is_group',
      'participants',
      `  - ${ALICE}`,
      `  - ${BOB}`,
    ]);
    expect(lines).toEqual(expect.arrayContaining(['name: Team', 'is_group: true']));
  });
});

describe('imsg history (wire-1.2)', () => {
  it('says how many attachments there are, or what they are', async () => {
    const mac = await macWithTraffic();
    const plain = run(mac, 'current', 'history', '--chat-id', '1').lines;
    expect(plain.slice(0, 3)).toEqual([
      expect.stringContaining(`[recv] ${ALICE}: \uFFFC`),
      '  (1 attachment)',
      expect.stringContaining('see a/b'),
    ]);
    const described = run(mac, 'current', 'history', '--chat-id', '1', '--attachments').lines[1];
    expect(described).toMatch(/^ {2}attachment: name=\S+ mime=image\/\w+ missing=(true|false) path=\S+$/);
  });

  it('in JSON lists attachments whatever was asked for', async () => {
    const [photo] = objects(
      run(await macWithTraffic(), 'current', 'history', '--chat-id', '1', '--json').lines,
    );
    expect(photo!.attachments).toHaveLength(1);
  });

  it('names people as Contacts does', async () => {
    const mac = await macWithTraffic();
    mac.device.schedule({ kind: 'contacts', people: [{ name: 'Alice', handles: [ALICE] }] });
    await mac.pass(1000);
    expect(run(mac, 'current', 'history', '--chat-id', '1').lines[0]).toContain('[recv] Alice: ');
    expect(run(mac, 'current', 'chats').lines[0]).toContain(`[1] Alice (${ALICE}) last=`);
    expect(run(mac, '0.5.0', 'history', '--chat-id', '1').lines[0]).toContain(`[recv] ${ALICE}: `);
  });

  it('filters by several participants and by time', async () => {
    const mac = await macWithTraffic();
    const texts = (...args: string[]) =>
      objects(run(mac, 'current', 'history', '--chat-id', '2', '--json', ...args).lines).map(
        ({ text }) => text,
      );
    expect(texts('--participants', 'nobody', `x,${BOB}`)).toEqual(['in a group']);
    expect(texts('--participants', ALICE)).toEqual([]);
    expect(texts('--start', '2026-01-05T09:31:00Z')).toEqual([]);
  });
});
