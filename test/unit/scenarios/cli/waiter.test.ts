import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { createEmitter } from '../../../../engine/events.ts';
import { createWaiter } from '../../../../scenarios/cli/waiter.ts';
import { createGatewayRecorder } from '../../../../scenarios/observe/gateway-recorder.ts';
import { createLedger } from '../../../../scenarios/observe/ledger.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { rethrown } from '../../../support/engine/world.ts';

function setUp() {
  const clock = createManualClock();
  const abort = new AbortController();
  const ledger = createLedger();
  const waiter = createWaiter({ clock, signal: abort.signal, limitMs: 30_000, ledger });
  const { emit, on } = createEmitter(rethrown);
  createGatewayRecorder({
    ledger,
    incarnation: 1,
    nowMs: clock.monotonicMs,
    isAlive: () => !abort.signal.aborted,
    onEntry: waiter.notify,
  }).listen({ on });
  const subscribe = () => emit('subscribed', { accountId: 'default', sinceRowid: null, boundary: null });
  return { clock, abort, ledger, waiter, emit, subscribe, hasOne: () => ledger.events.length > 0 };
}

describe('waiting for an event', () => {
  test('ends with the event that makes it so, and leaves no timer', async () => {
    const { clock, waiter, subscribe, hasOne, ledger } = setUp();
    const waiting = waiter.until('it reads', hasOne);
    subscribe();
    await expect(waiting).resolves.toBeUndefined();
    expect(ledger.events.map(({ name }) => name)).toEqual(['subscribed']);
    expect(clock.waiting).toBe(0);
  });

  test('is over at once when it is so already', async () => {
    const { clock, waiter, subscribe, hasOne } = setUp();
    subscribe();
    await expect(waiter.until('it reads', hasOne)).resolves.toBeUndefined();
    expect(clock.waiting).toBe(0);
  });

  test('fails with what was waited for when nothing comes within the limit', async () => {
    const { clock, waiter, hasOne } = setUp();
    const waiting = expect(waiter.until('it reads', hasOne)).rejects.toMatchObject({
      name: 'WaitFailed',
      message: 'it reads: not within 30 s',
    });
    await clock.advance(30_000);
    await waiting;
  });

  test('fails with the remedy when the engine cannot go on', async () => {
    const { waiter, emit, hasOne } = setUp();
    const waiting = waiter.until('it reads', hasOne);
    emit('fatal', new EngineError('store_owner_lost'));
    await expect(waiting).rejects.toMatchObject({ name: 'WaitFailed', message: /Run one gateway/ });
  });

  test('is interrupted by the signal, and nothing is written down after it', async () => {
    const { abort, waiter, subscribe, hasOne, ledger } = setUp();
    const waiting = waiter.until('it reads', hasOne);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'Interrupted' });
    subscribe();
    expect(ledger.entries).toEqual([]);
  });
});
