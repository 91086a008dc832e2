import { describe, expect, it } from 'vitest';
import type { Source } from '../../../../engine/source/source.ts';
import { untilReading } from '../../../../engine/source/starting.ts';
import type { ChildStatus } from '../../../../engine/status.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

function source(ownerId: string, child: ChildStatus | null = { state: 'ready', faults: 0 }) {
  const reading = Promise.withResolvers<void>();
  const state = {
    ownerId,
    hasRead: () => false,
    reading: reading.promise,
    snapshot: () => child && { child },
  };
  const reads = () => {
    state.hasRead = () => true;
    reading.resolve();
  };
  return { source: state as unknown as Source, reads, leaves: () => reading.resolve() };
}

function bed(...sources: readonly { readonly source: Source }[]) {
  const clock = createManualClock();
  const logger = createListLogger();
  const stop = new AbortController();
  const waits = untilReading(
    sources.map((one) => one.source),
    { clock, logger, timeoutMs: 30_000, ending: stop.signal },
  );
  let isOver = false;
  void waits.then(() => {
    isOver = true;
  });
  return { clock, logger, stop, isOver: () => isOver };
}

describe('a start (ruling-43)', () => {
  it('waits until every database is read, or has been found to be one of the others', async () => {
    const [work, home, twin] = [source('work'), source('home'), source('twin')];
    const { clock, logger, isOver } = bed(work, home, twin);
    work.reads();
    await clock.advance(9_000);
    expect(isOver()).toBe(false);
    twin.leaves();
    home.reads();
    await clock.advance(0);
    expect([isOver(), clock.waiting, logger.lines]).toEqual([true, 0, []]);
  });

  it('says after a while what is missing where', async () => {
    const read = source('read');
    const { clock, logger, isOver } = bed(
      read,
      source('mute'),
      source('down', { state: 'backing-off', faults: 3 }),
      source('new', null),
    );
    read.reads();
    await clock.advance(30_000);
    const rest = 'The gateway goes on trying; imgate status shows how far it is.';
    expect([isOver(), clock.waiting]).toEqual([true, 0]);
    expect(logger.lines.filter((line) => line.startsWith('warn'))).toEqual([
      `warn [mute] not reading yet after 30 s: imsg is ready, and its watch is not subscribed. ${rest}`,
      `warn [down] not reading yet after 30 s: imsg is backing-off, 3 times in vain. ${rest}`,
      `warn [new] not reading yet after 30 s: the Messages database is not identified. ${rest}`,
    ]);
  });

  it('says every ten seconds that it goes on, and of what, until its limit (TRN-7)', async () => {
    const [mute, down] = [source('mute'), source('down', { state: 'starting', faults: 0 })];
    const { clock, logger, isOver } = bed(mute, down);
    await clock.advance(9_999);
    expect(logger.lines).toEqual([]);
    await clock.advance(1);
    expect(logger.lines).toEqual([
      'info [mute] imsg rpc not ready after 10000ms (imsg is ready, and its watch is not subscribed)',
      'info [down] imsg rpc not ready after 10000ms (imsg is starting)',
    ]);
    mute.reads();
    await clock.advance(19_999);
    expect(logger.lines.slice(2)).toEqual([
      'info [down] imsg rpc not ready after 20000ms (imsg is starting)',
    ]);
    expect(isOver()).toBe(false);
    await clock.advance(1);
    expect([isOver(), clock.waiting, logger.lines.length]).toEqual([true, 0, 4]);
  });

  it('says no more of it once everything is read', async () => {
    const work = source('work');
    const { clock, logger, isOver } = bed(work);
    await clock.advance(15_000);
    work.reads();
    await clock.advance(15_000);
    expect([isOver(), clock.waiting, logger.lines.length]).toEqual([true, 0, 1]);
  });

  it('ends at once with a stop, and says nothing', async () => {
    const { clock, logger, stop, isOver } = bed(source('mute'));
    stop.abort();
    await clock.advance(0);
    expect([isOver(), clock.waiting, logger.lines]).toEqual([true, 0, []]);
  });
});
