// Facts that were found late, each by what a client sees of it (wire-11.9 and wire-11.10).

import { describe, expect, it } from 'vitest';
import { bridge, environmentFacts } from '../../fake-imsg/environments.ts';
import { buildsFrom } from '../support/builds.ts';
import { fileWith, historyOf } from '../support/chat-db/reading.ts';
import { createTestMac, type TestMac } from '../support/devices/fake-mac.ts';
import { type Frame, startTestImsg } from '../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';
const LENIENT = buildsFrom('0.5.0', '0.13.4');
const STRICT = buildsFrom('0.14.1');

async function ask(mac: TestMac, build: string, method: string, params: object): Promise<Frame> {
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask(1, method, params);
  await mac.pass(12_000);
  return imsg.answer(1);
}

describe('a preview and its text (wire-11.9)', () => {
  const folds = (build: string, text: string, preview: string, more: object = {}) => {
    const rows = [
      { id: 1, text, second: 1 },
      { id: 2, text: preview, second: 2, balloon_bundle_id: URL_BALLOON, ...more },
    ];
    return historyOf(fileWith(...rows), {}, build).length === 1;
  };

  it.each([
    ['see https://example.com/a', 'https://example.com/a', true],
    ['SEE HTTPS://EXAMPLE.COM/A', 'https://example.com/a', true],
    ['see https://example.com/a', 'https://example.com/a/', true],
    ['see www.example.com/a', 'www.example.com/a', true],
    ['see https://example.com/a/b', 'https://example.com/a', true],
    // Nothing takes the scheme or www. off.
    ['see example.com/a', 'https://example.com/a', false],
    ['see http://example.com/a', 'https://example.com/a', false],
    ['see example.com/a', 'www.example.com/a', false],
    ['see https://www.example.com/a', 'https://example.com/a', false],
    ['see example.com/a', 'example.com/a', false],
    ['see ftp://example.com/a', 'ftp://example.com/a', false],
  ])('%j and %j are one: %s', (text, preview, isOne) => {
    for (const build of ['0.11.1', '0.13.4', ...STRICT]) expect(folds(build, text, preview)).toBe(isOne);
  });

  it('are never one of different handle rows, nor before 0.11.1', () => {
    const [text, preview] = ['see https://example.com/a', 'https://example.com/a'];
    for (const build of ['0.11.1', '0.13.4', ...STRICT]) {
      expect(folds(build, text, preview, { handle_id: 2 })).toBe(false);
      expect(folds(build, text, preview, { is_from_me: 1 })).toBe(false);
    }
    for (const build of ['0.5.0', '0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.11.0'])
      expect(folds(build, text, preview)).toBe(false);
  });

  it.each([
    ['0.11.1', 1],
    ['0.13.4', 3],
    ['0.14.1', 3],
    ['current', 3],
    ['0.15.2', 3],
  ])('of a run are one in %s only up to %i previews, and only as a whole', (build, most) => {
    const links = (count: number) =>
      Array.from({ length: count }, (_, index) => `https://example.com/${index}`);
    const history = (told: string[], previews: string[]) =>
      historyOf(
        fileWith(
          { id: 1, text: told.join(' '), second: 1 },
          ...previews.map((text, index) => ({
            id: index + 2,
            text,
            second: 2,
            balloon_bundle_id: URL_BALLOON,
          })),
        ),
        {},
        build,
      );
    expect(history(links(most), links(most))).toHaveLength(1);
    if (most === 1) expect(history(links(2), links(2))).toHaveLength(2);
    else expect(history(links(2), [...links(2), 'https://example.com/else']).length).toBeGreaterThan(1);
  });
});

describe('a line that holds a bare scalar (wire-11.10)', () => {
  it.each([...LENIENT, ...STRICT])('is -32700 in %s', async (build) => {
    const { device, clock } = createTestMac();
    const imsg = startTestImsg(device, { env: { FAKE_IMSG_BUILD: build } });
    const scalars = ['5', '-1.5e3', '"x"', 'null', 'true', 'false', '12345678901234567890123'];
    for (const line of scalars) imsg.line(line);
    await clock.advance(0);
    expect(imsg.frames().map(({ id, error }) => [id, error.code])).toEqual(scalars.map(() => [null, -32700]));
  });
});

describe('the row of a send (wire-11.10)', () => {
  it.each([
    ['0.5.0', 0],
    ['0.8.1', 2000],
    ['0.9.0', 2000],
    ['0.11.0', 8000],
    ['0.13.4', 8000],
    ['0.14.1', 8000],
    ['current', 8000],
    ['0.15.2', 8000],
  ])('is looked for by %s for %i ms', async (build, ms) => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'fault', fault: 'send-swallowed' });
    await mac.pass(1);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.ask(1, 'send', { chat_id: 1, text: 'on my way' });
    await mac.pass(Math.max(0, ms - 200));
    expect(imsg.answer(1) === undefined).toBe(ms > 0);
    await mac.pass(400);
    expect(imsg.answer(1)).toBeDefined();
  });
});

describe('a name that is no target (wire-11.10)', () => {
  const people = [
    { name: 'Ann One', handles: ['ann@example.com'] },
    { name: 'Ann Two', handles: ['two@example.com'] },
  ];

  it.each(['0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.13.4', ...STRICT])(
    'is refused with a prefix of its own in %s',
    async (build) => {
      const mac = createTestMac();
      mac.device.schedule({ kind: 'contacts', people });
      await mac.pass(1);
      const { error } = await ask(mac, build, 'send', { to: 'Ann', text: 'hi' });
      expect(error.code).toBe(-32602);
      expect(error.data).toMatch(/^Invalid chat target: Multiple contacts match "Ann":\n/);
    },
  );
});

describe('messages.after (wire-11.10)', () => {
  it.each(STRICT)(
    'lists the reactions of messages in %s whether tapbacks are asked for or not',
    async (build) => {
      const mac = createTestMac();
      mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
      mac.device.schedule({ kind: 'tapback', from: ALICE, reaction: 'love' }, { inMs: 1000 });
      await mac.pass(2000);
      for (const include_reactions of [undefined, false, true]) {
        const { result } = await ask(mac, build, 'messages.after', { since_rowid: 0, include_reactions });
        expect(result.messages[0].reactions).toMatchObject([{ type: 'love' }]);
        expect(result.messages).toHaveLength(include_reactions ? 2 : 1);
      }
    },
  );
});

describe('a command that needs the bridge (wire-11.10)', () => {
  const COMMANDS = [
    ['send-rich', '--chat', `any;-;${ALICE}`, '--text', 'hi'],
    ['chat-mark', '--chat', `any;-;${ALICE}`],
    ['read', '--to', ALICE],
  ];
  const cases = ['0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.13.4', ...STRICT].flatMap((build) =>
    COMMANDS.map((argv) => [argv[0]!, build, argv] as const),
  );

  it.each(cases)('%s starts Messages.app in %s', async (_name, build, argv) => {
    const mac = createTestMac({ facts: environmentFacts('sip-off') });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await mac.pass(1000);
    const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
    for (let passed = 0; passed < 20_000 && imsg.exitCode() === null; passed += 250) await mac.pass(250);
    expect(imsg.exitCode(), imsg.lines.join('\n')).toBe(0);
    expect(mac.device.facts()).toMatchObject({ lock: true, bridge: 'answers' });
  });
});

describe('a chat that is not there (wire-11.10)', () => {
  const NOWHERE = 'any;+;chat1';
  const SENDS: readonly (readonly [string, object])[] = [
    ['send.rich', { text: 'hi' }],
    ['send.multipart', { parts: [{ text: 'a' }] }],
  ];
  const OTHERS: readonly (readonly [string, object])[] = [
    ['tapback', { message_guid: 'G1', reaction: 'love' }],
    ['message.edit', { message_guid: 'G1', text: 'x' }],
    ['message.unsend', { message_guid: 'G1' }],
    ['message.delete', { message_guid: 'G1' }],
    ['message.notifyAnyways', { message_guid: 'G1' }],
    ['chats.delete', {}],
    ['chats.markUnread', {}],
    ['group.rename', { name: 'x' }],
    ['group.setIcon', {}],
    ['group.addParticipant', { address: ALICE }],
    ['group.removeParticipant', { address: ALICE }],
    ['group.leave', {}],
    ['read', {}],
    ['typing', { typing: true }],
  ];
  const outcome = async (build: string, method: string, params: object) => {
    const mac = createTestMac({ facts: bridge });
    const { error } = await ask(mac, build, method, { chat_guid: NOWHERE, ...params });
    expect(error.data.detail).toMatch(/^Dylib error: Chat not found/);
    return error.data.disposition;
  };

  it.each(SENDS)('was not begun with for %s', async (method, params) => {
    for (const build of ['current', '0.15.2'])
      expect(await outcome(build, method, params)).toBe('not_started');
    expect(await outcome('0.14.1', method, params)).toBe('may_have_completed');
  });

  it.each(OTHERS)('may have been done for %s', async (method, params) => {
    for (const build of STRICT) expect(await outcome(build, method, params)).toBe('may_have_completed');
  });
});
