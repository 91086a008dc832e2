import { describe, expect, it } from 'vitest';
import { PART_EXPIRES_MS } from '../../../../engine/outbound/expiry.ts';
import type { StoreCore } from '../../../../engine/store/core.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { SendOutcome } from '../../../../engine/wire/outcome.ts';
import { LANE_MUTATIONS_MAX } from '../../../../engine/wire/queue.ts';
import { id } from '../../../support/messages/ids.ts';
import { createOutboxBed } from '../../../support/sending/outbox-bed.ts';
import { ACCOUNT } from '../../../support/stores/inputs.ts';

describe('outbox', () => {
  it('sends the parts of a reply in order, each with its receipt (OUT-4)', async () => {
    const { sent, parts, answer } = await createOutboxBed();
    await answer('one', 'two');
    expect(sent).toEqual(['one', 'two']);
    expect(parts).toEqual(['one sending', 'one sent', 'two sending', 'two sent']);
  });

  it('makes of a piece what it makes of an answer, and goes on counting behind it (OUT-1, OUT-9)', async () => {
    const { sent, parts, pieceIn, clock, logger } = await createOutboxBed();
    const turn = await pieceIn('lane-1', `<think>well</think>**${'a'.repeat(4_000)}** b`);
    await turn.add('<think>nothing more</think>');
    await (await turn.prepare(['_c_'], ''))!();
    await clock.advance(0);
    expect(sent).toEqual(['a'.repeat(4_000), 'b', 'c']);
    expect(parts.filter((part) => part.endsWith(' sent'))).toHaveLength(3);
    expect(logger.lines.filter((line) => line.includes('for people to see'))).toHaveLength(1);
  });

  it('does not send the rest of a reply whose part is known to have failed (OUT-4, invariant-41)', async () => {
    const { sent, parts, answer } = await createOutboxBed({
      outcomes: [{ kind: 'refused', detail: 'no such chat' }],
    });
    await answer('one', 'two', 'three');
    expect(sent).toEqual(['one']);
    expect(parts).toEqual(['one sending', 'one failed', 'two failed', 'three failed']);
  });

  it('ends in one commit a part that failed and all that comes after it, also what only the store holds', async () => {
    const core = createMemoryCore();
    const endings: number[] = [];
    const transact: StoreCore['transact'] = (epoch, commands) => {
      const ends = commands.filter(({ name }) => name === 'endPart').length;
      if (ends > 0) endings.push(ends);
      return core.transact(epoch, commands);
    };
    const outcomes = [{ kind: 'refused', detail: 'no such chat' }] as const;
    const { sent, parts, answer } = await createOutboxBed({ outcomes, core: { ...core, transact } });
    const texts = Array.from({ length: 2 * LANE_MUTATIONS_MAX }, (_, index) => `part ${index}`);
    await answer(...texts);
    expect(sent).toEqual(['part 0']);
    expect(parts).toEqual(['part 0 sending', ...texts.map((text) => `${text} failed`)]);
    expect(endings).toEqual([texts.length]);
  });

  it('does not send after a restart what comes after a part that had failed (OUT-4, invariant-41)', async () => {
    const { clock, sent, parts, answer, answerIn, setReady, restart, store } = await createOutboxBed();
    setReady(false);
    await answer('one', 'two', 'three');
    await answerIn('lane-1', ['next']);
    const [first] = await store.queuedParts({ accountId: ACCOUNT, lane: null, afterSeq: 0, limit: 1 });
    const { partId } = first!;
    await store.startPart({ partId, maxRowid: 50, atMs: clock.wallMs() });
    const failed = { partId, from: 'sending', to: 'failed', evidence: { via: 'none' } } as const;
    await store.endPart({ ...failed, atMs: clock.wallMs() });
    await restart();
    setReady(true);
    await clock.advance(0);
    expect(sent).toEqual(['next']);
    expect(parts).toEqual(['one failed', 'two failed', 'three failed', 'next sending', 'next sent']);
  });

  it.each([
    ['queued', 'expired'],
    ['queued', 'failed'],
    ['sending', 'unknown'],
  ] as const)(
    'tells once after a restart of what ended from %s as %s in the moment of a crash',
    async (from, to) => {
      const { clock, parts, answer, setReady, restart, store, logger } = await createOutboxBed();
      setReady(false);
      await answer('one');
      const [first] = await store.queuedParts({ accountId: ACCOUNT, lane: null, afterSeq: 0, limit: 1 });
      const { partId } = first!;
      const atMs = clock.wallMs();
      if (from === 'sending') await store.startPart({ partId, maxRowid: 50, atMs });
      await store.endPart({ partId, from, to, evidence: { via: 'none', detail: 'no hope' }, atMs });
      await restart();
      await restart();
      expect(parts).toEqual([`one ${to}`]);
      const told = logger.lines.filter((line) => line.startsWith('warn'));
      expect(told).toEqual([`warn imessage: reply ${to} for chat_id:7: no hope`]);
    },
  );

  it('waits before it makes a call again that could not be made', async () => {
    const notMade: SendOutcome = { kind: 'notMade', detail: 'busy' };
    const { clock, sent, parts, answer } = await createOutboxBed({ outcomes: [notMade, notMade] });
    await answer('one');
    expect(sent).toHaveLength(1);
    await clock.advance(999);
    expect(sent).toHaveLength(1);
    await clock.advance(5_000);
    expect(sent).toHaveLength(3);
    expect(parts.at(-1)).toBe('one sent');
  });

  it.each([
    ['a call that could not be made', { outcomes: [{ kind: 'notMade', detail: 'busy' }] as const }, 1],
    ['a mark that nobody knows', { maxRowid: () => null }, 0],
  ])('makes no further try after %s once a stop has begun (ruling-37)', async (_, options, calls) => {
    const { clock, sent, parts, answer, ending, wire } = await createOutboxBed(options);
    await answer('one');
    ending.abort();
    await clock.advance(60_000);
    expect(sent).toHaveLength(calls);
    expect(wire()).toMatchObject({ waitingParts: 0, isBusy: false });
    expect(parts.at(-1)).not.toBe('one failed');
  });

  it('reports so too what came back from a call that could not be made', async () => {
    const outcomes = [{ kind: 'notMade', detail: 'gone' }] as const;
    const { clock, parts, answer, setReady } = await createOutboxBed({ outcomes });
    await answer('one');
    setReady(false);
    await clock.advance(PART_EXPIRES_MS);
    expect(parts.at(-1)).toBe('one expired');
  });

  it('reports as expired what waited too long to be sent, though nothing could send it, and does not send it (B15)', async () => {
    const { clock, sent, parts, answer, setReady } = await createOutboxBed();
    setReady(false);
    await answer('one');
    await clock.advance(5_000);
    await answer('two');
    await clock.advance(PART_EXPIRES_MS - 5_001);
    expect(parts).toEqual([]);
    await clock.advance(1);
    expect(parts).toEqual(['one expired']);
    await clock.advance(10_000);
    expect(parts).toEqual(['one expired', 'two expired']);
    setReady(true);
    await clock.advance(0);
    expect(sent).toEqual([]);
    expect(parts).toEqual(['one expired', 'two expired']);
  });

  it('sends nothing while nobody knows how far the database goes (S2)', async () => {
    let mark: number | null = null;
    const { clock, sent, parts, answer } = await createOutboxBed({ maxRowid: () => mark });
    await answer('one', 'two');
    await clock.advance(10_000);
    expect(sent).toEqual([]);
    mark = 50;
    await clock.advance(1_000);
    expect(parts).toEqual(['one sending', 'one sent', 'two sending', 'two sent']);
  });

  it('says nothing where the agent said nothing (OUT-8)', async () => {
    const { sent, answer, store } = await createOutboxBed();
    await answer(' ');
    expect(sent).toEqual([]);
    expect(await store.turn({ turnId: id.turn('t1') })).toMatchObject({ state: 'answered' });
  });

  it('holds a bounded number of a flood of parts, and sends all in order, also after a restart', async () => {
    const { clock, sent, answerIn, setReady, restart, wire } = await createOutboxBed();
    setReady(false);
    const lanes = ['a', 'b', 'c'];
    const of = (lane: string, turn: number) => Array.from({ length: 50 }, (_, n) => `${lane}${turn}/${n}`);
    for (let turn = 0; turn < 10; turn += 1) for (const lane of lanes) await answerIn(lane, of(lane, turn));
    const held = { waitingParts: 3 * LANE_MUTATIONS_MAX, lanesWithMore: 3 };
    expect(wire()).toMatchObject(held);
    await restart();
    expect(wire()).toMatchObject(held);
    setReady(true);
    for (let step = 0; sent.length < 1_500 && step < 1_000; step += 1) await clock.advance(0);
    for (const lane of lanes) {
      const wanted = Array.from({ length: 10 }, (_, turn) => of(lane, turn)).flat();
      expect(sent.filter((text) => text.startsWith(lane))).toEqual(wanted);
    }
    // Lanes take turns: none is far ahead of the others.
    expect(sent.slice(0, 6).map((text) => text[0])).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    expect(wire()).toMatchObject({ waitingParts: 0, lanesWithMore: 0 });
  });
});
