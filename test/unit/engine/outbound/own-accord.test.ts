import { expect, it } from 'vitest';
import type { ActionOutcome } from '../../../../engine/agents/agent.ts';
import { type GivenMessage, PARTS_MAX } from '../../../../engine/outbound/given-parts.ts';
import { createOwnAccord, type OwnAccord } from '../../../../engine/outbound/own-accord.ts';
import { createPlanner } from '../../../../engine/outbound/plan/planner.ts';
import type { Notice, PartTarget } from '../../../../engine/store/commands/parts.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { NO_ACTIONS } from '../../../support/sending/line.ts';
import { REPLIES } from '../../../support/sending/replies.ts';
import { ACCOUNT } from '../../../support/stores/inputs.ts';

const KNOWN: PartTarget = { chatGuid: id.chat('any;-;+15550001111'), chatId: id.chatId(7) };
const NEWCOMER: PartTarget = { ...KNOWN, chatId: id.chatId(0), to: id.handle('+15550001111') };
const SENT: ActionOutcome = { state: 'sent', guid: null, reason: '' };

/** What is resolved already has had its consequences. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp(endOf: () => Promise<ActionOutcome>, target = KNOWN) {
  const posted: Notice[] = [];
  const own: OwnAccord = createOwnAccord({
    ...common,
    accountId: ACCOUNT,
    ids: { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 },
    plan: createPlanner({ ...REPLIES, textChunkLimit: 8 }),
    actions: {
      ...NO_ACTIONS,
      resolve: async (_, { input }) => {
        const { path = '', caption } = input as { readonly path?: string; readonly caption?: string };
        return { file: { path, name: path.slice(1), bytes: 1 }, ...(caption !== undefined && { caption }) };
      },
    },
    store: {
      cameIn: async () => [],
      async post({ parts }) {
        posted.push(...parts);
        return null;
      },
    },
    clock: createManualClock(),
    logger: createListLogger(),
    outbox: { endOf, say() {} },
    region: 'US',
    addressOf: async () => ({ target, isGroup: false }),
    defaultTo: () => null,
    signal: new AbortController().signal,
  });
  return { own, posted };
}

it('waits for eight ends at once, and refuses more until one has come', async () => {
  const ends: ((outcome: ActionOutcome) => void)[] = [];
  const { own } = setUp(() => new Promise((resolve) => void ends.push(resolve)));
  const say = () => own.send({ to: '+15550001111', text: 'hi' });
  const waiting = Array.from({ length: 8 }, say);
  await expect(say()).rejects.toMatchObject({ code: 'own_accord_busy' });
  await settled();
  expect(ends).toHaveLength(8);
  ends[0]!(SENT);
  expect((await waiting[0]!).parts).toMatchObject([{ state: 'sent', of: 0 }]);
  void say().catch(() => {});
  await settled();
  expect(ends).toHaveLength(9);
});

it('commits all that comes of several parts at once, and says of each end which part it is of (OUT-23)', async () => {
  const { own, posted } = setUp(async () => SENT);
  const { parts } = await own.send({
    to: '+15550001111',
    parts: ['one two three', { path: '/a.txt', caption: 'see' }, { text: 'four' }],
  });
  expect(posted.map(({ kind, ordinal }) => [kind, ordinal])).toEqual([
    ['text', 0],
    ['text', 1],
    ['file', 2],
    ['text', 3],
    ['text', 4],
  ]);
  expect(parts.map(({ of }) => of)).toEqual([0, 0, 1, 1, 2]);
});

it.each<[what: string, given: object, code: string, message: RegExp]>([
  ['no part', { parts: [] }, 'nothing_to_send', /requires text or media/],
  ['one part that shows nothing', { parts: ['hi', '<think>hm</think>'] }, 'nothing_to_send', /^parts\[1\]: /],
  ['nothing that shows', { parts: [' ', { text: '' }] }, 'nothing_to_send', /requires text or media/],
  ['neither text nor parts', {}, 'action_invalid', /one of text and parts/],
  ['both', { text: 'hi', parts: ['hi'] }, 'action_invalid', /one of text and parts/],
  ['a text that is none', { text: 7 }, 'action_invalid', /text is no text/],
  ['a list that is none', { parts: 'hi' }, 'action_invalid', /parts is no list/],
  [
    'too many',
    { parts: Array.from({ length: PARTS_MAX + 1 }, () => 'hi') },
    'action_invalid',
    /21 entries.* 20/,
  ],
  ['a way for parts', { parts: ['hi'], by: 'applescript' }, 'action_invalid', /by with a text alone/],
  ['a number', { parts: ['hi', 7] }, 'action_invalid', /^parts\[1\]: .*neither text nor a file/],
  [
    'a name alone',
    { parts: [{ filename: 'a' }] },
    'action_invalid',
    /^parts\[0\]: .*give text, buffer or path/,
  ],
  ['a text with a file', { parts: [{ text: 'a', path: '/a' }] }, 'action_invalid', /^parts\[0\]: .*path/],
  ['an unknown key', { parts: [{ path: '/a', size: 1 }] }, 'action_invalid', /^parts\[0\]: .*size/],
])('refuses %s, and names it', async (_, given, code, message) => {
  const { own, posted } = setUp(async () => SENT);
  const asked = own.send({ to: '+15550001111', ...(given as GivenMessage) });
  await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(posted).toEqual([]);
});

it('sends somebody new words and plain files, and neither voice messages nor anything in a thread (wire-6.2)', async () => {
  const { own, posted } = setUp(async () => SENT, NEWCOMER);
  await own.send({ to: '+15550001111', parts: ['hi', { path: '/a.txt' }] });
  expect(posted).toHaveLength(2);
  for (const part of [
    { path: '/a.caf', asVoice: true },
    { path: '/a.txt', messageId: '1' },
    { text: 'hi', messageId: '1' },
  ])
    await expect(own.send({ to: '+15550001111', parts: [part] })).rejects.toMatchObject({
      code: 'target_unknown',
      message: expect.stringMatching(/^parts\[0\]: /),
    });
  expect(posted).toHaveLength(2);
});

it.each([
  ['holes', Array.from({ length: 2 }), /parts\[0\]: iMessage send: is neither text nor a file/],
  ['more than there are', new Array(4_000_000_000), /parts has 4000000000 entries/],
  ['a part that is nothing', ['hi', null], /parts\[1\]: iMessage send: is neither text nor a file/],
  ['an empty part', ['hi', ''], /parts\[1\]: iMessage send requires text or media/],
  [
    'a mistyped key',
    [{ path: '/a.txt', captoin: 'see' }],
    /parts\[0\]: .*captoin: unknown key. Did you mean caption\?/,
  ],
  [
    'an unreadable part',
    [Object.defineProperty({}, 'text', { enumerable: true, get: () => JSON.parse('{') })],
    /parts\[0\]: .*cannot be read/,
  ],
])('nothing is sent of parts with %s, and the part is named', async (_, parts, message) => {
  const { own, posted } = setUp(async () => SENT);
  const given = { to: '+15550001111', parts: parts as never };
  await expect(own.send(given)).rejects.toMatchObject({
    code: expect.stringMatching(/^(action_invalid|nothing_to_send)$/),
    message: expect.stringMatching(message),
  });
  expect(posted).toEqual([]);
});
