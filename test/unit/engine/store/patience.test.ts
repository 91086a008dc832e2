import { beforeEach, describe, expect, it } from 'vitest';
import { EngineError, type ErrorCode } from '../../../../engine/errors.ts';
import type { StoreCore } from '../../../../engine/store/core.ts';
import { createCoreBackend } from '../../../../engine/store/core-backend.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { createPatience, openPatiently } from '../../../../engine/store/patience.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { ACCOUNT, createSource, part, row, SOURCE, turn } from '../../../support/stores/inputs.ts';

let clock: ReturnType<typeof createManualClock>;
let logger: ReturnType<typeof createListLogger>;
let failing: ErrorCode | null;
let lost: EngineError[];
let closing: AbortController;
let look: () => void;
let holder: string | null;
let core: StoreCore;

beforeEach(() => {
  clock = createManualClock();
  logger = createListLogger();
  failing = null;
  lost = [];
  closing = new AbortController();
  holder = null;
  core = createMemoryCore();
});

function open({ takesOver = false } = {}): Promise<Store> {
  const failed = createPatience({
    clock,
    logger,
    signal: closing.signal,
    onLost: (error) => void lost.push(error),
  });
  const check = () => {
    if (failing !== null) throw new EngineError(failing, { message: 'It fails.' });
  };
  const troubled: StoreCore = {
    ...core,
    transact(epoch, commands) {
      check();
      return core.transact(epoch, commands);
    },
    check(epoch) {
      check();
      core.check(epoch);
    },
  };
  const backend = createCoreBackend({
    openCore: () => troubled,
    openReaderCore: () => troubled,
    schedule: (apply) => queueMicrotask(() => apply()()),
    hold: () => (holder === null ? () => {} : null),
    holder: () => `It is in use by ${holder}.`,
    watch(callback) {
      look = callback;
      return () => {};
    },
  });
  const owner = { instanceId: 'one', atMs: 0, takesOver };
  const keeper = { failed, committed() {}, unawaited };
  return openPatiently({ backend, owner, keeper, clock, logger, signal: closing.signal });
}

/** Whether it has settled by now. */
function watched(promise: Promise<unknown>): { readonly isSettled: boolean } {
  const found = { isSettled: false };
  const settled = () => {
    found.isSettled = true;
  };
  promise.then(settled, settled);
  return found;
}

describe('a store that cannot be written for a moment (T2)', () => {
  const COMMANDS: [string, (store: Store) => Promise<unknown>][] = [
    ['ingest', (store) => store.ingest({ sourceId: SOURCE, rows: [row(2)] })],
    ['formTurn', (store) => store.formTurn({ sourceId: SOURCE, turn: turn('t', [1]) })],
    ['answer', (store) => store.answer({ turnId: id.turn('t'), parts: [part('p')], atMs: 5 })],
  ];

  it.each(
    COMMANDS.flatMap(([name, command]) =>
      (['store_full', 'store_busy', 'store_failing'] as const).map((code) => [name, code, command] as const),
    ),
  )('is waited out by %s: %s', async (_, code, command) => {
    const store = await open();
    await createSource(store);
    await store.ingest({ sourceId: SOURCE, rows: [row(1)] });
    failing = code;
    const running = command(store);
    await clock.advance(0);
    expect(store.snapshot()).toMatchObject({ failure: code, waitingCommands: 1 });
    await clock.advance(1_000);
    failing = null;
    await clock.advance(2_000);
    await running;
    expect(store.snapshot()).toMatchObject({ failure: null, waitingCommands: 0 });
    expect(lost).toEqual([]);
    expect(logger.lines).toEqual([
      expect.stringContaining('Trying again in 1000 ms.'),
      expect.stringContaining('Trying again in 2000 ms.'),
    ]);
  });

  it('keeps the order in which it was asked, also of what was asked meanwhile', async () => {
    const store = await open();
    await createSource(store);
    failing = 'store_full';
    const first = store.ingest({ sourceId: SOURCE, rows: [row(1)] });
    await clock.advance(500);
    const second = store.ingest({ sourceId: SOURCE, rows: [row(2)] });
    failing = null;
    await clock.advance(500);
    expect([(await first).rows[0]!.seq, (await second).rows[0]!.seq]).toEqual([1, 2]);
  });

  it('pauses ever longer, up to half a minute', async () => {
    const store = await open();
    failing = 'store_full';
    void createSource(store);
    await clock.advance(120_000);
    const pauses = logger.lines.map((line) => Number(/again in (\d+) ms/.exec(line)![1]));
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((s) => s * 1_000));
  });

  it('is closed at once by a stop', async () => {
    const store = await open();
    failing = 'store_full';
    const running = watched(createSource(store));
    await clock.advance(100);
    closing.abort();
    await store.close();
    expect(running.isSettled).toBe(false);
  });
});

describe('a store that is lost', () => {
  it.each(['store_owner_lost', 'store_gone', 'store_damaged', 'store_unusable'] as const)(
    'ends the gateway once, and nothing settles any more: %s',
    async (code) => {
      const store = await open();
      await createSource(store);
      failing = code;
      const running = [
        watched(store.ingest({ sourceId: SOURCE, rows: [row(1)] })),
        watched(store.counts({ sourceId: SOURCE, accountId: ACCOUNT })),
      ];
      await clock.advance(60_000);
      look();
      const later = watched(createSource(store));
      await clock.advance(60_000);
      expect(lost.map((error) => error.code)).toEqual([code]);
      expect([...running, later].map(({ isSettled }) => isSettled)).toEqual([false, false, false]);
      await store.close();
    },
  );

  it('is noticed without a commit (T3, ruling-42)', async () => {
    const store = await open();
    look();
    expect(lost).toEqual([]);
    core.acquire({ instanceId: 'two', atMs: 1 });
    look();
    look();
    await clock.advance(0);
    expect(lost.map((error) => error.code)).toEqual(['store_owner_lost']);
    await store.close();
  });
});

describe('a store that another gateway has (ruling-42)', () => {
  it('is waited for, and opened once that has ended', async () => {
    holder = 'another';
    const opening = open();
    await clock.advance(9_000);
    holder = null;
    await clock.advance(1_000);
    expect(await opening).toMatchObject({ epoch: 1 });
    expect(logger.lines).toEqual(['warn store: It is in use by another. Waiting up to 10000 ms for it.']);
  });

  it('is given up after ten seconds, with who has it', async () => {
    holder = 'process 17';
    const opening = open();
    const refused = expect(opening).rejects.toMatchObject({
      code: 'store_in_use',
      message: 'It is in use by process 17.',
    });
    await clock.advance(11_000);
    await refused;
  });

  it('is taken over where that is asked for', async () => {
    holder = 'another';
    core.acquire({ instanceId: 'another', atMs: 0 });
    expect(await open({ takesOver: true })).toMatchObject({ epoch: 2 });
  });
});
