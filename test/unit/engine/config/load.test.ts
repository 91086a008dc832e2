import { describe, expect, test } from 'vitest';
import { loadConfig, parseConfig } from '../../../../engine/config/load.ts';
import { HOME, problemsOf } from '../../../support/config/problems-of.ts';
import { REPLIES } from '../../../support/sending/replies.ts';

const AGENTS = { list: [{ id: 'main', type: 'echo' }] };

const imessage = (channel: object) => ({ agents: AGENTS, channels: { imessage: channel } });
const load = (text: string) => loadConfig({ path: 'imgate.json5', readFile: () => text, home: HOME });

describe('loadConfig', () => {
  test('reads JSON5 and completes it with defaults (CFG-5, CFG-7, CFG-17, CFG-26)', () => {
    const { config, warnings } = load(`{
      // The smallest one that answers.
      channels: { imessage: { dmPolicy: 'allowlist', allowFrom: ['+15550001111'] } },
      agents: { list: [{ id: 'main', type: 'echo' }] },
    }`);
    expect(config).toEqual({
      stateDir: '/home/ada/.imgate',
      retentionMs: 604_800_000,
      transcribe: null,
      commands: { text: true, useAccessGroups: true, ownerAllowFrom: [], allowFrom: null },
      startTimeoutMs: 30_000,
      accounts: [
        {
          accountId: 'default',
          enabled: true,
          duplicateOf: null,
          cliPath: 'imsg',
          dbPath: null,
          localDbPath: '/home/ada/Library/Messages/chat.db',
          remoteHost: null,
          env: {},
          service: 'auto',
          sendTransport: 'auto',
          region: 'US',
          wireRegion: null,
          evidenceWaitMs: 2_000,
          retryForMs: 120_000,
          exchangesMax: 40,
          smsFallback: 'never',
          sendsPerConversation: { minute: 60, hour: 300 },
          sendsPerAccount: { minute: 60, hour: 400 },
          autoLaunch: false,
          name: null,
          healthMonitor: true,
          probeTimeoutMs: 10_000,
          ownAddresses: null,
          ownerMessages: 'ignore',
          quietMs: 0,
          answerFiltered: null,
          dmPolicy: 'allowlist',
          allowFrom: ['+15550001111'],
          groupPolicy: 'allowlist',
          groupAllowFrom: null,
          groups: null,
          contextVisibility: 'all',
          historyLimit: null,
          dmHistoryLimit: 0,
          dmHistoryLimits: {},
          includeAttachments: false,
          attachmentRoots: null,
          mediaBytesMax: 16 * 1024 * 1024,
          attachmentWaitMs: 30_000,
          reactionNotifications: 'own',
          actions: expect.objectContaining({ reactions: true, polls: true }),
          tools: { history: false, search: false, readAttachment: false, rowsMax: 50, bytesMax: 65_536 },
          turnsPerSender: null,
          sendReadReceipts: true,
          coalesceSameSenderDms: false,
          coalesceWindowMs: 0,
          recovery: { windowMs: 7_200_000, firstRunWindowMs: null, failuresMax: 3, pageRows: 500 },
          ...REPLIES,
        },
      ],
      defaultAccountId: 'default',
      accessGroups: {},
      groupChats: { main: { mentionPatterns: [], historyLimit: 50 } },
      agents: [{ id: 'main', type: 'echo' }],
      bindings: [],
      approvals: {
        exec: { enabled: false, mode: 'session', agents: null, sessions: null, targets: [] },
        plugin: { enabled: false, mode: 'session', agents: null, sessions: null, targets: [] },
      },
      dmScope: 'main',
      identityLinks: {},
      people: {},
    });
    expect(warnings).toEqual([]);
  });

  test('expands ~ in paths', () => {
    const { config } = parseConfig(
      { ...imessage({ cliPath: '~/bin/imsg', dbPath: '~/chat.db' }), stateDir: '~/state' },
      { home: HOME },
    );
    expect(config.stateDir).toBe('/home/ada/state');
    expect(config.accounts[0]).toMatchObject({ cliPath: '/home/ada/bin/imsg', dbPath: '/home/ada/chat.db' });
  });

  test('says where the syntax is wrong', () => {
    expect(() => load('{\n  a: }')).toThrow(
      expect.objectContaining({
        code: 'config_unreadable',
        message: expect.stringMatching(/^imgate\.json5: .*2:6/),
      }),
    );
  });

  test('says why a file cannot be read', () => {
    const readFile = () => {
      throw new Error('ENOENT: no such file');
    };
    expect(() => loadConfig({ path: 'gone.json5', readFile, home: HOME })).toThrow(
      expect.objectContaining({ code: 'config_unreadable', message: 'gone.json5: ENOENT: no such file' }),
    );
  });
});

test('a key that stands twice is warned of, with the line that counts, and without anybody’s number', () => {
  const { config, warnings } = load(`{
    channels: { imessage: {
      dmPolicy: 'allowlist',
      allowFrom: ['+15550001111'],
      dmPolicy: 'open', allowFrom: ['*'],
      dms: { '+15550001111': { historyLimit: 1 }, '+15550001111': { historyLimit: 2 } },
    } },
    agents: { list: [{ id: 'main', type: 'echo' }] },
  }`);
  expect(config.accounts[0]).toMatchObject({ dmPolicy: 'open', allowFrom: ['*'] });
  expect(warnings.filter((line) => line.includes('stands 2 times'))).toEqual([
    'channels.imessage.dmPolicy stands 2 times: line 5 counts, and what line 3 says does not.',
    'channels.imessage.allowFrom stands 2 times: line 5 counts, and what line 4 says does not.',
    'channels.imessage.dms["+1555…1111"] stands 2 times: line 6 counts, and what line 6 says does not.',
  ]);
});

describe('a configuration is refused', () => {
  test('with every problem on a line of its own', () => {
    expect(problemsOf({ stateDir: 1, ...imessage({ dmPolcy: 'open', enabled: 'yes' }) }).sort()).toEqual([
      'channels.imessage.dmPolcy: unknown key. Did you mean dmPolicy?',
      'channels.imessage.enabled: "yes" is not allowed, expected true or false',
      'stateDir: 1 is not allowed, expected text',
    ]);
  });

  test.each([
    [{ agents: AGENTS, chanels: {} }, 'chanels: unknown key. Did you mean channels?'],
    [
      imessage({ accounts: { work: { cliPaht: 'x' } } }),
      'channels.imessage.accounts.work.cliPaht: unknown key. Did you mean cliPath?',
    ],
    [
      imessage({ groups: { '7': { requiremention: true } } }),
      'channels.imessage.groups.7.requiremention: unknown key. Did you mean requireMention?',
    ],
    [
      { agents: { list: [{ id: 'a', type: 'echo', timeout: 1 }] } },
      'agents.list[0].timeout: unknown key. Did you mean timeoutMs?',
    ],
    [
      { agents: AGENTS, session: { zzz: 1 } },
      'session.zzz: unknown key. Known here: dmScope, identityLinks, threadBindings.',
    ],
  ])('for an unknown key, with the full path and the nearest known key', (value, line) => {
    expect(problemsOf(value)).toEqual([line]);
  });

  test('for an unknown key that objects have by themselves', () => {
    const [line = '', ...others] = problemsOf({ agents: AGENTS, session: JSON.parse('{"constructor":1}') });
    expect([line, others]).toEqual([expect.stringContaining('session.constructor: unknown key.'), []]);
  });

  test('for a name that no reader keeps, wherever names are free, and not in what is of others', () => {
    const [key, text] = ['__proto__', 'is no name that can be read; take another'];
    const named = (held: unknown): object => JSON.parse(`{"${key}":${JSON.stringify(held)}}`);
    const channel = { accounts: named({ dmPolicy: 'disabled' }), groups: named({}), env: named('1') };
    const lists = {
      people: named(['+15550001111']),
      accessGroups: named({ type: 'message.senders', members: {} }),
    };
    expect(problemsOf({ ...imessage(channel), ...lists, gateway: named(1) })).toEqual([
      `channels.imessage.accounts.${key}: ${text}`,
      `channels.imessage.groups.${key}: ${text}`,
      `channels.imessage.env.${key}: ${text}`,
      `people.${key}: ${text}`,
      `accessGroups.${key}: ${text}`,
    ]);
  });

  test.each([
    [
      { service: 'fax' },
      'channels.imessage.service: "fax" is not allowed, expected "imessage", "sms" or "auto"',
    ],
    [
      { cliPath: 'imsg; rm' },
      'channels.imessage.cliPath: "imsg; rm" is not allowed, expected safe executable name or path',
    ],
    [
      { remoteHost: '-o x' },
      'channels.imessage.remoteHost: "-o x" is not allowed, expected SSH host or user@host (no spaces/options)',
    ],
    [
      { groups: { 'any;+;chat1': {} } },
      'channels.imessage.groups["any;+;chat1"]: expected a chat_id in digits, chat_guid:…, chat_identifier:… or *',
    ],
    [
      { allowFrom: '+15550001111' },
      'channels.imessage.allowFrom: "+1555…1111" is not allowed, expected a list',
    ],
    [{ region: '' }, 'channels.imessage.region: "" is not allowed, expected text that is not blank'],
    [
      { outbound: { evidenceWaitMs: 60_001 } },
      'channels.imessage.outbound.evidenceWaitMs: 60001 is not allowed, expected 60000 or less',
    ],
    [
      { outbound: { retryForMs: -1 } },
      'channels.imessage.outbound.retryForMs: -1 is not allowed, expected 0 or more',
    ],
    [{ region: 1e3 }, 'channels.imessage.region: 1000 is not allowed, expected text'],
    [
      { cliPath: `${'a'.repeat(60)};` },
      `channels.imessage.cliPath: "${'a'.repeat(39)}…" is not allowed, expected safe executable name or path`,
    ],
    [
      { dbPath: '~/chat.db', remoteHost: 'mac' },
      expect.stringMatching(/^channels\.imessage\.dbPath: with remoteHost set, expected an absolute path/),
    ],
  ])('for the value in %j', (channel, line) => {
    expect(problemsOf(imessage(channel))).toEqual([line]);
  });

  test('when it is not an object at all', () => {
    expect(problemsOf([])).toEqual(['a list is not allowed, expected an object']);
  });
});

describe('policies and lists', () => {
  test('open without * is refused (CFG-60)', () => {
    expect(problemsOf(imessage({ dmPolicy: 'open', allowFrom: ['+15550001111'] }))).toEqual([
      'channels.imessage.allowFrom: channels.imessage.dmPolicy="open" requires channels.imessage.allowFrom to include "*"',
    ]);
  });

  test('allowlist without senders is refused (CFG-61)', () => {
    expect(problemsOf(imessage({ dmPolicy: 'allowlist', allowFrom: ['  '] }))).toEqual([
      'channels.imessage.allowFrom: channels.imessage.dmPolicy="allowlist" requires channels.imessage.allowFrom to contain at least one sender ID',
    ]);
  });

  test('an account is checked on its effective pair (CFG-62)', () => {
    const accounts = { work: { dmPolicy: 'open' }, home: { dmPolicy: 'allowlist', allowFrom: [] } };
    const prefix = 'channels.imessage.accounts';
    expect(problemsOf(imessage({ allowFrom: ['+15550001111'], accounts })).sort()).toEqual([
      `${prefix}.home.allowFrom: ${prefix}.*.dmPolicy="allowlist" requires ${prefix}.*.allowFrom (or channels.imessage.allowFrom) to contain at least one sender ID`,
      `${prefix}.work.allowFrom: ${prefix}.*.dmPolicy="open" requires ${prefix}.*.allowFrom (or channels.imessage.allowFrom) to include "*"`,
    ]);
    expect(problemsOf(imessage({ allowFrom: ['*'], accounts: { work: { dmPolicy: 'open' } } }))).toEqual([]);
  });

  test('entries may be numbers and are trimmed (CFG-63, CFG-9)', () => {
    const { config } = parseConfig(imessage({ allowFrom: [15550001111, ' * ', ''], dmPolicy: 'open' }), {
      home: HOME,
    });
    expect(config.accounts[0]!.allowFrom).toEqual(['15550001111', '*']);
  });

  test('strangers have to pair where nothing is said of them, which needs no warning (CFG-8)', () => {
    const { warnings, config } = parseConfig(imessage({}), { home: HOME });
    expect([config.accounts[0]!.dmPolicy, warnings]).toEqual(['pairing', []]);
  });

  test('a required mention warns that it cannot be enforced (ACC-53)', () => {
    const channel = { dmPolicy: 'disabled', groups: { '7': { requireMention: true } } };
    expect(parseConfig(imessage(channel), { home: HOME }).warnings).toEqual([
      'imessage: requireMention cannot be enforced for account "default" where agent "main" answers, for want of ' +
        'mention patterns; there every message of an admitted group is answered.',
    ]);
  });

  test('a missing channel block enables nothing and warns (ACC-44)', () => {
    const { config, warnings } = parseConfig({ agents: AGENTS }, { home: HOME });
    expect(config.accounts).toMatchObject([
      { accountId: 'default', enabled: false, groupPolicy: 'allowlist' },
    ]);
    expect(warnings).toEqual([
      'imessage: channels.imessage is missing; defaulting groupPolicy to "allowlist" (group messages blocked until explicitly configured).',
    ]);
  });
});
