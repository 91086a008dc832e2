import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { createSendParts } from '../../../../engine/outbound/answer.ts';
import { createScheduler } from '../../../../engine/wire/scheduler.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { createLine } from '../../../support/sending/line.ts';
import { ACCOUNT, part } from '../../../support/stores/inputs.ts';

const LANE = id.lane('lane');
const TURN = { turnId: id.turn('turn'), accountId: ACCOUNT, lane: LANE };

function bed(maxRowid: () => Promise<number | null>) {
  const scheduler = createScheduler(new AbortController().signal, unawaited);
  const clock = createManualClock();
  const sent: string[] = [];
  const queued: string[] = [];
  const sendParts = createSendParts({
    clock,
    unawaited,
    line: createLine({
      scheduler,
      clock,
      logger: createListLogger(),
      isReady: () => true,
      send: () => Promise.reject(new Error('nobody calls')),
    }),
    own: createOwnSends(),
    pace: { mayLeave: () => true },
    maxRowid,
    send: async ({ partId }) => void sent.push(partId),
    enqueue: ({ partId }) => void queued.push(partId),
  });
  return { sendParts, sent, queued, isFree: () => !scheduler.snapshot().isBusy };
}

describe('the wire that an answer has seized', () => {
  const lost = () => Promise.reject(new Error('the store is lost'));

  it('is given back where the parts could not be committed', async () => {
    const { sendParts, sent, queued, isFree } = bed(async () => 50);
    await expect(sendParts(TURN, [part('p')], lost)).rejects.toThrow('lost');
    expect(isFree()).toBe(true);
    expect(await sendParts(TURN, [part('p')], async () => false)).toBe(false);
    expect(isFree()).toBe(true);
    expect([sent, queued]).toEqual([[], []]);
  });

  it('is given back where the mark could not be read', async () => {
    const { sendParts, isFree } = bed(lost);
    await expect(sendParts(TURN, [part('p')], async () => true)).rejects.toThrow('lost');
    expect(isFree()).toBe(true);
  });

  it('is given back where there is no mark, and everything waits', async () => {
    const { sendParts, sent, queued, isFree } = bed(async () => null);
    expect(await sendParts(TURN, [part('p'), part('q')], async () => true)).toBe(true);
    expect([sent, queued]).toEqual([[], ['p', 'q']]);
    expect(isFree()).toBe(true);
  });
});
