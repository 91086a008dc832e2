import { describe, expect, it } from 'vitest';
import type { WaitRule } from '../../../../../engine/inbound/open-runs.ts';
import { URL_BALLOON } from '../../../../../engine/message/preview.ts';
import type { Member } from '../../../../../engine/turns/member.ts';
import { createBuckets } from '../../../../../engine/turns/wait/buckets.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { member } from '../../../../support/messages/member.ts';

const WINDOW_MS = 2_500;
const START_MS = Date.parse('2026-03-02T09:00:00.000Z');

interface Row {
  readonly sender?: string;
  readonly ageMs?: number;
  readonly marked?: boolean;
  readonly sentMs?: number;
}

/** Where what says `now` does not wait. */
function bed({ windowMs = WINDOW_MS, isMetadataKnown = true } = {}) {
  const clock = createManualClock();
  const released: { atMs: number; texts: string[] }[] = [];
  let rule: WaitRule = { pairsOnly: true, windowMs };
  const set = (changed: Partial<WaitRule>) => {
    rule = { ...rule, ...changed };
  };
  const buckets = createBuckets({
    clock,
    rule: () => rule,
    isMetadataKnown: () => isMetadataKnown,
    waits: ({ text }) => text !== 'now',
    release(groups) {
      for (const group of groups) {
        released.push({ atMs: clock.monotonicMs(), texts: group.map(({ message }) => message.text) });
      }
    },
  });
  let rowid = 0;
  const row = (text: string, { sender = '+15550001111', ageMs = 0, ...rest }: Row = {}): Member => {
    const { marked = false, sentMs = clock.monotonicMs() } = rest;
    rowid += 1;
    const balloon = marked ? { balloon_bundle_id: URL_BALLOON } : {};
    const created_at = new Date(START_MS + sentMs).toISOString();
    const fields = { id: rowid, text, sender, created_at, ...balloon };
    return member(fields, { arrivedAtMs: clock.wallMs() - ageMs });
  };
  return { clock, released, row, buckets, set, texts: () => released.map(({ texts }) => texts) };
}

describe('rows that wait', () => {
  it('holds a row for one window and lets its preview in', async () => {
    const { clock, buckets, row, released } = bed();
    buckets.add([row('Dump')]);
    await clock.advance(1_200);
    buckets.add([row('https://example.com/a', { marked: true })]);
    await clock.advance(WINDOW_MS - 1);
    expect(released).toEqual([]);
    await clock.advance(1);
    expect(released).toEqual([{ atMs: 3_700, texts: ['Dump', 'https://example.com/a'] }]);
    expect(buckets.count()).toBe(0);
  });

  it('ends as it began, whatever is set meanwhile; what comes once it has ended waits as it is set then', async () => {
    const { clock, buckets, row, released, set } = bed();
    set({ pairsOnly: false });
    buckets.add([row('one')]);
    set({ pairsOnly: true, windowMs: 0 });
    await clock.advance(1_000);
    buckets.add([row('two')]);
    await clock.advance(WINDOW_MS);
    expect(released).toEqual([{ atMs: 3_500, texts: ['one', 'two'] }]);
    buckets.add([row('three')]);
    expect(released.at(-1)).toEqual({ atMs: 3_500, texts: ['three'] });
    set({ pairsOnly: false, windowMs: 100 });
    for (const text of ['four', 'five']) buckets.add([row(text)]);
    await clock.advance(100);
    expect(released.at(-1)).toEqual({ atMs: 3_600, texts: ['four', 'five'] });
  });

  it('takes nothing along of somebody else who wrote later, and what was written earlier goes first', async () => {
    const { clock, buckets, row, released } = bed();
    const other = '+15550002222';
    buckets.add([row('of the other', { sender: other })]);
    await clock.advance(2_000);
    buckets.add([row('Dump')]);
    await clock.advance(1_000);
    buckets.add([row('https://example.com/a', { marked: true })]);
    await clock.advance(1_000);
    expect(released).toEqual([{ atMs: 2_500, texts: ['of the other'] }]);
    buckets.add([row('later', { sender: other })]);
    await clock.advance(WINDOW_MS);
    expect(released.slice(1).map(({ texts }) => texts)).toEqual([
      ['Dump', 'https://example.com/a'],
      ['later'],
    ]);
  });

  it('takes of somebody else along what was written before, and not what was written after', async () => {
    const { clock, buckets, row, released } = bed();
    const other = '+15550002222';
    buckets.add([row('one'), row('two', { sender: other }), row('three')]);
    await clock.advance(2_000);
    buckets.add([row('four', { sender: other })]);
    await clock.advance(1_000);
    buckets.add([row('https://example.com/a', { sender: other, marked: true })]);
    await clock.advance(WINDOW_MS);
    expect(released.map(({ atMs, texts }) => [atMs, ...texts])).toEqual([
      [2_500, 'one'],
      [2_500, 'two'],
      [2_500, 'three'],
      [5_500, 'four', 'https://example.com/a'],
    ]);
  });

  it('lets a text wait for its link also where somebody else writes minutes later, or has written too long', async () => {
    const { clock, buckets, row, texts } = bed();
    const other = '+15550002222';
    buckets.add([row('early'), row('Dump', { sender: other })]);
    await clock.advance(1_000);
    buckets.add([row('later', { sentMs: 300_000 })]);
    buckets.add([row('https://example.com/a', { sender: other, marked: true })]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['early'], ['Dump', 'https://example.com/a'], ['later']]);
    for (let count = 0; count < 6; count += 1) {
      buckets.add([row(`t${count}`)]);
      await clock.advance(0.9 * WINDOW_MS);
      if (count === 4) buckets.add([row('Look', { sender: other })]);
    }
    buckets.add([row('https://example.com/b', { sender: other, marked: true })]);
    await clock.advance(WINDOW_MS);
    expect(texts().slice(3)).toEqual([
      ...['t0', 't1', 't2', 't3', 't4'].map((text) => [text]),
      ['Look', 'https://example.com/b'],
      ['t5'],
    ]);
  });

  it('gives a preview after the window a turn of its own (D3)', async () => {
    const { clock, buckets, row, texts } = bed();
    buckets.add([row('Dump')]);
    await clock.advance(5_500);
    buckets.add([row('https://example.com/a', { marked: true })]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['Dump'], ['https://example.com/a']]);
  });

  it('lets a preview in at 5.5 s where the window is 7 s', async () => {
    const { clock, buckets, row, texts } = bed({ windowMs: 7_000 });
    buckets.add([row('Dump')]);
    await clock.advance(5_500);
    buckets.add([row('https://example.com/a', { marked: true })]);
    await clock.advance(7_000);
    expect(texts()).toEqual([['Dump', 'https://example.com/a']]);
  });

  it('answers somebody who keeps typing after five windows, all but the last row (ruling-6)', async () => {
    const { clock, buckets, row, released } = bed();
    for (let count = 0; count < 6; count += 1) {
      buckets.add([row(`t${count}`)]);
      await clock.advance(0.9 * WINDOW_MS);
    }
    expect(released.map(({ atMs }) => atMs)).toEqual(Array(5).fill(5 * WINDOW_MS));
    expect(released.map(({ texts }) => texts)).toEqual([['t0'], ['t1'], ['t2'], ['t3'], ['t4']]);
    await clock.advance(WINDOW_MS);
    expect(released.at(-1)).toEqual({ atMs: 6 * WINDOW_MS, texts: ['t5'] });
  });

  it('keeps rows apart that were written further apart than the window and arrive together', async () => {
    const { clock, buckets, row, texts } = bed();
    buckets.add([row('Dump', { sentMs: 0 }), row('https://example.com/a', { marked: true, sentMs: 60_000 })]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['Dump'], ['https://example.com/a']]);
  });

  it('puts a pair together that was written while the gateway was down', async () => {
    const { clock, buckets, row, texts } = bed();
    buckets.add([row('Dump', { sentMs: 0 }), row('https://example.com/a', { marked: true, sentMs: 1_200 })]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['Dump', 'https://example.com/a']]);
  });

  it('waits for what is left of its window, and anew after a stop: what belongs to it may have come meanwhile', async () => {
    const { clock, buckets, row, released } = bed();
    buckets.add([row('Dump', { ageMs: 2_000 })]);
    await clock.advance(500);
    buckets.resume([row('Order', { ageMs: 300_000 })]);
    await clock.advance(2_000);
    buckets.add([row('https://example.com/a', { marked: true })]);
    await clock.advance(WINDOW_MS);
    const order = { atMs: 5_000, texts: ['Order', 'https://example.com/a'] };
    expect(released).toEqual([{ atMs: 500, texts: ['Dump'] }, order]);
  });

  it('lets a row that does not wait go at once, after what waits before it', () => {
    const { buckets, row, texts } = bed();
    buckets.add([row('hello'), row('now')]);
    expect(texts()).toEqual([['hello'], ['now']]);
  });

  it('keeps senders apart and the order of the conversation', async () => {
    const { clock, buckets, row, texts } = bed();
    buckets.add([row('a1'), row('b1', { sender: '+15550002222' })]);
    await clock.advance(1_000);
    buckets.add([row('a2')]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['a1'], ['b1'], ['a2']]);
  });

  it('merges a whole bucket where the build marks nothing (ruling-5)', async () => {
    const { clock, buckets, row, texts } = bed({ isMetadataKnown: false });
    buckets.add([row('Dump'), row('https://example.com/a')]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['Dump', 'https://example.com/a']]);
  });

  it('does not wait with a window of 0', () => {
    const { buckets, row, texts } = bed({ windowMs: 0 });
    buckets.add([row('a')]);
    expect(texts()).toEqual([['a']]);
  });

  it.each([3_000, 0])(
    'forgets what waits when it stops, and what comes behind it (window %i)',
    async (windowMs) => {
      const { clock, buckets, row, texts } = bed({ windowMs });
      if (windowMs > 0) buckets.add([row('a')]);
      buckets.stop();
      buckets.add([row('b')]);
      await clock.advance(WINDOW_MS * 2);
      expect(texts()).toEqual([]);
      expect(clock.waiting).toBe(0);
    },
  );

  it('say what was written in its order, also where a row comes late', async () => {
    const { clock, buckets, row, released } = bed({ isMetadataKnown: false });
    const [one, two, three] = ['one', 'two', 'three'].map((text) => row(text));
    buckets.add([one!, three!]);
    await clock.advance(1_000);
    buckets.add([two!]);
    await clock.advance(WINDOW_MS);
    expect(released.map(({ texts }) => texts)).toEqual([['one', 'two', 'three']]);
  });

  it('a row that comes late stands before what was written minutes later, and takes its own preview along', async () => {
    const { clock, buckets, row, texts } = bed();
    const one = row('one', { sentMs: 0 });
    const link = row('https://example.com/a', { sentMs: 0, marked: true });
    buckets.add([row('later', { sentMs: 300_000 })]);
    buckets.add([one, link]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['one', 'https://example.com/a'], ['later']]);
  });

  it('one that comes late and need not wait goes before what was written after it, beside somebody else as well', async () => {
    const { clock, buckets, row, texts } = bed();
    const [zero, now] = [row('zero'), row('now')];
    buckets.add([zero, row('later', { sender: '+15550002222', sentMs: 300_000 })]);
    buckets.add([now]);
    expect(texts()).toEqual([['zero'], ['now'], ['later']]);
    const [first, second] = [row('first', { sentMs: 0 }), row('second', { sentMs: 60_000 })];
    buckets.add([first, row('last', { sender: '+15550002222', sentMs: 300_000 })]);
    buckets.add([second]);
    await clock.advance(WINDOW_MS);
    expect(texts().slice(3)).toEqual([['first'], ['second'], ['last']]);
  });

  it('what was written minutes apart is not merged by one that came late, where nothing is marked', async () => {
    const { clock, buckets, row, texts } = bed({ isMetadataKnown: false });
    const early = row('early', { sentMs: 0 });
    buckets.add([row('later', { sentMs: 300_000 })]);
    buckets.add([early]);
    await clock.advance(WINDOW_MS * 5);
    expect(texts()).toEqual([['early'], ['later']]);
  });
});

describe('a link preview that had to be asked for', () => {
  const LINK = 'https://example.com/a';

  it('joins the words before it that still wait (ruling-27)', async () => {
    const { clock, buckets, row, texts } = bed();
    const words = row('Dump');
    buckets.add([words, { ...row(LINK, { marked: true }), isLatePreview: true }]);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([['Dump', LINK]]);
  });

  it('waits for nobody where nothing waits, and lets nobody go early that waits there (ruling-27)', async () => {
    const { clock, buckets, row, texts } = bed();
    buckets.add([row('Dump', { sender: '+15550002222' })]);
    buckets.add([{ ...row(LINK, { marked: true }), isLatePreview: true }]);
    expect(texts()).toEqual([[LINK]]);
    expect(buckets.count()).toBe(1);
    await clock.advance(WINDOW_MS);
    expect(texts()).toEqual([[LINK], ['Dump']]);
  });
});
