// An engine that ends before it has started.

import { expect, it } from 'vitest';
import { parseConfig } from '../../../engine/config/load.ts';
import { composeEngine } from '../../../engine/engine.ts';
import { EngineError, type ErrorCode } from '../../../engine/errors.ts';
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
  const core: StoreCore = {
    ...memory,
    transact(epoch, commands) {
      if (commits) throw new EngineError(commits, { message: 'It fails.' });
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
    spawn: () => {
      throw new Error('Nothing is read yet.');
    },
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

it('does not start after its stop', async () => {
  const { engine, clock, counts, outcome } = bed({ isTaken: true });
  await engine.stop();
  await engine.start();
  await clock.advance(20_000);
  expect([outcome(), counts.opened, engine.status().state]).toEqual(['resolved', 0, 'stopped']);
});
