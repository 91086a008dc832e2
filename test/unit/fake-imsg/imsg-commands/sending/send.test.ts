import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../../support/builds.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BUILDS = buildsFrom('0.5.0');

async function send(mac: TestMac, args: string[], build = 'current') {
  const imsg = startTestImsg(mac.device, { argv: ['send', ...args], env: { FAKE_IMSG_BUILD: build } });
  await mac.pass(12_000);
  return { code: imsg.exitCode(), lines: [...imsg.lines] };
}

async function macWithChat(): Promise<TestMac> {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await mac.pass(1000);
  return mac;
}

describe('imsg send (wire-1.3)', () => {
  it.each(BUILDS)('of build %s sends once and says so', async (build) => {
    const mac = await macWithChat();
    expect(await send(mac, ['--to', ALICE, '--text', 'hi'], build)).toEqual({ code: 0, lines: ['sent'] });
    expect(mac.device.sent()).toMatchObject([{ text: 'hi', chatGuid: `any;-;${ALICE}` }]);
  });

  it.each([
    ['0.9.0', false],
    ['0.11.1', true],
    ['current', true],
  ])('with --json in %s tells of the row in a chat: %s', async (build, tells) => {
    const mac = await macWithChat();
    const { lines } = await send(mac, ['--chat-id', '1', '--text', 'hi', '--json'], build);
    const { id, guid } = mac.all<{ id: number; guid: string }>(
      'SELECT ROWID AS id, guid FROM message ORDER BY ROWID DESC LIMIT 1',
    )[0]!;
    const row = tells ? { id, guid, message_id: guid } : {};
    expect(lines.map((line) => JSON.parse(line))).toEqual([{ status: 'sent', ...row }]);
  });

  it.each([
    ['0.13.4', ['status']],
    ['current', ['status', 'id', 'guid', 'message_id']],
  ])('with --json in %s tells of an address %j', async (build, keys) => {
    const { lines } = await send(await macWithChat(), ['--to', ALICE, '--text', 'hi', '--json'], build);
    expect(Object.keys(JSON.parse(lines[0]!))).toEqual(keys);
  });

  it.each([
    ['--chat-guid', `any;-;${ALICE}`],
    ['--chat-identifier', ALICE],
  ])('takes a chat by %s', async (name, value) => {
    const mac = await macWithChat();
    expect(await send(mac, [name, value, '--text', 'hi'])).toEqual({ code: 0, lines: ['sent'] });
  });

  it.each([
    [['--text', 'hi'], 'Missing required option: --to'],
    [['--to', ALICE, '--chat-id', '1', '--text', 'hi'], 'Invalid value for option: --to'],
    [['--to', ALICE], 'Missing required option: --text or file'],
    [['--to', ALICE, '--text', 'hi', '--service', 'fax'], 'Invalid service: fax'],
    [['--chat-id', '9', '--text', 'hi'], 'Invalid chat target: Unknown chat id 9'],
    [['--chat-id', 'one', '--text', 'hi'], 'Invalid value for option: --chat-id'],
  ])('refuses %j', async (args, text) => {
    const mac = await macWithChat();
    expect(await send(mac, args)).toEqual({ code: 1, lines: [text] });
    expect(mac.device.sent()).toEqual([]);
  });

  it.each([
    ['0.5.0', 'invalidChatTarget("Unknown chat id 9")'],
    ['0.9.0', 'Invalid chat target: Unknown chat id 9'],
  ])('in %s prints %s for a chat that there is not', async (build, text) => {
    const { lines } = await send(await macWithChat(), ['--chat-id', '9', '--text', 'hi'], build);
    expect(lines).toEqual([text]);
  });

  it.each([
    ['0.13.4', /^AppleScript failed: .*Not authorized to send Apple events to Messages\. \(-1743\)$/],
    ['current', /^Messages automation failed with AppleScript error -1743\.$/],
  ])('in %s says that Automation is not granted', async (build, text) => {
    const args = ['--to', ALICE, '--text', 'hi', '--no-sms-fallback'];
    const { lines, code } = await send(
      createTestMac({ facts: ENVIRONMENTS['no-automation'].facts }),
      args,
      build,
    );
    expect(lines[0]).toMatch(text);
    expect(code).toBe(1);
  });

  it.each([
    ['0.9.0', 1],
    ['0.11.0', 0],
    ['current', 0],
  ])('in %s to an address without Full Disk Access ends with %i', async (build, code) => {
    const mac = createTestMac({ facts: ENVIRONMENTS['no-fda'].facts });
    expect((await send(mac, ['--to', ALICE, '--text', 'hi'], build)).code).toBe(code);
  });

  it.each([
    ['0.5.0', 0],
    ['0.9.0', 1],
    ['0.11.0', 1],
    ['current', 1],
  ])('in %s to a chat without Full Disk Access ends with %i', async (build, code) => {
    const mac = createTestMac({ facts: ENVIRONMENTS['no-fda'].facts });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
    await mac.pass(1000);
    expect((await send(mac, ['--chat-guid', `any;-;${ALICE}`, '--text', 'hi'], build)).code).toBe(code);
  });

  it.each([
    ['0.13.4', 100],
    ['current', 8100],
  ])('in %s looks for the row of an address for less than %i ms', async (build, ms) => {
    const mac = await macWithChat();
    mac.device.schedule({ kind: 'fault', fault: 'send-swallowed' });
    await mac.pass(1);
    const argv = ['send', '--to', ALICE, '--text', 'hi'];
    const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
    await mac.pass(ms);
    expect(imsg.exitCode()).toBe(build === 'current' ? 1 : 0);
  });
});
