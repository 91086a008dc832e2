// What leaves within a minute or an hour has a budget, by conversation and by account; what is over it waits in its place.

import { describe, expect, it } from 'vitest';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { SendOutcome } from '../../../../engine/wire/outcome.ts';
import { ANY_NUMBER, createOutboxBed } from '../../../support/sending/outbox-bed.ts';
import { ACCOUNT } from '../../../support/stores/inputs.ts';

const aMinute = (minute: number) => ({ minute, hour: 0 });
const PENDING: SendOutcome = { kind: 'pending', detail: 'no answer' };
const REFUSED: SendOutcome = { kind: 'notStarted', detail: 'not now', refusal: 'other' };

describe('what is over the budget of an account', () => {
  it('waits until what has left is a minute old, and goes in its order', async () => {
    const { clock, sent, answer, logger, pace } = await createOutboxBed({ sendsPerAccount: aMinute(2) });
    await answer('one', 'two', 'three', 'four', 'five');
    expect(sent).toEqual(['one', 'two']);
    expect(pace()).toEqual({
      minute: { used: 2, limit: 2 },
      hour: null,
      waitingParts: 3,
      conversations: 1,
      nextInMs: 60_000,
    });
    await clock.advance(59_999);
    expect(sent).toHaveLength(2);
    await clock.advance(1);
    expect(sent).toEqual(['one', 'two', 'three', 'four']);
    await clock.advance(60_000);
    expect(sent.at(-1)).toBe('five');
    expect(pace()).toMatchObject({ waitingParts: 0, conversations: 0, nextInMs: null });
    expect(logger.lines.filter((line) => line.includes('sendsPerAccount.minute'))).toHaveLength(1);
  });

  it('goes in turns of the conversations, however much one of them has', async () => {
    const { clock, sent, answerIn } = await createOutboxBed({ sendsPerAccount: aMinute(1) });
    await answerIn('lane-1', ['a1', 'a2', 'a3', 'a4']);
    await answerIn('lane-2', ['b1', 'b2']);
    await answerIn('lane-3', ['c1']);
    for (let minute = 0; minute < 6; minute += 1) await clock.advance(60_000);
    expect(sent).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  it('is told of by the hour as well', async () => {
    const { clock, sent, answer, pace } = await createOutboxBed({
      sendsPerAccount: { minute: 2, hour: 3 },
    });
    await answer('one', 'two', 'three', 'four');
    await clock.advance(60_000);
    expect(sent).toHaveLength(3);
    expect(pace()).toMatchObject({ hour: { used: 3, limit: 3 }, nextInMs: 59 * 60_000 });
    await clock.advance(59 * 60_000);
    expect(sent.at(-1)).toBe('four');
  });

  it('counts from when its call is over, and one without an answer until its end is known', async () => {
    const { clock, sent, answerIn, pace } = await createOutboxBed({
      outcomes: [PENDING],
      rows: [],
      sendsPerAccount: aMinute(1),
    });
    await answerIn('lane-1', ['lost']);
    await answerIn('lane-2', ['other']);
    await clock.advance(300_000);
    expect(sent).toEqual(['lost']);
    expect(pace()).toMatchObject({ minute: { used: 1, limit: 1 }, nextInMs: null });
    await clock.advance(30_000);
    expect(sent).toEqual(['lost']);
    await clock.advance(60_000);
    expect(sent).toEqual(['lost', 'other']);
  });

  it('is sent to its end, however much of it is left in the store', async () => {
    const { clock, sent, answer } = await createOutboxBed({ sendsPerAccount: aMinute(40) });
    await answer(...Array.from({ length: 150 }, (_, index) => `part ${index}`));
    for (let minute = 0; minute < 3; minute += 1) await clock.advance(60_000);
    expect(sent).toEqual(Array.from({ length: 150 }, (_, index) => `part ${index}`));
  });

  it('is not used up by what was provably not begun', async () => {
    const bed = await createOutboxBed({ outcomes: [REFUSED], sendsPerAccount: aMinute(1) });
    await bed.answer('one');
    expect(bed.pace().minute).toEqual({ used: 0, limit: 1 });
    await bed.clock.advance(1_000);
    expect(bed.sent).toEqual(['one', 'one']);
    expect(bed.pace().minute).toEqual({ used: 1, limit: 1 });
  });

  it('is not used up by what failed without leaving, nor after a restart', async () => {
    const outcomes = [{ kind: 'refused', detail: 'no such chat' }] as const;
    const bed = await createOutboxBed({ outcomes, sendsPerAccount: aMinute(1) });
    await bed.answerIn('lane-1', ['one']);
    expect(bed.parts).toEqual(['one sending', 'one failed']);
    expect(bed.pace().minute).toEqual({ used: 0, limit: 1 });
    await bed.restart();
    expect(bed.pace().minute).toEqual({ used: 0, limit: 1 });
    await bed.answerIn('lane-2', ['two']);
    expect(bed.sent).toEqual(['one', 'two']);
    expect(bed.pace().minute).toEqual({ used: 1, limit: 1 });
  });

  it('is not used up by what was refused until it was given up', async () => {
    const outcomes = Array.from({ length: 9 }, () => REFUSED);
    const bed = await createOutboxBed({ outcomes, retryForMs: 20_000, sendsPerAccount: aMinute(1) });
    await bed.answerIn('lane-1', ['one']);
    await bed.clock.advance(60_000);
    expect(bed.parts.at(-1)).toBe('one failed');
    expect(bed.pace().minute).toEqual({ used: 0, limit: 1 });
  });

  it('expires as what waits for anything else does', async () => {
    const { clock, sent, parts, answer } = await createOutboxBed({ sendsPerAccount: { minute: 0, hour: 1 } });
    await answer('one', 'two', 'three', 'four');
    await clock.advance(3 * 60 * 60_000);
    expect(sent).toEqual(['one', 'two']);
    expect(parts.slice(-2)).toEqual(['three expired', 'four expired']);
  });
});

describe('a budget that is changed', () => {
  it('lets go at once what has room by then, and counts what left before it', async () => {
    const { clock, sent, answer, set, logger, pace } = await createOutboxBed({ sendsPerAccount: aMinute(1) });
    await answer('one', 'two', 'three', 'four', 'five');
    expect(sent).toEqual(['one']);
    await set({ sendsPerAccount: aMinute(3) });
    expect(sent).toEqual(['one', 'two', 'three']);
    await clock.advance(59_000);
    await set({ sendsPerAccount: aMinute(2) });
    await clock.advance(1_000);
    expect(sent).toHaveLength(5);
    expect(pace().minute).toEqual({ used: 2, limit: 2 });
    expect(logger.lines.filter((line) => line.includes('sendsPerAccount.minute'))).toHaveLength(3);
  });

  it('is none, and is one again for what left meanwhile', async () => {
    const { clock, sent, answer, set, pace } = await createOutboxBed({ sendsPerAccount: aMinute(1) });
    await set({ sendsPerAccount: aMinute(0) });
    await answer('one', 'two', 'three');
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(pace().minute).toBeNull();
    await set({ sendsPerAccount: aMinute(3) });
    await answer('four');
    await clock.advance(59_999);
    expect(sent).toHaveLength(3);
    await clock.advance(1);
    expect(sent).toHaveLength(4);
  });
});

describe('what is over the budget of a conversation', () => {
  it('waits, and others go on', async () => {
    const { clock, sent, answerIn, pace } = await createOutboxBed({ sendsPerConversation: aMinute(1) });
    await answerIn('lane-1', ['a1', 'a2']);
    await answerIn('lane-2', ['b1', 'b2']);
    expect(sent).toEqual(['a1', 'b1']);
    expect(pace()).toMatchObject({ minute: null, waitingParts: 2, conversations: 2 });
    await clock.advance(60_000);
    expect(sent).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  it('is told of once an hour for each budget, and one that is told hides no other', async () => {
    const { clock, answerIn, logger } = await createOutboxBed({
      sendsPerConversation: aMinute(1),
      sendsPerAccount: { minute: 0, hour: 3 },
    });
    const told = () => logger.lines.flatMap((line) => /outbound\.(\S+) sets/.exec(line)?.[1] ?? []);
    await answerIn('lane-1', ['a1', 'a2']);
    expect(told()).toEqual(['sendsPerConversation.minute']);
    await answerIn('lane-2', ['b1']);
    await answerIn('lane-3', ['c1', 'c2']);
    expect(told()).toEqual(['sendsPerConversation.minute', 'sendsPerAccount.hour']);
    await clock.advance(59 * 60_000);
    expect(told()).toHaveLength(2);
    await clock.advance(60_000);
    await answerIn('lane-4', ['d1', 'd2']);
    expect(told().slice(2)).toEqual(['sendsPerAccount.hour']);
  });

  it('goes before what is said there later', async () => {
    const { clock, sent, answerIn } = await createOutboxBed({ sendsPerConversation: aMinute(1) });
    await answerIn('lane-1', ['one', 'two']);
    await clock.advance(59_999);
    await answerIn('lane-1', ['later']);
    await clock.advance(1);
    await clock.advance(60_000);
    expect(sent).toEqual(['one', 'two', 'later']);
  });
});

describe('what an earlier run has sent', () => {
  const limited = { core: createMemoryCore(), sendsPerAccount: aMinute(2), sendsPerConversation: ANY_NUMBER };

  it('counts from when it had its end', async () => {
    const { clock, sent, answer, restart } = await createOutboxBed({ ...limited, core: createMemoryCore() });
    await answer('one');
    await clock.advance(30_000);
    await answer('two', 'three');
    await restart();
    expect(sent).toEqual(['one', 'two']);
    await clock.advance(29_999);
    expect(sent).toHaveLength(2);
    await clock.advance(1);
    expect(sent).toEqual(['one', 'two', 'three']);
  });

  it('counts by a clock that was set back as if it were now, and no longer', async () => {
    const { clock, sent, answer, restart } = await createOutboxBed({ ...limited, core: createMemoryCore() });
    await answer('one', 'two', 'three');
    clock.setBack(40 * 60_000);
    await restart();
    await clock.advance(59_999);
    expect(sent).toHaveLength(2);
    await clock.advance(1);
    expect(sent.at(-1)).toBe('three');
  });

  it('counts for as long as nobody knows what became of it', async () => {
    const { clock, sent, answer, answerIn, restart, store } = await createOutboxBed({
      ...limited,
      core: createMemoryCore(),
      outcomes: [PENDING, PENDING],
      rows: [],
    });
    await answer('one');
    await answerIn('lane-2', ['two']);
    await restart();
    expect(await store.sendingParts({ accountId: ACCOUNT })).toHaveLength(2);
    await answerIn('lane-3', ['three']);
    await clock.advance(300_000);
    expect(sent).toEqual(['one', 'two']);
    await clock.advance(120_000);
    expect(sent).toEqual(['one', 'two', 'three']);
  });
});
