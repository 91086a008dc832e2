import { describe, expect, it } from 'vitest';
import { environmentFacts } from '../../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const macIn = (environment: string) => createTestMac({ facts: environmentFacts(environment) });

async function run(mac: TestMac, argv: readonly string[], build = 'current', more: object = {}) {
  const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build, ...more } });
  for (let passed = 0; passed < 20_000 && imsg.exitCode() === null; passed += 250) await mac.pass(250);
  return { code: imsg.exitCode(), lines: [...imsg.lines] };
}

async function statusIn(mac: TestMac, build?: string) {
  const { code, lines } = await run(mac, ['status', '--json'], build);
  expect(code).toBe(0);
  return JSON.parse(lines[0]!);
}

describe('what imsg status tells apart (wire-1.5)', () => {
  it.each([
    ['basic', 'enabled', false, 0, 'System Integrity Protection (SIP) is enabled.'],
    ['no-fda', 'enabled', false, 0, 'System Integrity Protection (SIP) is enabled.'],
    ['no-automation', 'enabled', false, 0, 'System Integrity Protection (SIP) is enabled.'],
    ['bridge', 'disabled', true, 2, 'Connected to Messages.app. IMCore features available.'],
    ['partial', 'disabled', true, 2, 'Connected to Messages.app. IMCore features available.'],
    // A lock that a crash left behind looks like a bridge; only the probe finds nobody.
    ['dropped', 'disabled', true, 0, 'Connected to Messages.app. IMCore features available.'],
    ['hung', 'disabled', true, 0, 'Connected to Messages.app. IMCore features available.'],
    ['sip-off', 'disabled', false, 0, 'SIP is disabled and the helper dylib is present'],
    ['library-validation', 'disabled', false, 0, 'SIP is disabled and the helper dylib is present'],
    ['sip-unknown', 'unknown', false, 0, 'Unable to determine SIP status. Refusing to auto-inject'],
    ['no-helper', 'disabled', false, 0, 'imsg-bridge-helper.dylib not found. Searched:'],
    ['not-signed-in', 'enabled', false, 0, 'System Integrity Protection (SIP) is enabled.'],
  ])('%s: sip %s, advanced %s, bridge version %s', async (environment, sip, advanced, version, message) => {
    expect(await statusIn(macIn(environment))).toMatchObject({
      version: '0.15.1',
      basic_features: true,
      advanced_features: advanced,
      typing_indicators: advanced,
      read_receipts: advanced,
      sip,
      bridge_version: version,
      v2_ready: version === 2,
      message: expect.stringContaining(message),
    });
  });

  it('names the selectors that the helper of the build reports, and which of them are missing', async () => {
    expect((await statusIn(macIn('partial'))).selectors).toMatchObject({
      retractMessagePart: false,
      sendReaction: true,
    });
    expect((await statusIn(macIn('partial'), '0.9.0')).selectors).toEqual({
      editMessageItem: false,
      editMessage: false,
      retractMessagePart: false,
      sendMessageReason: true,
    });
  });

  it.each([
    ['0.13.4', 14],
    ['current', 14],
  ])(
    'in %s says of %i selectors of stickers, name and photo that all are there but the one that adds an option to a poll',
    async (build, count) => {
      const { selectors } = await statusIn(macIn('bridge'), build);
      const names = Object.keys(selectors).filter((name) => /pollUpdate|sticker|namePhoto/i.test(name));
      expect(names).toHaveLength(count);
      expect(names.filter((name) => !selectors[name])).toEqual(['pollUpdateMessage']);
      expect(selectors.retractMessagePart).toBe(true);
    },
  );

  it('has no version before 0.9 and is no command before 0.6', async () => {
    expect(await statusIn(macIn('basic'), '0.8.1')).not.toHaveProperty('version');
    const { code, lines } = await run(macIn('basic'), ['status'], '0.5.0');
    expect([code, lines[0]]).toEqual([1, "Unknown subcommand 'status' for command 'imsg'"]);
  });

  it('names no methods before 0.7.3, and those that it has from then on', async () => {
    const before = await statusIn(macIn('bridge'), '0.7.2');
    expect(before).not.toHaveProperty('rpc_methods');
    expect(before).toMatchObject({
      bridge_version: 2,
      v2_ready: true,
      selectors: { retractMessagePart: true },
    });
    expect((await statusIn(macIn('basic'), '0.7.3')).rpc_methods).toEqual([
      'chats.list',
      'chats.create',
      'chats.delete',
      'chats.markUnread',
      'messages.history',
      'watch.subscribe',
      'watch.unsubscribe',
      'send',
      'typing',
      'read',
      'group.rename',
      'group.setIcon',
      'group.addParticipant',
      'group.removeParticipant',
      'group.leave',
    ]);
  });

  it('advertises tracked sends only where the helper can reserve ids', async () => {
    expect((await statusIn(macIn('basic'))).rpc_methods).not.toContain('send.tracked');
    expect((await statusIn(macIn('bridge'))).rpc_methods).toContain('send.tracked');
  });

  it.each(['dropped', 'hung'])(
    'in 0.15.10 takes a bridge that does not answer for none: %s',
    async (environment) => {
      expect(await statusIn(macIn(environment), '0.15.10')).toMatchObject({
        advanced_features: false,
        typing_indicators: false,
        read_receipts: false,
        message: expect.stringMatching(/is not responding[\s\S]*imsg launch/),
        bridge_version: 0,
        v2_ready: false,
        selectors: {},
      });
      const { lines } = await run(macIn(environment), ['status'], '0.15.10');
      expect(lines).toContain('  Unavailable - IMCore bridge is not responding');
      expect(lines).not.toContain('  Not available');
    },
  );

  it.each([
    ['bridge', '0.15.10', { 'tapback.emoji': 2 }],
    ['dropped', undefined, {}],
    ['basic', undefined, {}],
  ])(
    'in 0.15.10 tells in %s of the helper %s and of what it can do',
    async (environment, helper, features) => {
      const status = await statusIn(macIn(environment), '0.15.10');
      expect(status.helper_version).toBe(helper);
      expect(status).not.toHaveProperty('helper_version_mismatch');
      const engine = { version: '0.15.10', commit: expect.any(String), built_at: expect.any(String) };
      expect(status.capabilities).toEqual({ engine, features });
    },
  );

  it('tells of neither before', async () => {
    const status = await statusIn(macIn('bridge'), '0.15.2');
    expect(status).not.toHaveProperty('helper_version');
    expect(status).not.toHaveProperty('capabilities');
  });

  it('lists selectors for people', async () => {
    const { lines } = await run(macIn('partial'), ['status']);
    expect(lines).toContain('  bridge version: v2 (v2 inbox active)');
    expect(lines).toContain('    retractMessagePart: ✗');
    expect(lines).toContain('    sendReaction: ✓');
  });
});

describe('imsg launch (wire-1.5)', () => {
  it('mends a Mac whose SIP is off', async () => {
    const mac = macIn('sip-off');
    const { code, lines } = await run(mac, ['launch', '--json']);
    expect([code, JSON.parse(lines[0]!)]).toEqual([
      0,
      {
        status: 'launched',
        dylib: '/opt/homebrew/lib/imsg-bridge-helper.dylib',
        message: 'Messages.app launched with dylib injection',
      },
    ]);
    expect(await statusIn(mac)).toMatchObject({ advanced_features: true, bridge_version: 2 });
  });

  it('mends a bridge that hangs', async () => {
    const mac = macIn('hung');
    await run(mac, ['launch']);
    expect(await statusIn(mac)).toMatchObject({ bridge_version: 2 });
  });

  it.each([
    ['basic', 'sip_enabled', 'Typing indicator failed: SIP is enabled. Refusing to inject'],
    ['sip-unknown', 'sip_unknown', 'Typing indicator failed: Unable to determine SIP status.'],
    ['no-helper', 'dylib_not_found', 'Typing indicator failed: dylib not found'],
  ])(
    'refuses in the environment %s, with a record and then a line of text',
    async (environment, error, text) => {
      const { code, lines } = await run(macIn(environment), ['launch', '--json']);
      expect(code).toBe(1);
      expect(JSON.parse(lines[0]!)).toMatchObject({ status: 'error', error });
      expect(lines[1]).toContain(text);
    },
  );

  it('waits fifteen seconds for a process that library validation kills, and cannot tell why', async () => {
    const mac = macIn('library-validation');
    const { code, lines } = await run(mac, ['launch', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(lines[0]!)).toEqual({
      status: 'error',
      dylib: '/opt/homebrew/lib/imsg-bridge-helper.dylib',
      error: expect.stringMatching(/^Timeout waiting for Messages\.app to initialize\./),
    });
    expect(lines[1]).toMatch(/^Timeout waiting for Messages\.app/);
    expect(await statusIn(mac)).toMatchObject({ advanced_features: false });
  });

  it.each([
    ['0.15.2', undefined, 15_000, '15s'],
    ['0.15.2', '3', 3000, '3s'],
    ['0.15.2', 'soon', 15_000, '15s'],
    ['0.15.2', '-1', 15_000, '15s'],
    ['current', '3', 15_000, null],
  ])('of %s with IMSG_LAUNCH_READY_TIMEOUT=%s waits %i ms', async (build, variable, ms, told) => {
    const mac = macIn('library-validation');
    const from = mac.clock.wallMs();
    const env = variable === undefined ? {} : { IMSG_LAUNCH_READY_TIMEOUT: variable };
    const { lines } = await run(mac, ['launch'], build, env);
    const passed = mac.clock.wallMs() - from;
    // A second for the old Messages.app to end comes before.
    expect(passed).toBeGreaterThanOrEqual(ms + 1000);
    expect(passed).toBeLessThan(ms + 2000);
    const text = told === null ? 'Timeout waiting for' : `did not report the bridge ready within ${told}. `;
    expect(lines.at(-1)).toContain(text);
  });

  it('waits ten minutes at most', async () => {
    const mac = macIn('library-validation');
    const env = { FAKE_IMSG_BUILD: '0.15.2', IMSG_LAUNCH_READY_TIMEOUT: '6000' };
    const imsg = startTestImsg(mac.device, { argv: ['launch'], env });
    await mac.pass(599_000);
    expect(imsg.exitCode()).toBeNull();
    await mac.pass(4000);
    expect(imsg.exitCode()).toBe(1);
  });

  it('may only end Messages.app', async () => {
    const mac = macIn('bridge');
    const { lines } = await run(mac, ['launch', '--kill-only', '--json']);
    expect(JSON.parse(lines[0]!)).toEqual({ status: 'killed', message: 'Messages.app terminated' });
    expect(mac.device.facts()).toMatchObject({ lock: false, bridge: 'gone' });
  });
});

describe('status over rpc', () => {
  async function ask(environment: string) {
    const mac = macIn(environment);
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'status');
    for (let passed = 0; passed < 11_000; passed += 500) await mac.pass(500);
    return imsg.answer(1).result;
  }

  it.each([
    ['basic', 'The bridge is not started.'],
    ['dropped', 'The existing bridge did not answer a non-launching status probe.'],
    ['hung', 'The existing bridge did not answer a non-launching status probe.'],
  ])('says of the bridge in the environment %s: %s', async (environment, error) => {
    const { bridge, methods, supported_methods } = await ask(environment);
    expect(bridge).toEqual({ ready: false, error: expect.stringContaining(error) });
    expect(methods).toContain('send');
    expect(methods).not.toContain('tapback');
    expect(supported_methods).toContain('tapback');
  });

  it('hides what this macOS lacks (wire-5.2)', async () => {
    const { bridge, methods } = await ask('partial');
    expect(bridge).toMatchObject({ ready: true, bridge_version: 2, registry_available: true });
    expect(methods).toContain('tapback');
    expect(methods).not.toContain('message.unsend');
    expect(methods).not.toContain('message.edit');
  });
});
