// A part of which it is proven that imsg has not begun it is tried again (ruling-26).

import { describe, expect, it } from 'vitest';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { SendOutcome } from '../../../../engine/wire/outcome.ts';
import { createOutboxBed } from '../../../support/sending/outbox-bed.ts';

const REFUSED: SendOutcome = { kind: 'notStarted', detail: 'not now', refusal: 'other' };
const DENIED: SendOutcome = { kind: 'notStarted', detail: 'not allowed', refusal: 'automation' };
const times = (count: number, outcome: SendOutcome) => Array.from({ length: count }, () => outcome);

type Bed = Awaited<ReturnType<typeof createOutboxBed>>;

/** Seconds from now at which something is sent, over so long. */
async function attemptsOver(seconds: number, { clock, sent }: Bed) {
  const found: number[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    const before = sent.length;
    await clock.advance(1_000);
    if (sent.length > before) found.push(second);
  }
  return found;
}

describe('a part that was refused', () => {
  it('is tried again after growing pauses, at last when the time is over (S5)', async () => {
    const bed = await createOutboxBed({ outcomes: times(99, REFUSED) });
    await bed.answer('one', 'two');
    expect(await attemptsOver(200, bed)).toEqual([1, 6, 21, 51, 81, 111, 120]);
    expect(bed.parts.slice(-2)).toEqual(['one failed', 'two failed']);
  });

  it('is tried once more in any case', async () => {
    const bed = await createOutboxBed({ outcomes: times(9, REFUSED), retryForMs: 0 });
    await bed.answer('one');
    expect(await attemptsOver(60, bed)).toEqual([1]);
    expect(bed.parts.at(-1)).toBe('one failed');
  });

  it('says when it is tried again', async () => {
    const bed = await createOutboxBed({ outcomes: times(2, REFUSED) });
    await bed.answer('one');
    await bed.clock.advance(1_000);
    expect(bed.reasons).toEqual(['not now; tried again in 1 s', 'not now; tried again in 5 s']);
    expect(bed.logger.lines).toContain(
      'info imessage: reply not begun for chat_id:7: not now; tried again in 1 s',
    );
    expect(bed.wire()).toMatchObject({ heldLanes: 1, pausedLanes: 1 });
    await bed.clock.advance(5_000);
    expect(bed.wire()).toMatchObject({ heldLanes: 0, pausedLanes: 0 });
    expect(bed.parts.at(-1)).toBe('one sent');
  });

  it('holds its own lane and no other', async () => {
    const bed = await createOutboxBed({ outcomes: [REFUSED] });
    await bed.answerIn('lane-1', ['one']);
    await bed.answerIn('lane-1', ['two']);
    await bed.answerIn('lane-2', ['other']);
    expect(bed.sent).toEqual(['one', 'other']);
    await bed.clock.advance(1_000);
    expect(bed.sent).toEqual(['one', 'other', 'one', 'two']);
  });

  it('is forgotten with its turn', async () => {
    const bed = await createOutboxBed({ outcomes: [REFUSED] });
    const turn = await bed.pieceIn('lane-1', 'one');
    await turn.takeBack('aborted', async () => {});
    expect(bed.parts.at(-1)).toBe('one expired');
    expect(bed.wire()).toMatchObject({ heldLanes: 0 });
    expect(await attemptsOver(60, bed)).toEqual([]);
  });

  it('keeps how often and since when over a restart', async () => {
    const core = createMemoryCore();
    const bed = await createOutboxBed({ core, outcomes: times(99, REFUSED) });
    await bed.answer('one');
    await bed.clock.advance(30_000);
    await bed.restart();
    // One attempt at once, then the pauses go on where they were, up to the same end.
    expect(await attemptsOver(120, bed)).toEqual([30, 60, 90]);
    expect(bed.parts.at(-1)).toBe('one failed');
  });

  it('is tried once by a run that begins long after', async () => {
    const core = createMemoryCore();
    const bed = await createOutboxBed({ core, outcomes: times(99, REFUSED) });
    await bed.answer('one');
    bed.setReady(false);
    await bed.clock.advance(600_000);
    expect(bed.sent).toHaveLength(1);
    bed.setReady(true);
    await bed.restart();
    expect(bed.sent).toHaveLength(2);
    expect(bed.parts.at(-1)).toBe('one failed');
  });

  it('is not tried again once a stop has begun (ruling-37)', async () => {
    const bed = await createOutboxBed({ outcomes: [REFUSED] });
    await bed.answer('one');
    bed.ending.abort();
    expect(await attemptsOver(60, bed)).toEqual([]);
    expect(bed.parts.at(-1)).toBe('one queued');
  });
});

describe('where control of Messages is refused', () => {
  const lines = ({ logger }: Bed) =>
    logger.lines.filter((line) => line.includes('Not authorized to send Apple events'));

  it('one part tries, the others wait, and it is told once', async () => {
    const bed = await createOutboxBed({ outcomes: times(3, DENIED) });
    await bed.answerIn('lane-1', ['one']);
    await bed.answerIn('lane-2', ['two']);
    await bed.answerIn('lane-3', ['three']);
    await bed.clock.advance(20_000);
    expect(bed.sent).toEqual(['one', 'one', 'one']);
    await bed.clock.advance(1_000);
    expect(bed.sent.slice(3)).toEqual(['one', 'two', 'three']);
    expect(lines(bed)).toHaveLength(1);
  });

  it('another part tries where the turn of that one is taken back', async () => {
    const bed = await createOutboxBed({ outcomes: times(2, DENIED) });
    const turn = await bed.pieceIn('lane-1', 'one');
    await bed.answerIn('lane-2', ['two']);
    expect(bed.sent).toEqual(['one']);
    await turn.takeBack('aborted', async () => {});
    await bed.clock.advance(0);
    expect(bed.sent).toEqual(['one', 'two']);
    await bed.clock.advance(1_000);
    expect(bed.parts.at(-1)).toBe('two sent');
  });

  it('what has waited as long fails soon after', async () => {
    const bed = await createOutboxBed({ outcomes: times(99, DENIED) });
    await bed.answerIn('lane-1', ['one']);
    await bed.answerIn('lane-2', ['two']);
    await bed.clock.advance(119_999);
    expect(bed.parts).not.toContain('one failed');
    await bed.clock.advance(2_000);
    expect(bed.parts).toContain('one failed');
    expect(bed.parts).toContain('two failed');
    expect(bed.sent.filter((text) => text === 'two')).toHaveLength(2);
  });

  it('what has waited, and is refused for another reason, has its own time', async () => {
    const target: SendOutcome = { kind: 'notStarted', detail: 'no such chat', refusal: 'target' };
    const bed = await createOutboxBed({ outcomes: [...times(8, DENIED), ...times(9, target)] });
    await bed.answerIn('lane-1', ['one']);
    await bed.answerIn('lane-2', ['two']);
    await bed.answerIn('lane-3', ['three']);
    await bed.clock.advance(120_000);
    expect(bed.parts).toContain('one failed');
    // It is Messages that says so: the permission is there, and the others wait no more.
    expect(bed.sent.slice(8)).toEqual(['two', 'three']);
    await bed.clock.advance(6_000);
    expect(bed.sent.slice(10)).toEqual(['two', 'three', 'two', 'three']);
    expect(bed.parts).not.toContain('two failed');
  });

  it('behind a wrapper nothing is tried again, and the ways out are named (TRN-15)', async () => {
    const bed = await createOutboxBed({ outcomes: [DENIED], isRemote: true });
    await bed.answer('one');
    expect(bed.parts.at(-1)).toBe('one failed');
    for (const words of ['not allowed', 'sshd-keygen-wrapper', 'local session', 'LaunchAgent', 'single-user'])
      expect(bed.reasons.at(-1)).toContain(words);
    expect(await attemptsOver(60, bed)).toEqual([]);
  });
});
