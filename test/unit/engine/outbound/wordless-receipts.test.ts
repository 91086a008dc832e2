// What leaves no words is looked at again and again: nothing comes by itself that would tell of it.

import { describe, expect, it } from 'vitest';
import { createOwnRows } from '../../../../engine/echo/own-rows.ts';
import { createReceipts } from '../../../../engine/outbound/receipts.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { ACCOUNT, part } from '../../../support/stores/inputs.ts';

/** An edit on its way, and what becomes of it. */
function editing({ sentAgoMs = 0 } = {}) {
  const clock = createManualClock();
  const ends: string[] = [];
  const reasons: string[] = [];
  const ownRows = createOwnRows();
  let isShown = false;
  const stopping = new AbortController();
  const receipts = createReceipts({
    ...common,
    store: { ...openCore(createMemoryCore()), endPart: async () => true },
    clock,
    signal: stopping.signal,
    ownRows,
    scheduler: { hold() {}, release() {} },
    search: { inDatabase: async () => [], inHistory: async () => [], isSilent: () => false },
    isDone: async () => isShown,
    sending: () => ({ evidenceWaitMs: 2_000 }),
    onFound() {},
    onSettled(_part, proof, reason) {
      ends.push(proof === null ? 'unknown' : 'sent');
      reasons.push(reason);
    },
  });
  const edit: PartRow = {
    ...part('edit'),
    kind: 'action',
    content: JSON.stringify({ name: 'edit', params: { text: 'Yes.' }, target: 'G1' }),
    state: 'sending',
    sendingAtMs: clock.wallMs() - sentAgoMs,
    turnId: null,
    accountId: ACCOUNT,
    lane: id.lane('lane-1'),
    seq: 1,
    guid: null,
    rowid: null,
    evidence: null,
    endedAtMs: null,
    createdAtMs: 0,
  };
  const shows = () => {
    isShown = true;
  };
  return { clock, receipts, edit, ends, reasons, ownRows, shows, stop: () => stopping.abort() };
}

describe('what is told of something that was done', () => {
  const CLAIMED = 'imsg answered ok without a message (transport not named)';

  it('is that it shows, where that proves it', async () => {
    const { clock, receipts, edit, reasons, shows } = editing();
    receipts.begun(edit);
    shows();
    receipts.answered(edit, null, CLAIMED);
    await clock.advance(1_000);
    expect(reasons).toEqual([`it shows in the chat; ${CLAIMED}`]);
  });

  it('is that its row is there, also where that comes before the answer, and what imsg said of the row that it named', async () => {
    const react = { name: 'react', params: { reaction: 'like' }, target: 'G1' };
    const row = {
      rowid: id.rowid(1_000),
      guid: id.guid('OWN'),
      text: null,
      deed: { kind: 'tapback', tapback: 'like', isRemoved: false, target: id.guid('G1') },
    } as const;
    const reasonOf = async (
      answer: (receipts: ReturnType<typeof editing>['receipts'], part: PartRow) => void,
    ) => {
      const { clock, receipts, edit, reasons, ownRows } = editing();
      const part = { ...edit, content: JSON.stringify(react), maxRowid: 1 };
      receipts.begun(part);
      answer(receipts, part);
      ownRows.sighted([{ ...row, chatGuid: part.target.chatGuid }]);
      await clock.advance(1_000);
      return reasons;
    };
    expect(await reasonOf(() => {})).toEqual(['its own row is there']);
    expect(await reasonOf((receipts, part) => receipts.answered(part, null, CLAIMED))).toEqual([
      `its own row is there; ${CLAIMED}`,
    ]);
    const named = { guid: row.guid, rowid: null };
    expect(await reasonOf((receipts, part) => receipts.answered(part, named, 'transport bridge'))).toEqual([
      'transport bridge',
    ]);
  });
});

describe('an edit without an answer', () => {
  it('is found within seconds once it shows', async () => {
    const { clock, receipts, edit, ends, shows } = editing();
    receipts.begun(edit);
    await clock.advance(15_000);
    receipts.unanswered(edit, 'timeout');
    await clock.advance(1_000);
    expect(ends).toEqual([]);
    shows();
    await clock.advance(5_000);
    expect(ends).toEqual(['sent']);
  });

  it('leaves no timer where its answer comes as the engine stops', async () => {
    const { clock, receipts, edit, stop } = editing();
    receipts.begun(edit);
    stop();
    receipts.answered(edit, null, 'late');
    receipts.unanswered(edit, 'timeout');
    await clock.advance(0);
    expect(clock.waiting).toBe(0);
  });

  it('is unknown as soon as it would show, and not as late as a send', async () => {
    const { clock, receipts, edit, ends } = editing();
    receipts.begun(edit);
    await clock.advance(15_000);
    receipts.unanswered(edit, 'timeout');
    await clock.advance(14_999);
    expect(ends).toEqual([]);
    await clock.advance(1);
    expect(ends).toEqual(['unknown']);
  });

  it('of an earlier run is looked for by this one too, however long ago it was', async () => {
    const { clock, receipts, edit, ends, shows } = editing({ sentAgoMs: 3_600_000 });
    receipts.takenUp(edit);
    receipts.unanswered(edit, 'the gateway ended while it was being sent');
    await clock.advance(9_000);
    expect(ends).toEqual([]);
    shows();
    await clock.advance(2_000);
    expect(ends).toEqual(['sent']);
  });
});
