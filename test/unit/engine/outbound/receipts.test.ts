import { describe, expect, it } from 'vitest';
import type { StoredOwnRow } from '../../../../engine/ports/messages-db.ts';
import { createOutboxBed, SENT, UNPROVEN } from '../../../support/sending/outbox-bed.ts';

describe('what became of a part', () => {
  it('does not take an older row for the receipt, but looks for the right one (B13)', async () => {
    const rows = [
      { rowid: 40, guid: 'OLD', text: 'ok' },
      { rowid: 60, guid: 'NEW', text: 'ok' },
    ];
    const { answer, proofs } = await createOutboxBed({ outcomes: [SENT('OLD', 40)], rows });
    await answer('ok');
    expect(await proofs()).toEqual(['ok sent NEW']);
  });

  it('does not let one row prove two parts (invariant-40)', async () => {
    const rows = [{ rowid: 60, guid: 'ONE', text: 'ok' }];
    const { clock, answer, proofs } = await createOutboxBed({
      outcomes: [SENT('ONE', 60), SENT('ONE', 60)],
      rows,
    });
    await answer('ok');
    await answer('ok');
    await clock.advance(400_000);
    expect(await proofs()).toEqual(['ok sent ONE', 'ok unknown null']);
  });

  it('counts nothing as sent for what imsg says alone, and looks until the deadline (S1)', async () => {
    const { clock, parts, answer } = await createOutboxBed({ outcomes: [SENT('SWALLOWED', null)] });
    await answer('ok');
    await clock.advance(319_000);
    expect(parts).toEqual(['ok sending']);
    await clock.advance(1_000);
    expect(parts).toEqual(['ok sending', 'ok unknown']);
  });

  it('takes the row that the watch tells of, within the wait and after it', async () => {
    const outcomes = [SENT('A', null), UNPROVEN];
    const { clock, parts, answer, sighted, proofs } = await createOutboxBed({ outcomes, rows: null });
    await answer('one');
    await sighted(60, 'A', 'one');
    await answer('two');
    await clock.advance(60_000);
    await sighted(61, 'B', 'two');
    expect(parts).toEqual(['one sending', 'one sent', 'two sending', 'two sent']);
    expect(await proofs()).toEqual(['one sent A', 'two sent B']);
  });

  it('does not take the row that the bridge names where it says something else (S1)', async () => {
    const { answer, sighted, proofs } = await createOutboxBed({ outcomes: [SENT('OWNER', null)] });
    await answer('ok');
    await sighted(60, 'OWNER', 'typed on the phone');
    expect(await proofs()).toEqual(['ok sending null']);
    await sighted(61, 'OURS', 'ok');
    expect(await proofs()).toEqual(['ok sent OURS']);
  });

  it('does not take a row for the part before while its own part is on the wire or waits for it (S4)', async () => {
    const { clock, answer, sighted, proofs } = await createOutboxBed({ outcomes: [UNPROVEN, UNPROVEN] });
    await answer('ok');
    await clock.advance(2_000);
    await answer('ok');
    await sighted(60, 'SECOND', 'ok');
    expect(await proofs()).toEqual(['ok sending null', 'ok sent SECOND']);
    await sighted(61, 'FIRST', 'ok');
    expect(await proofs()).toEqual(['ok sent FIRST', 'ok sent SECOND']);
  });

  it('takes no row that had come before it was sent, though another file counts from lower rowids', async () => {
    let newest = 50;
    const outcomes = [UNPROVEN, UNPROVEN];
    const { clock, answer, sighted, proofs } = await createOutboxBed({ outcomes, maxRowid: () => newest });
    await answer('ok');
    // The file is replaced twice, and the row of the first part comes from the one in between.
    newest = 17;
    await sighted(18, 'FIRST', 'ok');
    await clock.advance(2_000);
    await answer('ok');
    expect(await proofs()).toEqual(['ok sending null', 'ok sending null']);
    await sighted(19, 'SECOND', 'ok');
    await clock.advance(400_000);
    expect(await proofs()).toEqual(['ok unknown null', 'ok sent SECOND']);
  });

  it('waits in a conversation for evidence, at most for a moment, and in no other (S4)', async () => {
    const { clock, sent, answer, answerIn } = await createOutboxBed({ outcomes: [UNPROVEN] });
    await answer('one', 'two');
    await answer('three');
    await answerIn('lane-2', ['other']);
    expect(sent).toEqual(['one', 'other']);
    await clock.advance(1_999);
    expect(sent).toEqual(['one', 'other']);
    await clock.advance(1);
    expect(sent).toEqual(['one', 'other', 'two', 'three']);
  });

  it('waits in a conversation for a part without an answer until its deadline (S4)', async () => {
    const { clock, sent, parts, answer } = await createOutboxBed({
      outcomes: [{ kind: 'pending', detail: 'timeout' }],
    });
    await answer('one', 'two');
    await answer('three');
    await clock.advance(319_000);
    expect(sent).toEqual(['one']);
    await clock.advance(2_000);
    expect(sent).toEqual(['one', 'two', 'three']);
    expect(parts.slice(0, 2)).toEqual(['one sending', 'one unknown']);
  });

  it('takes up what an earlier run was sending, and finds its row', async () => {
    const rows: StoredOwnRow[] = [];
    const { sent, answer, restart, proofs } = await createOutboxBed({
      outcomes: [{ kind: 'pending', detail: 'gone' }],
      rows,
    });
    await answer('one', 'two');
    rows.push({ rowid: 60, guid: 'ONE', text: 'one' });
    await restart();
    expect(await proofs()).toEqual(['one sent ONE', 'two sent G-2']);
    expect(sent).toEqual(['one', 'two']);
  });
});
