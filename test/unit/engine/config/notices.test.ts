import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';

const AGENTS = { list: [{ id: 'main', type: 'echo' }] };
const IMESSAGE = { dmPolicy: 'disabled', groupPolicy: 'disabled' };
const noticesOf = (file: object, imessage: object = {}) =>
  parseConfig(
    { agents: AGENTS, channels: { imessage: { ...IMESSAGE, ...imessage } }, ...file },
    { home: '/' },
  ).warnings;

describe('a key of something that is not built yet', () => {
  test('loads with one notice that names it, however often it stands there', () => {
    const accounts = { a: { remoteAttachmentRoots: ['/a'] }, b: { remoteAttachmentRoots: ['/b'] } };
    expect(noticesOf({}, { accounts }).filter((line) => line.includes('no effect'))).toEqual([
      'channels.imessage.accounts.*.remoteAttachmentRoots: has no effect yet (not built: fetching files from another Mac).',
    ]);
  });

  test('is checked all the same', () => {
    expect(() => noticesOf({}, { markdown: { tables: 'cdoe' } })).toThrow(
      'channels.imessage.markdown.tables: "cdoe" is not allowed, expected "off", "bullets", "code" or "block"',
    );
  });
});

describe('a channel of another program', () => {
  test('may be called as what every object has', () => {
    const channels = { imessage: IMESSAGE, hasOwnProperty: {} };
    expect(() => noticesOf({ channels })).not.toThrow(TypeError);
  });
});

describe('sections of other programs', () => {
  test('are passed over with one notice', () => {
    const file = {
      gateway: { port: 1 },
      models: {},
      messages: { tts: {}, queue: {} },
      session: { scope: 'per-sender' },
      agents: {
        defaults: { model: 'x' },
        list: [
          { id: 'a', type: 'echo', model: 'x' },
          { id: 'b', workspace: '~' },
        ],
      },
      channels: { telegram: { enabled: true }, imessage: IMESSAGE },
    };
    expect(noticesOf(file)).toEqual([
      'passed over, as keys of another program: gateway, models, channels.telegram, agents.defaults.model, ' +
        'agents.list[].model, agents.list[].workspace, session.scope, messages.queue, messages.tts.',
    ]);
  });

  // Those of the gateway whose file form this is; a slip of a key of ours must not look like one of them.
  test.each([
    'meta',
    'env',
    'wizard',
    'diagnostics',
    'logging',
    'update',
    'browser',
    'ui',
    'auth',
    'models',
    'nodeHost',
    'tools',
    'audio',
    'broadcast',
    'web',
    'gateway',
    'hooks',
    'cron',
    'discovery',
    'canvasHost',
    'talk',
    'memory',
    'skills',
    'plugins',
    'secrets',
    'cli',
    'mcp',
    'proxy',
    'surfaces',
  ])('%s is none of ours', (name) => {
    expect(noticesOf({ [name]: {} })).toEqual([`passed over, as keys of another program: ${name}.`]);
  });

  test.each([
    [{ mesages: {} }, 'mesages: unknown key. Did you mean messages?'],
    [{ channels: { imesage: {} } }, 'channels.imesage: unknown key. Did you mean imessage?'],
    [
      { agents: { list: [], defaults: { mediaMaxMB: 1 } } },
      'agents.defaults.mediaMaxMB: unknown key. Did you mean mediaMaxMb?',
    ],
    [{ messages: { inbuond: {} } }, 'messages.inbuond: unknown key. Did you mean inbound?'],
  ])('a slip is an error with what was meant', (file, line) => {
    expect(() => noticesOf(file)).toThrow(line);
  });
});

test('`channels.defaults.groupPolicy` holds where the channel is there and says nothing else (CFG-47, ACC-44)', () => {
  const policyOf = (channels: object) =>
    parseConfig(
      { agents: AGENTS, channels: { defaults: { groupPolicy: 'open' }, ...channels } },
      { home: '/' },
    ).config.accounts[0]!.groupPolicy;
  expect(policyOf({ imessage: {} })).toBe('open');
  expect(policyOf({ imessage: { groupPolicy: 'disabled' } })).toBe('disabled');
  expect(policyOf({})).toBe('allowlist');
});
