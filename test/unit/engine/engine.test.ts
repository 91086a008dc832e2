// An engine that ends before it has started.

import { expect, it } from 'vitest';
import { parseConfig } from '../../../engine/config/load.ts';
import type { Engine } from '../../../engine/embedding.ts';
import { composeEngine } from '../../../engine/engine.ts';
import type { EnginePorts } from '../../../engine/engine-ports.ts';
import { EngineError, type ErrorCode } from '../../../engine/errors.ts';
import type { TurnId } from '../../../engine/message/ids.ts';
import type { StoreCore } from '../../../engine/store/core.ts';
import { createCoreBackend } from '../../../engine/store/core-backend.ts';
import { createMemoryCore } from '../../../engine/store/memory.ts';
import { EMPTY_MESSAGES_DB } from '../../support/chat-db/empty-messages-db.ts';
import { createManualClock } from '../../support/clocks/manual-clock.ts';
import { NOTHING_OUTSIDE } from '../../support/engine/nothing-outside.ts';
import { createListLogger } from '../../support/messages/list-logger.ts';

const CONFIG = {
  channels: { imessage: { cliPath: 'imsg', dbPath: '/sim/chat.db', dmPolicy: 'open', allowFrom: ['*'] } },
  agents: { list: [{ id: 'main', type: 'echo' }] },
};

/** There is no imsg on this machine, which is waited out. */
const withoutImsg: EnginePorts['spawn'] = (_request, events) => {
  queueMicrotask(() => events.onExit({ code: null, signal: null, spawnError: 'ENOENT' }));
  return { write() {}, pause() {}, resume() {}, endInput() {}, kill() {} };
};

interface Trouble {
  /** What commits fail with. */
  readonly commits?: ErrorCode;
  /** Whether another gateway has the store. */
  readonly isTaken?: boolean;
  /** Whether another gateway has the Messages database. */
  readonly isLocked?: boolean;
}

/** An engine of one local account whose start waits for the end of what is wrong. */
function bed({ commits, isTaken = false, isLocked = false }: Trouble) {
  const clock = createManualClock();
  const logger = createListLogger();
  const memory = createMemoryCore();
  const counts = { opened: 0, closed: 0 };
  let failing = commits;
  const core: StoreCore = {
    ...memory,
    transact(epoch, commands) {
      if (failing) throw new EngineError(failing, { message: 'It fails.' });
      return memory.transact(epoch, commands);
    },
    close() {
      counts.closed += 1;
    },
  };
  const openCore = () => {
    counts.opened += 1;
    return core;
  };
  let taken = isTaken;
  let look = () => {};
  const ports = {
    clock,
    ids: { uuid: () => 'id', bytes: () => new Uint8Array(16), fraction: () => 0 },
    logger,
    ...NOTHING_OUTSIDE,
    spawn: withoutImsg,
    openMessagesDb: () => ({ ...EMPTY_MESSAGES_DB, fileKey: async () => '1:2' }),
    storeOf: () =>
      createCoreBackend({
        openCore,
        openReaderCore: openCore,
        schedule: (apply) => queueMicrotask(() => apply()()),
        hold: () => (taken ? null : () => {}),
        watch(callback) {
          look = callback;
          return () => {};
        },
      }),
    lockSource() {
      if (isLocked) throw new EngineError('source_locked', { message: 'It is read already.' });
      return () => {};
    },
  };
  const { config } = parseConfig(CONFIG, { home: '/sim' });
  const agent = { name: 'none', turnsMax: 1, session: 'none', run: async () => ({ replies: [] }) } as const;
  const engine = composeEngine({ config, agentOf: () => agent, ports });
  const fatal: string[] = [];
  engine.on('fatal', ({ code }) => void fatal.push(code));
  let outcome: unknown = 'open';
  engine.start().then(
    () => {
      outcome = 'resolved';
    },
    (error: EngineError) => {
      outcome = error.code;
    },
  );
  return {
    engine,
    clock,
    logger,
    counts,
    fatal,
    outcome: () => outcome,
    /** From now on nothing that is asked of the store is done. */
    fill() {
      failing = 'store_full';
    },
    letGo() {
      taken = false;
    },
    /** Another gateway takes the store over. */
    async takeOver() {
      memory.acquire({ instanceId: 'other', atMs: 0 });
      look();
      await clock.advance(0);
    },
  };
}

it.each<[string, Trouble]>([
  ['for room on the disk', { commits: 'store_full' }],
  ['for a store that fails', { commits: 'store_failing' }],
  ['for the store of another gateway', { isTaken: true }],
  ['for the database of another gateway', { isLocked: true }],
])('a start that waits %s ends quietly with a stop, at once', async (_, trouble) => {
  const { engine, clock, counts, fatal, outcome } = bed(trouble);
  await clock.advance(3_000);
  expect(outcome()).toBe('open');
  let hasStopped = false;
  void engine.stop().then(() => {
    hasStopped = true;
  });
  await clock.advance(0);
  expect([hasStopped, outcome(), fatal]).toEqual([true, 'resolved', []]);
  expect(engine.status().state).toBe('stopped');
  expect(counts.closed).toBe(counts.opened);
  expect(clock.waiting).toBe(0);
});

it('opens no store after the stop that ended its wait for it', async () => {
  const { engine, clock, counts, outcome, letGo } = bed({ isTaken: true });
  await clock.advance(1_000);
  letGo();
  await engine.stop();
  await clock.advance(20_000);
  expect([outcome(), counts.opened]).toEqual(['resolved', 0]);
});

it('a start that waits is rejected with what ends the engine meanwhile, told in one line', async () => {
  const { clock, fatal, outcome, logger, takeOver, engine } = bed({ commits: 'store_full' });
  await clock.advance(500);
  await takeOver();
  expect([outcome(), fatal]).toEqual(['store_owner_lost', ['store_owner_lost']]);
  expect(
    logger.lines.filter((line) => line.startsWith('error ') && !line.startsWith('error store:')),
  ).toHaveLength(1);
  expect(engine.status().state).toBe('stopped');
});

it('is rejected with its own error where nothing else ended it, and has stopped then', async () => {
  const { engine, clock, fatal, outcome } = bed({ isLocked: true });
  await clock.advance(10_000);
  expect([outcome(), fatal]).toEqual(['source_locked', []]);
  expect(engine.status().state).toBe('stopped');
});

it('refuses to be started again after its stop, since nothing would be read', async () => {
  const { engine, clock, counts, outcome } = bed({ isTaken: true });
  await engine.stop();
  await expect(engine.start()).rejects.toMatchObject({ code: 'gateway_not_running' });
  await clock.advance(20_000);
  expect([outcome(), counts.opened, engine.status().state]).toEqual(['resolved', 0, 'stopped']);
});

it('is started once, however often that is asked for, and goes on', async () => {
  const { engine, clock, counts, fatal, outcome } = bed({});
  const again = engine.start();
  await clock.advance(31_000);
  await again;
  expect([outcome(), counts.opened, counts.closed, fatal]).toEqual(['resolved', 1, 0, []]);
  expect(engine.status().state).toBe('running');
  await engine.stop();
});

/** Every call but those that anybody may make at any time. */
const CALLS: Readonly<Record<string, (engine: Engine) => unknown>> = {
  probe: (engine) => engine.probe(),
  confirmChat: (engine) => engine.confirmChat({ chatId: 7 }),
  send: (engine) => engine.send({ to: '+15550001111', text: 'hi' }),
  act: (engine) => engine.act({ to: 'chat_id:7', name: 'react' }),
  requestApproval: (engine) => engine.requestApproval({ kind: 'exec', text: 'make' }),
  'pairing.list': (engine) => engine.pairing.list(),
  'pairing.approve': (engine) => engine.pairing.approve({ code: 'ABCD2345' }),
  'pairing.deny': (engine) => engine.pairing.deny({ code: 'ABCD2345' }),
  'pairing.import': (engine) => engine.pairing.import({ requests: [], approvals: [] }),
  'turns.list': (engine) => engine.turns.list(),
  'turns.redo': (engine) => engine.turns.redo({ reason: 'agent_missing' }),
  'turns.redoNext': (engine) => engine.turns.redoNext({ reason: 'agent_missing', after: 0 }),
  store: (engine) => engine.store(),
};

it.each(Object.entries(CALLS))('%s is refused before the start and after the stop', async (_, call) => {
  const { engine, clock } = bed({ isTaken: true });
  const refusal = expect.objectContaining({ code: 'gateway_not_running' });
  await expect((async () => call(engine))()).rejects.toEqual(refusal);
  await engine.stop();
  await clock.advance(0);
  const { engine: stopped, clock: later } = bed({});
  await later.advance(31_000);
  await stopped.stop();
  await expect((async () => call(stopped))()).rejects.toEqual(refusal);
  expect(await stopped.abortTurn('turn' as TurnId)).toBe(false);
});

it('leaves no call open that the stop overtakes', async () => {
  const { engine, clock, fill } = bed({});
  await clock.advance(31_000);
  fill();
  const asked = engine.turns.list();
  await engine.stop();
  await expect(asked).rejects.toMatchObject({ code: 'end_unknown' });
});

/** What a program gives that is not checked by types. */
const UNTYPED: readonly [string, ErrorCode, (engine: Engine) => Promise<unknown>][] = [
  ['a target', 'target_invalid', (engine) => engine.send({ text: 'hi', to: 5 as never })],
  ['a target that is null', 'target_invalid', (engine) => engine.send({ text: 'hi', to: null as never })],
  ['a message', 'action_invalid', (engine) => engine.send(undefined as never)],
  ['a text', 'action_invalid', (engine) => engine.send({ to: 'a@example.com', text: Number.NaN as never })],
  ['a deed', 'action_invalid', (engine) => engine.act(null as never)],
  ['the target of a deed', 'target_invalid', (engine) => engine.act({ name: 'react', to: null as never })],
  [
    'an account that has no words',
    'account_unknown',
    (engine) => engine.send({ text: 'hi', accountId: Object.create(null) as never }),
  ],
  ['a request', 'approval_invalid', (engine) => engine.requestApproval(undefined as never)],
  [
    'where a request comes from',
    'approval_invalid',
    (engine) => engine.requestApproval({ kind: 'exec', text: 'make', to: null as never }),
  ],
  ['an account', 'account_unknown', (engine) => engine.send({ text: 'hi', accountId: 5 as never })],
  [
    'the account of a deed',
    'account_unknown',
    (engine) => engine.act({ name: 'react', accountId: {} as never }),
  ],
  ['a code', 'pairing_code_unknown', (engine) => engine.pairing.approve({} as never)],
  ['a code that is no text', 'pairing_code_unknown', (engine) => engine.pairing.deny({ code: 5 as never })],
  ['a turn', 'turn_unknown', (engine) => engine.turns.redo({} as never)],
];

it.each(UNTYPED)('what is no text in the place of %s is refused with %s', async (_, code, call) => {
  const { engine, clock } = bed({});
  await clock.advance(31_000);
  await expect(call(engine)).rejects.toMatchObject({ code });
  await engine.stop();
});
