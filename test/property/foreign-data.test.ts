// What imsg says is somebody else's data: nested deeper than any stack, of the wrong type, endless. Wherever
// it stands in a frame, the frame is counted or its row is `malformed`, and the next row is answered.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../engine/agents/agent.ts';
import { parseConfig } from '../../engine/config/load.ts';
import { composeEngine } from '../../engine/engine.ts';
import type { EngineEvents } from '../../engine/events.ts';
import type { Spawn, TransportEvents } from '../../engine/imsg/transport.ts';
import { createSystemIds } from '../../engine/ports/ids.ts';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { EMPTY_MESSAGES_DB, MUTE_MESSAGES_DB } from '../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { NOTHING_OUTSIDE } from '../support/engine/nothing-outside.ts';
import { createListLogger } from '../support/messages/list-logger.ts';
import { payload } from '../support/messages/payload.ts';
import { coreBackend } from '../support/stores/bed.ts';
import '../support/repository/seeded.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE_MS = 60_000;
const AGENT: Agent = {
  name: 'echo',
  turnsMax: 4,
  session: 'none',
  run: async ({ text }) => ({ replies: [text] }),
};
/** Stands in a frame where the foreign value goes. */
const HERE = 'the foreign value goes here';

const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
const TWELVE_KB = [
  ['lists', deep('[', ']', 6_000)],
  ['objects', `${deep('{"a":', '', 2_000)}1${'}'.repeat(2_000)}`],
  ['lists that never end', '['.repeat(12_000)],
] as const;

const notification = (method: string, params: unknown) => ({ jsonrpc: '2.0', method, params });
const row = (fields: Record<string, unknown>) =>
  notification('message', { subscription: 1, message: payload(fields) });

/** Frames that nobody asked for, with the foreign value in each of their places. */
const FRAMES: readonly (readonly [string, unknown])[] = [
  ['as a line', HERE],
  ['in a list of frames', [HERE]],
  ['as all parameters', notification('message', HERE)],
  ['as a row', notification('message', { subscription: 1, message: HERE })],
  ...Object.keys(payload({ destination_caller_id: '', url_preview: {}, sender_name: '', unknown: 1 })).map(
    (key) =>
      [`as ${key} of a row`, row({ [key]: HERE, ...(key !== 'id' && { id: 900, guid: 'ODD' }) })] as const,
  ),
  ['within a list of a row', row({ id: 901, guid: 'ODD', participants: [HERE], attachments: [HERE] })],
  ['within a preview of a row', row({ id: 902, guid: 'ODD', url_preview: [HERE, { id: HERE, guid: HERE }] })],
  ['as the id of a stray answer', { jsonrpc: '2.0', id: HERE, result: {} }],
  ['as the error of a stray answer', { jsonrpc: '2.0', id: 99_999, error: HERE }],
  [
    'as the data of a stray answer',
    { jsonrpc: '2.0', id: 99_999, error: { code: -1, message: 'x', data: HERE } },
  ],
  ['as the id of a request', { jsonrpc: '2.0', id: HERE, method: 'message', params: {} }],
  ['as a method', { jsonrpc: '2.0', method: HERE, params: {} }],
  ['as the end of a watch', notification('error', HERE)],
  ['in the end of a watch', notification('error', { subscription: 1, error: { code: HERE, data: HERE } })],
  ['as an overflow', notification('watch.overflow', HERE)],
  ['in an overflow', notification('watch.overflow', { resume_after_rowid: HERE })],
];

/** Answers to each call the engine makes, with the foreign value in each of their places. */
const ANSWERS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['as its result', { result: HERE }],
  ['in its result', { result: everyKey() }],
  [
    'in a list of its result',
    { result: { messages: [HERE, payload({ id: 903, guid: 'ODD', extra: HERE })], next_rowid: 903 } },
  ],
  ['as its error', { error: HERE }],
  ['as the data of its error', { error: { code: -32603, message: 'failed', data: HERE } }],
  [
    'in the data of its error',
    { error: { code: -32603, message: 'failed', data: { disposition: HERE, x: HERE } } },
  ],
  ['as the text and code of its error', { error: { code: HERE, message: HERE } }],
];
const METHODS = ['initialize', 'watch.subscribe', 'messages.after', 'messages.history', 'send'] as const;

function everyKey(): Record<string, unknown> {
  const keys = [
    'version',
    'bridge',
    'database',
    'methods',
    'subscription',
    'messages',
    'ok',
    'guid',
    'id',
    'next_rowid',
  ];
  return Object.fromEntries(keys.map((key) => [key, HERE]));
}

const filled = (frame: unknown, value: string) => JSON.stringify(frame).replaceAll(`"${HERE}"`, () => value);

const RESULTS: Readonly<Record<string, object>> = {
  initialize: { version: '0.15.1', database: { ready: true }, bridge: { ready: false }, methods: [] },
  'watch.subscribe': { subscription: 1 },
  'messages.after': { messages: [], next_rowid: 0, has_more: false },
  'messages.history': { messages: [] },
  send: { ok: true, transport: 'applescript' },
};

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: { readonly text: string; readonly chat_guid: string };
}

interface Poison {
  /** Said by the child that watches, once it does. */
  readonly line?: string;
  /** Said instead of the first answer to this method, which goes on with `rest` after the id. */
  readonly answer?: { readonly method: string; readonly body: string };
}

/** A whole engine over children that say `poison` once and are in order otherwise. */
async function live({ line, answer }: Poison) {
  const clock = createManualClock(NOW_MS);
  const logger = createListLogger();
  const rows: EngineEvents['row'][] = [];
  const sent: string[] = [];
  /** Children with a watch, of which the first is the one that reads; others only ask for what was missed. */
  const watchers = new Set<TransportEvents>();
  const tell = (text: string) =>
    watchers
      .values()
      .next()
      .value!.onData(Buffer.from(`${text}\n`));
  let poison = answer;
  const tellSent = (id: number, { text, chat_guid }: Call['params']) => {
    const own = { text, chat_guid, is_from_me: true, guid: `SENT-${id}`, created_at: at(clock.wallMs()) };
    tell(JSON.stringify(row({ ...own, id: 2_000 + id })));
  };
  const spawn: Spawn = (_request, events) => ({
    write(bytes) {
      const { id, method, params } = JSON.parse(Buffer.from(bytes).toString()) as Call;
      if (method === 'watch.subscribe') watchers.add(events);
      // imsg is only asked for own rows where the watch does not tell of what was sent.
      if (method === 'send' && poison?.method !== 'messages.history') clock.soon(() => tellSent(id, params));
      let body = JSON.stringify({ result: RESULTS[method] ?? {} });
      if (poison?.method === method) {
        body = poison.body;
        poison = undefined;
      }
      clock.soon(() => events.onData(Buffer.from(`{"jsonrpc":"2.0","id":${id},${body.slice(1)}\n`)));
    },
    pause() {},
    resume() {},
    endInput() {
      watchers.delete(events);
      clock.soon(() => events.onExit({ code: 0, signal: null }));
    },
    kill() {},
  });
  const imessage = { dmPolicy: 'open', allowFrom: ['*'], includeAttachments: true };
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  const engine = composeEngine({
    config: parseConfig({ agents, channels: { imessage } }, { home: '/sim' }).config,
    agentOf: () => AGENT,
    ports: {
      clock,
      ids: createSystemIds(),
      ...NOTHING_OUTSIDE,
      logger,
      spawn,
      openMessagesDb: () => (answer?.method === 'messages.history' ? MUTE_MESSAGES_DB : EMPTY_MESSAGES_DB),
      storeOf: () => coreBackend(createMemoryCore(), (apply) => clock.soon(() => apply()())),
      lockSource: () => () => {},
    },
  });
  engine.on('row', (event) => rows.push(event));
  engine.on('part', ({ state, text }) => state === 'sent' && sent.push(text));
  const started = engine.start();
  await clock.advance(MINUTE_MS);
  await started;
  const says = async (text: string) => {
    tell(text);
    await clock.advance(MINUTE_MS);
  };
  if (line !== undefined) await says(line);
  // Pages are only read after an overflow.
  if (answer?.method === 'messages.after')
    await says(JSON.stringify(notification('watch.overflow', { resume_after_rowid: 1 })));
  // A send without an answer holds its lane for minutes; another person's goes on after that.
  await says(JSON.stringify(row({ id: 1_000, guid: 'FIRST', created_at: at(clock.wallMs()) })));
  await clock.advance(10 * MINUTE_MS);
  const other = { sender: '+15550002222', chat_id: 4, chat_guid: 'any;-;+15550002222' };
  await says(
    JSON.stringify(row({ ...other, id: 1_001, guid: 'NEXT', text: 'next', created_at: at(clock.wallMs()) })),
  );
  await clock.advance(MINUTE_MS);
  expect(poison).toBeUndefined();
  return { rows, sent, lines: logger.lines };
}
const at = (ms: number) => new Date(ms).toISOString();

async function expectToLive(poison: Poison): Promise<void> {
  const { rows, sent, lines } = await live(poison);
  expect(rows.find(({ rowid }) => rowid === 1_001)).toMatchObject({ fate: null, isNew: true });
  expect(sent).toContain('next');
  expect(lines.filter((text) => text.length > 4_000)).toEqual([]);
}

describe.each(TWELVE_KB)('12 KB of nested %s', (_, value) => {
  it.each(FRAMES)('%s', async (_where, frame) => {
    await expectToLive({ line: filled(frame, value) });
  });

  it.each(METHODS.flatMap((method) => ANSWERS.map(([where, body]) => [method, where, body] as const)))(
    'in the answer to %s, %s',
    async (method, _where, body) => {
      await expectToLive({ answer: { method, body: filled(body, value) } });
    },
  );
});

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
  fc.integer({ min: 1, max: 20_000 }).map((levels) => deep('[', ']', levels)),
  fc.integer({ min: 1, max: 5_000 }).map((levels) => `${deep('{"id":', '', levels)}7${'}'.repeat(levels)}`),
  fc
    .integer({ min: 1, max: 3_000 })
    .map((levels) => `${deep('[{"message":', '', levels)}[]${'}]'.repeat(levels)}`),
  fc.constantFrom(
    '1e999',
    '-0',
    '9007199254740993',
    '"\\ud800"',
    '"\\u0000\\u001b[31m\\u2028"',
    '{"__proto__":{"id":1}}',
    '{"toJSON":1,"constructor":2}',
    '{"length":4294967295}',
    'nul',
    '{',
  ),
  fc
    .integer({ min: 1, max: 5_000 })
    .map((keys) => `{${Array.from({ length: keys }, (_, k) => `"k${k}":0`).join()}}`),
  fc.integer({ min: 1, max: 200_000 }).map((length) => `"${'x'.repeat(length)}"`),
);

it('whatever stands in whatever place, the next row is answered (T1)', async () => {
  const place = fc.oneof(
    fc.constantFrom(...FRAMES).map(([, frame]) => ({ frame })),
    fc.record({
      method: fc.constantFrom(...METHODS),
      body: fc.constantFrom(...ANSWERS).map(([, body]) => body),
    }),
  );
  await fc.assert(
    fc.asyncProperty(place, odd, async (where, value) => {
      const poison =
        'frame' in where
          ? { line: filled(where.frame, value) }
          : { answer: { method: where.method, body: filled(where.body, value) } };
      await expectToLive(poison);
    }),
    { numRuns: 150 },
  );
});
