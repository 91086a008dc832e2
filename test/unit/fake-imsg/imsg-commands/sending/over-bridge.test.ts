import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../../fake-imsg/device/device.ts';
import { basic, bridge } from '../../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../../support/builds.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const CHAT = `any;-;${ALICE}`;
const BUILDS = buildsFrom('0.7.0');

async function start(facts: Facts = bridge, files: Readonly<Record<string, string>> = {}) {
  const mac = createTestMac({ facts, files });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await mac.pass(1000);
  const run = async (argv: string[], build = 'current', ms = 12_000) => {
    const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
    await mac.pass(ms);
    return { code: imsg.exitCode(), lines: [...imsg.lines] };
  };
  const last = () => mac.device.sent().at(-1)!;
  return { mac, run, last };
}

describe('imsg send-rich (wire-1.4)', () => {
  it.each(BUILDS)('sends and names the message (%s)', async (build) => {
    const { run, last } = await start();
    await run(['send-rich', '--chat', CHAT, '--text', 'first'], build);
    const first = last().guid;
    const { code, lines } = await run(['send-rich', '--chat', CHAT, '--text', 'second'], build);
    // The oldest tell the GUID that the helper gave, which is that of the message before.
    const told = ['0.7.0', '0.7.3', '0.8.1', '0.9.0'].includes(build) ? first : last().guid;
    expect({ code, lines }).toEqual({ code: 0, lines: [`send-rich: sent (guid=${told})`] });
    expect(last().text).toBe('second');
  });

  it.each(BUILDS)(
    'with --json prints what the helper said, and nothing besides (U14), in %s',
    async (build) => {
      const { run, last } = await start();
      const json = async (...argv: string[]) =>
        JSON.parse((await run(['send-rich', '--chat', CHAT, ...argv, '--json'], build)).lines[0]!);
      const text = await json('--text', 'hi');
      const guid = ['0.7.0', '0.7.3', '0.8.1', '0.9.0'].includes(build) ? text.messageGuid : last().guid;
      expect(text).toEqual({ chatGuid: CHAT, messageGuid: guid, queued: true, service: 'iMessage' });
      if (!['0.7.0', '0.7.3', '0.8.1'].includes(build)) {
        const file = await json('--file', '/tmp/a.png');
        expect(Object.keys(file).filter((name) => /_|^(id|guid)$/.test(name))).toEqual([]);
      }
    },
  );

  it('reads formatting from its option or from a file', async () => {
    const path = '/tmp/format.json';
    const { mac, run } = await start(bridge, { [path]: '[{"start":0,"length":2,"styles":["bold"]}]' });
    await run(['send-rich', '--chat', CHAT, '--text', 'hi there', '--format-file', path]);
    const own = 'SELECT attributedBody AS body FROM message WHERE is_from_me = 1';
    expect(mac.all<{ body: Buffer }>(own)[0]!.body.includes('__kIMTextBoldAttributeName')).toBe(true);
    expect(await run(['send-rich', '--chat', CHAT, '--text', 'x', '--format', '{}'])).toEqual({
      code: 1,
      lines: ['Invalid value for option: --format'],
    });
  });

  it('sends a file', async () => {
    const { run, last } = await start();
    const { lines } = await run(['send-rich', '--chat', CHAT, '--file', '/tmp/a.png']);
    expect(lines).toEqual([`send-rich: sent (guid=${last().guid})`]);
    expect(last().file).toBe('a.png');
  });

  it('sends a link, which goes with nothing else', async () => {
    const { run, last } = await start();
    const link = ['send-rich', '--chat', CHAT, '--url', 'https://example.com/a'];
    const { lines } = await run(link);
    expect(lines).toEqual([`send-rich: sent (guid=${last().guid})`]);
    expect(await run([...link, '--reply-to', 'G'])).toEqual({
      code: 1,
      lines: ['Invalid value for option: --replyTo'],
    });
    expect((await run(['send-rich', '--chat', 'any;-;none', '--url', 'https://example.com'])).lines).toEqual([
      'Invalid value for option: --chat',
    ]);
  });

  it('prints failures in the form asked for', async () => {
    const { run } = await start(basic);
    const plain = await run(['send-rich', '--chat', CHAT, '--text', 'hi']);
    const [line = ''] = plain.lines;
    expect(plain.code).toBe(1);
    expect(line).toMatch(/^error: The bridge request could not be published: /);
    const json = await run(['send-rich', '--chat', CHAT, '--text', 'hi', '--json']);
    expect(JSON.parse(json.lines[0]!)).toEqual({ success: false, error: line.slice('error: '.length) });
    expect((await run(['send-rich', '--text', 'hi'])).lines).toEqual(['Missing required option: --chat']);
  });
});

describe('imsg send-attachment', () => {
  const file = ['send-attachment', '--chat', CHAT, '--file', '/tmp/a.pdf'];

  it.each(BUILDS)('sends over the bridge (%s)', async (build) => {
    const { run, last } = await start();
    expect(await run(file, build)).toEqual({
      code: 0,
      lines: [`send-attachment: queued (guid=${last().guid})`],
    });
  });

  it('sends a plain file by script where the bridge fails, or where that is asked for', async () => {
    const { mac, run } = await start(basic);
    expect((await run(file)).lines).toEqual(['send-attachment: sent via AppleScript']);
    const { lines } = await run([...file, '--transport', 'applescript', '--json']);
    expect(JSON.parse(lines[0]!)).toEqual({ success: true, transport: 'applescript' });
    expect(mac.device.sent().map(({ file }) => file)).toEqual(['a.pdf', 'a.pdf']);
  });

  it.each([
    [['--audio'], /^error: The bridge request could not be published: /],
    [['--reply-to', 'G'], /^error: The bridge request could not be published: /],
    [['--transport', 'dylib'], /^error: The bridge request could not be published: /],
    [['--transport', 'pigeon'], /^Invalid value for option: --transport$/],
    [['--transport', 'applescript', '--audio'], /^Invalid value for option: --audio$/],
    [['--transport', 'applescript', '--reply-to', 'G'], /^Invalid value for option: --reply-to$/],
  ])('fails without a bridge with %j', async (more, text) => {
    const { mac, run } = await start(basic);
    const { code, lines } = await run([...file, ...more]);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(text);
    expect(mac.device.sent()).toEqual([]);
  });
});

describe('imsg send-rich --part', () => {
  it('names the part that is answered', async () => {
    const { mac, run } = await start();
    const [{ guid }] = mac.all<{ guid: string }>('SELECT guid FROM message') as [{ guid: string }];
    await run(['send-rich', '--chat', CHAT, '--text', 'hi', '--reply-to', guid, '--part', '1']);
    const [reply] = mac.all('SELECT thread_originator_part AS part FROM message WHERE is_from_me = 1');
    expect(reply).toEqual({ part: expect.stringMatching(/^1:/) });
  });

  it('that is no number is refused before the file is staged (wire-11.16)', async () => {
    const { mac, run } = await start();
    const argv = ['send-rich', '--chat', CHAT, '--file', '/tmp/none.png', '--part', 'invalid'];
    expect(await run(argv, '0.15.2')).toEqual({ code: 1, lines: ['Invalid value for option: --part'] });
    expect(mac.device.sent()).toEqual([]);
  });
});

describe('imsg send-multipart', () => {
  const parts = '[{"text":"a"},{"text":"b"},{"note":"left out"}]';

  it.each(BUILDS)('sends several parts (%s)', async (build) => {
    const { run, last } = await start();
    expect(await run(['send-multipart', '--chat', CHAT, '--parts', parts], build)).toEqual({
      code: 0,
      lines: [`send-multipart: 2 parts queued (guid=${last().guid})`],
    });
    expect(last().text).toBe('ab');
  });

  it.each([
    [[], 'Missing required option: --parts'],
    [['--parts', '{}'], 'Invalid value for option: --parts'],
  ])('refuses %j', async (more, text) => {
    const { run } = await start();
    expect(await run(['send-multipart', '--chat', CHAT, ...more])).toEqual({ code: 1, lines: [text] });
  });
});

describe('imsg send-attachment of 0.7 (wire-1.4)', () => {
  it.each(['0.7.0', '0.7.3'])('knows the bridge alone, which says what it misses (%s)', async (build) => {
    const { mac, run, last } = await start(bridge, { '/tmp/a.png': 'a picture' });
    const sent = await run(['send-attachment', '--chat', CHAT, '--file', '/tmp/a.png'], build);
    expect(sent).toEqual({ code: 0, lines: [`send-attachment: queued (guid=${last().guid})`] });
    expect(last()).toMatchObject({ file: 'a.png', transport: 'bridge' });
    const elsewhere = await run(['send-attachment', '--chat', 'any;+;chat1', '--file', '/tmp/a.png'], build);
    expect(elsewhere).toEqual({ code: 1, lines: ['error: Dylib error: Chat not found: any;+;chat1'] });
    const other = ['send-attachment', '--chat', CHAT, '--file', '/tmp/a.png', '--transport', 'applescript'];
    expect((await run(other, build)).lines).toContain('Unknown option --transport');
    expect(mac.device.sent()).toHaveLength(1);
  });

  it('has no other way where there is no bridge', async () => {
    const { mac, run } = await start(basic, { '/tmp/a.png': 'a picture' });
    const { code, lines } = await run(['send-attachment', '--chat', CHAT, '--file', '/tmp/a.png'], '0.7.3');
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^error: /);
    expect(mac.device.sent()).toEqual([]);
  });
});
