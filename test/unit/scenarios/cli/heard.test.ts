import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { createEmitter } from '../../../../engine/events.ts';
import { createHeard, type Said } from '../../../../scenarios/cli/heard.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  const abort = new AbortController();
  const told: Said[] = [];
  const tell = (said: Said) => void told.push(said);
  const heard = createHeard({ clock, signal: abort.signal, limitMs: 30_000, tell });
  const { emit, on } = createEmitter();
  heard.listen({ on });
  const subscribe = () => emit('subscribed', { accountId: 'default', sinceRowid: null, boundary: null });
  return { clock, abort, told, heard, emit, subscribe, hasOne: () => heard.all('subscribed').length > 0 };
}

describe('waiting for an event', () => {
  test('ends with the event that makes it so, and leaves no timer', async () => {
    const { clock, heard, subscribe, hasOne, told } = setUp();
    const waiting = heard.until('it reads', hasOne);
    subscribe();
    await expect(waiting).resolves.toBeUndefined();
    expect(told.map(({ name }) => name)).toEqual(['subscribed']);
    expect(clock.waiting).toBe(0);
  });

  test('is over at once when it is so already', async () => {
    const { clock, heard, subscribe, hasOne } = setUp();
    subscribe();
    await expect(heard.until('it reads', hasOne)).resolves.toBeUndefined();
    expect(clock.waiting).toBe(0);
  });

  test('fails with what was waited for when nothing comes within the limit', async () => {
    const { clock, heard, hasOne } = setUp();
    const waiting = expect(heard.until('it reads', hasOne)).rejects.toMatchObject({
      name: 'NotHeard',
      message: 'it reads: not within 30 s',
    });
    await clock.advance(30_000);
    await waiting;
  });

  test('fails with the remedy when the engine cannot go on', async () => {
    const { heard, emit, hasOne } = setUp();
    const waiting = heard.until('it reads', hasOne);
    emit('fatal', new EngineError('store_owner_lost'));
    await expect(waiting).rejects.toMatchObject({ name: 'NotHeard', message: /Run one gateway/ });
  });

  test('is interrupted by the signal, and nothing is told after it', async () => {
    const { abort, heard, subscribe, hasOne, told } = setUp();
    const waiting = heard.until('it reads', hasOne);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'Interrupted' });
    subscribe();
    expect(told).toEqual([]);
  });
});
