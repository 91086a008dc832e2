// A whole engine over children that say wrong things once and are in order otherwise. Whoever is on its list is
// answered afterwards, and nobody else ever.

import type { Agent } from '../../engine/agents/agent.ts';
import { parseConfig } from '../../engine/config/load.ts';
import { composeEngine } from '../../engine/engine.ts';
import type { EngineEvents } from '../../engine/events.ts';
import type { Spawn, TransportEvents } from '../../engine/imsg/transport.ts';
import { createSystemIds } from '../../engine/ports/ids.ts';
import { createPinoLogger } from '../../engine/ports/pino-logger.ts';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { createGatewayRecorder } from '../../scenarios/observe/gateway-recorder.ts';
import { createLedger } from '../../scenarios/observe/ledger.ts';
import { reportLines } from '../../scenarios/observe/report-lines.ts';
import { createStoryText } from '../../scenarios/observe/story-text.ts';
import { isSameAddress } from '../../scenarios/sim/oracle/handles.ts';
import { EMPTY_MESSAGES_DB, MUTE_MESSAGES_DB } from '../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { NOTHING_OUTSIDE } from '../support/engine/nothing-outside.ts';
import { payload } from '../support/messages/payload.ts';
import { coreBackend } from '../support/stores/bed.ts';
import { expectSafeLine, expectSafeText, Finding } from './target.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE_MS = 60_000;
/** A pipe gives no more at once. */
const PIPE_BYTES = 65_536;
const LISTED = ['+15550001111', 'ada@example.com'];
/** Writes last, and has to be answered. */
const LAST = {
  sender: 'ada@example.com',
  chat_id: 40,
  chat_guid: 'any;-;ada@example.com',
  guid: 'THE-LAST-ROW',
};
const LAST_TEXT = 'is anybody there';

export const METHODS = [
  'initialize',
  'watch.subscribe',
  'messages.after',
  'messages.history',
  'send',
] as const;

const RESULTS: Readonly<Record<string, object>> = {
  initialize: { version: '0.15.1', database: { ready: true }, bridge: { ready: false }, methods: [] },
  'watch.subscribe': { subscription: 1 },
  'messages.after': { messages: [], next_rowid: 0, has_more: false },
  'messages.history': { messages: [] },
  send: { ok: true, transport: 'applescript' },
};

export interface Wrong {
  /** Comes from the child that watches, once it does, with a line feed after it. */
  readonly bytes?: Buffer;
  /** Said instead of the first answer to `method`: JSON text of an object; its `id` is put in where it can be. */
  readonly answer?: { readonly method: string; readonly text: string };
  /** What `imsg` prints that is run once, for its version or its status. */
  readonly printed?: Buffer;
}

const AGENT: Agent = {
  name: 'echo',
  turnsMax: 4,
  session: 'none',
  run: async ({ text }) => ({ replies: [text] }),
};

/** Throws `Finding` unless the engine lives, admits nobody and says nothing unsafe. */
export async function expectToLive(wrong: Wrong): Promise<void> {
  const clock = createManualClock(NOW_MS);
  const ledger = createLedger();
  const recorder = createGatewayRecorder({ ledger, incarnation: 1, nowMs: () => clock.wallMs() - NOW_MS });
  const rows: EngineEvents['row'][] = [];
  const logged: string[] = [];
  const children = createChildren(clock, wrong);
  const engine = composeEngine({
    config: CONFIG,
    agentOf: () => AGENT,
    ports: {
      clock,
      ids: createSystemIds(),
      ...NOTHING_OUTSIDE,
      logger: createPinoLogger({
        level: 'debug',
        clock,
        destination: { write: (line) => void logged.push(line) },
      }),
      spawn: children.spawn,
      openMessagesDb: () =>
        wrong.answer?.method === 'messages.history' ? MUTE_MESSAGES_DB : EMPTY_MESSAGES_DB,
      storeOf: () => coreBackend(createMemoryCore(), (apply) => clock.soon(() => apply()())),
      lockSource: () => () => {},
    },
  });
  recorder.listen(engine);
  engine.on('row', (row) => rows.push(row));
  const started = engine.start();
  await clock.advance(MINUTE_MS);
  await started;
  const says = async (bytes: Uint8Array, thenMs: number) => {
    for (let at = 0; at < bytes.length; at += PIPE_BYTES) {
      children.watcher()?.onData(bytes.subarray(at, at + PIPE_BYTES));
    }
    children.watcher()?.onData(Buffer.from('\n'));
    await clock.advance(thenMs);
  };
  if (wrong.bytes !== undefined) await says(wrong.bytes, MINUTE_MS);
  // Pages are only read after an overflow.
  if (wrong.answer?.method === 'messages.after') await says(OVERFLOW, MINUTE_MS);
  // A send without an answer holds its lane for minutes; another person's goes on after that.
  await says(rowFrame(clock.wallMs(), { id: 1_000_000, guid: 'FIRST-ROW' }), 10 * MINUTE_MS);
  await says(rowFrame(clock.wallMs(), { ...LAST, id: 1_000_001, text: LAST_TEXT }), 2 * MINUTE_MS);
  const stopped = engine.stop();
  await clock.advance(MINUTE_MS);
  await stopped;
  if (!children.sent().includes(LAST_TEXT)) throw new Finding('the next row of another chat is not answered');
  expectAdmitted(rows);
  for (const line of logged) expectSafeLine(line.replace(/\n$/, ''), 'the log');
  const record = {
    startedAtMs: NOW_MS,
    people: {},
    chats: {},
    entries: ledger.entries,
    device: [],
    sent: [],
  };
  for (const line of reportLines(record)) expectSafeLine(line, 'a report');
  const story = createStoryText({ people: {}, hasColours: false, columns: () => null });
  for (const entry of ledger.entries) expectSafeText(story(entry), 'the story');
}

const CONFIG = parseConfig(
  {
    agents: { list: [{ id: 'main', type: 'echo' }] },
    channels: {
      imessage: {
        dmPolicy: 'allowlist',
        allowFrom: LISTED,
        groupPolicy: 'allowlist',
        ownAddresses: ['+15550009999'],
        includeAttachments: true,
      },
    },
  },
  { home: '/sim' },
).config;

const OVERFLOW = Buffer.from(JSON.stringify({ jsonrpc: '2.0', method: 'watch.overflow', params: {} }));

export function rowFrame(atMs: number, fields: Record<string, unknown>): Buffer {
  const message = payload({ created_at: new Date(atMs).toISOString(), ...fields });
  return Buffer.from(
    JSON.stringify({ jsonrpc: '2.0', method: 'message', params: { subscription: 1, message } }),
  );
}

function expectAdmitted(rows: readonly EngineEvents['row'][]): void {
  for (const { fate, sender, rowid, code } of rows) {
    if (fate !== null && fate !== 'dispatched' && fate !== 'merged') continue;
    // It belongs to the row in front of it, and has no sender of its own.
    if (code === 'folded') continue;
    if (LISTED.some((listed) => isSameAddress(listed, sender))) continue;
    throw new Finding(`row ${rowid} of ${JSON.stringify(sender)} is admitted`);
  }
}

/** Processes of imsg: those that stay and answer, and those that print and end. */
function createChildren(clock: ReturnType<typeof createManualClock>, wrong: Wrong) {
  let watcher: TransportEvents | null = null;
  let poison = wrong.answer;
  const sent: string[] = [];
  const answer = (method: string, id: number): string => {
    if (poison?.method === method) {
      const { text } = poison;
      poison = undefined;
      return text.startsWith('{"') ? `{"jsonrpc":"2.0","id":${id},${text.slice(1)}` : text;
    }
    const proof =
      method === 'send' && wrong.answer?.method !== 'messages.history' ? { guid: `SENT-${id}` } : {};
    return JSON.stringify({ jsonrpc: '2.0', id, result: { ...RESULTS[method], ...proof } });
  };
  const spawn: Spawn = ({ args }, events) => {
    const end = () => clock.soon(() => events.onExit({ code: 0, signal: null }));
    if (!args.includes('rpc')) {
      clock.soon(() => events.onData(wrong.printed ?? Buffer.from('0.15.1\n')));
      end();
    }
    return {
      write(bytes) {
        const { id, method, params } = JSON.parse(Buffer.from(bytes).toString());
        if (method === 'watch.subscribe') watcher = events;
        if (method === 'send') sent.push(params.text);
        const line = answer(method, id);
        clock.soon(() => events.onData(Buffer.from(`${line}\n`)));
      },
      pause() {},
      resume() {},
      endInput: end,
      kill: end,
    };
  };
  return { spawn, watcher: () => watcher, sent: () => sent };
}
