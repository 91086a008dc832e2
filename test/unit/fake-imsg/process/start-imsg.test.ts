import { describe, expect, it } from 'vitest';
import { resolveBuild } from '../../../../fake-imsg/builds/builds.ts';
import { basic } from '../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

async function run(
  argv: string[],
  { mac = createTestMac(), env = {} }: { mac?: TestMac; env?: object } = {},
) {
  const { lines, exitCode } = startTestImsg(mac.device, { argv, env: { ...env } });
  await mac.clock.advance(0);
  return { lines, code: exitCode() };
}

async function macWithMessage() {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'see a/b' });
  await mac.pass(1000);
  return mac;
}

describe('the version', () => {
  it.each([['--version'], ['rpc', '-V'], ['nonsense', '--version']])(
    'is printed for %s %s',
    async (...argv) => {
      expect(await run(argv)).toEqual({ lines: ['0.15.1'], code: 0 });
    },
  );

  it('does not count behind the end of options', async () => {
    expect(await run(['rpc', '--', '--version'])).toEqual({
      lines: ['Unexpected argument: --version'],
      code: 1,
    });
  });

  it('counts anywhere in builds before 0.15.1', async () => {
    const env = { FAKE_IMSG_BUILD: '0.14.1' };
    expect(await run(['rpc', '--', '--version'], { env })).toEqual({ lines: ['0.14.1'], code: 0 });
    expect((await run(['rpc', '--', '--help'], { env })).lines[0]).toBe('imsg rpc');
  });

  it('that IMSG_VERSION names is in the help too', async () => {
    expect((await run([], { env: { IMSG_VERSION: '9.9.9' } })).lines[0]).toBe('imsg 9.9.9');
  });

  it('is what IMSG_VERSION or FAKE_IMSG_BUILD says', async () => {
    expect((await run(['-V'], { env: { IMSG_VERSION: '9.9.9' } })).lines).toEqual(['9.9.9']);
    expect((await run(['-V'], { env: { FAKE_IMSG_BUILD: '0.15.3' } })).lines).toEqual(['0.15.3']);
    expect((await run(['-V'], { env: { FAKE_IMSG_BUILD: '0.11.0' } })).lines).toEqual(['0.11.0']);
  });
});

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['nonsense', '--help']]])(
    'lists the commands for %j',
    async (argv) => {
      const { lines, code } = await run(argv);
      expect(lines[0]).toBe('imsg 0.15.1');
      expect(lines).toContain('  rpc\tRun JSON-RPC over stdin/stdout');
      expect(code).toBe(0);
    },
  );

  it('of rpc is the text of the real one', async () => {
    expect(await run(['rpc', '--help'])).toEqual({
      code: 0,
      lines: [
        'imsg rpc',
        'Run JSON-RPC over stdin/stdout',
        '',
        'Usage:',
        '  imsg rpc [options]',
        '',
        'Options:',
        '  --db <value>\tPath to chat.db (defaults to ~/Library/Messages/chat.db)',
        '  --log-level, --logLevel <value>\tSet log level (trace|verbose|debug|info|warning|error|critical)',
        '  -v, --verbose\tEnable verbose logging',
        '  --json, -j, --json-output, --jsonOutput\tEmit machine-readable JSON output',
        '',
        'Examples:',
        '  imsg rpc',
        '  imsg rpc --db ~/Library/Messages/chat.db',
      ],
    });
  });
});

describe('a command line that is refused', () => {
  it.each([
    [['nonsense'], "Unknown subcommand 'nonsense' for command 'imsg'"],
    [['--json'], "Command 'imsg' requires a subcommand"],
    [['chats', '--x'], 'Unknown option --x'],
    [['chats', '--limit'], 'Missing value for option --limit'],
    [['chats', '--limit', '0'], 'Invalid value for option: --limit'],
    [['chats', 'all'], 'Unexpected argument: all'],
    [['history', '--json'], 'Missing required option: --chat-id'],
    [['history', '--chat-id', '1', '--start', 'soon'], 'Invalid ISO8601 date: soon'],
    [['group', '--chat-id', '9'], 'Chat not found: 9'],
  ])('%j ends with code 1 and says why on stdout', async (argv, text) => {
    const { lines, code } = await run(argv);
    expect(lines[0]).toBe(text);
    expect(code).toBe(1);
  });
});

describe('status', () => {
  it('works without any access and says what does not', async () => {
    const mac = createTestMac({ facts: { ...basic, fullDiskAccess: false } });
    const { lines, code } = await run(['status', '--json'], { mac });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      version: '0.15.1',
      basic_features: true,
      advanced_features: false,
      sip: 'enabled',
      message: expect.stringMatching(
        /^System Integrity Protection \(SIP\) is enabled\.\n.*csrutil disable.*imsg launch/s,
      ),
      bridge_version: 0,
      v2_ready: false,
      selectors: {},
      rpc_methods: expect.arrayContaining(['watch.subscribe', 'send']),
    });
    expect(code).toBe(0);
  });

  it.each(['0.11.0', '0.11.1'])('of build %s lists the methods it has', async (build) => {
    const { lines } = await run(['status', '--json'], { env: { FAKE_IMSG_BUILD: build } });
    expect(JSON.parse(lines[0]!)).toMatchObject({
      version: build,
      rpc_methods: Object.keys(resolveBuild(build).methods),
    });
  });

  it('is a report for people otherwise', async () => {
    const mac = createTestMac({ facts: { ...basic, sip: 'disabled' } });
    const { lines } = await run(['status'], { mac });
    expect(lines.slice(0, 3)).toEqual(['imsg Status Report', '==================', '']);
    expect(lines).toContain('  disabled');
    expect(lines.join('\n')).toContain('not currently injected');
  });
});

describe('commands that read', () => {
  it('print plain lines', async () => {
    const mac = await macWithMessage();
    const [chat] = (await run(['chats'], { mac })).lines;
    expect(chat).toMatch(/^\[1\] \+15550001111 \(\+15550001111\) last=2026-01-05T09:30:00\.\d{3}Z$/);
    const { lines } = await run(['history', '--chat-id', '1'], { mac });
    expect(lines[0]).toMatch(/^2026-01-05T09:30:00\.\d{3}Z \[recv\] \+15550001111: see a\/b$/);
    expect((await run(['group', '--chat-id', '1'], { mac })).lines).toContain('  - +15550001111');
  });

  it('print one JSON object a line, with slashes escaped in messages only', async () => {
    const mac = await macWithMessage();
    expect(JSON.parse((await run(['chats', '-j'], { mac })).lines[0]!)).toMatchObject({
      id: 1,
      is_group: false,
    });
    const [message] = (await run(['history', '--chat-id', '1', '--jsonOutput'], { mac })).lines;
    expect(message).toContain('"text":"see a\\/b"');
    const [group] = (await run(['group', '--chat-id', '1', '--json'], { mac })).lines;
    expect(JSON.parse(group!)).toMatchObject({ id: 1, guid: `any;-;${ALICE}`, participants: [ALICE] });
  });

  it('see what has become due, although no process was there when it did', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await mac.clock.advance(1000);
    expect((await run(['history', '--chat-id', '1'], { mac })).lines).toHaveLength(1);
  });

  it('name Full Disk Access and chat.db where they may not read', async () => {
    const mac = createTestMac({ facts: { ...basic, fullDiskAccess: false } });
    const { lines, code } = await run(['chats', '--json'], { mac });
    expect(lines.join('\n')).toMatch(/Permission Error.*chat\.db.*Full Disk Access/s);
    expect(code).toBe(1);
  });
});

describe('standard input', () => {
  it.each([['chats'], ['watch', '--json'], ['status', '--json'], ['rpc', '--help'], ['nonsense']])(
    'is left alone by %s %s',
    async (...argv) => {
      const { process } = startTestImsg((await macWithMessage()).device, { argv });
      expect(process.readsInput).toBe(false);
    },
  );

  it('is read by rpc, however its database stands', async () => {
    const { device } = createTestMac({ facts: { ...basic, fullDiskAccess: false } });
    for (const build of ['0.13.4', 'current']) {
      expect(startTestImsg(device, { env: { FAKE_IMSG_BUILD: build } }).process.readsInput).toBe(true);
    }
  });

  it.each(['0.8.1', '0.13.4'])('waits where rpc of %s waits for a locked database', async (build) => {
    const mac = await macWithMessage();
    mac.device.schedule({ kind: 'fault', fault: 'locked', forMs: 2000 });
    await mac.pass(0);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.ask(1, 'chats.list');
    imsg.end();
    await mac.pass(1000);
    expect(imsg.lines).toEqual([]);
    await mac.pass(2000);
    expect(imsg.answer(1).result.chats).toHaveLength(1);
    expect(imsg.exitCode()).toBe(0);
  });
});

describe('a Mac on which no imsg can stay (U2)', () => {
  it.each(['0.8.1', '0.13.4', 'current'])(
    'goes on living: a minute without access ends for %s',
    async (build) => {
      const mac = await macWithMessage();
      mac.device.schedule({ kind: 'permission', fullDiskAccess: false });
      mac.device.schedule({ kind: 'permission', fullDiskAccess: true }, { inMs: 60_000 });
      mac.device.step();
      const chats = () =>
        startTestImsg(mac.device, { argv: ['chats', '--json'], env: { FAKE_IMSG_BUILD: build } }).exitCode();
      // Nobody but imsg looks at this Mac from here on.
      await mac.clock.advance(59_000);
      expect(chats()).toBe(1);
      await mac.clock.advance(2000);
      expect(chats()).toBe(0);
    },
  );
});
