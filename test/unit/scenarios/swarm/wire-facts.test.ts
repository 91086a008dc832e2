import { describe, expect, it } from 'vitest';
import type { RecordEntry } from '../../../../fake-imsg/device/record.ts';
import type { WitnessedRow } from '../../../../scenarios/sim/oracle/history.ts';
import { wireFactsOf } from '../../../../scenarios/swarm/wire-facts.ts';
import { createDoctoredRun, START_MS } from '../../../support/oracle/doctored-run.ts';

const PID = 1001;
const subscription = { atMs: START_MS, endedAtMs: null, pid: PID, database: 1, sinceRowid: -1 };

function rows(count: number): WitnessedRow[] {
  const run = createDoctoredRun();
  return Array.from({ length: count }, (_, index) => run.row({ rowid: index + 1 }));
}

function frame({ rowid, guid }: WitnessedRow): string {
  const message = { id: rowid, chat_id: 1, guid, text: 'hello', reply_to_guid: 'somebody else' };
  return JSON.stringify({ jsonrpc: '2.0', method: 'message', params: { subscription: 1, message } });
}

/** What a process wrote, each in its own minute after the last row came. */
function factsOf(...written: readonly string[]) {
  const record = written.map((text, index): RecordEntry => {
    return { atMs: START_MS + (60 + index) * 60_000, pid: PID, what: 'out', text };
  });
  return wireFactsOf(record, [subscription]);
}

describe('a row that was passed over', () => {
  const [one, two, three] = rows(3) as [WitnessedRow, WitnessedRow, WitnessedRow];

  it('is one that was not told while a later one was', () => {
    const { wasPassedOver } = factsOf(`${frame(one)}\n${frame(three)}\n`);
    expect([one, two, three].map(wasPassedOver)).toEqual([false, true, false]);
  });

  it('is none that is told after the later one, nor one that nothing follows', () => {
    expect(factsOf(`${frame(three)}\n`, `${frame(two)}\n`).wasPassedOver(two)).toBe(false);
    expect(factsOf(`${frame(one)}\n`).wasPassedOver(two)).toBe(false);
  });

  it('is told by a page of what is new, not by an answer about old messages', () => {
    const answer = (result: object) =>
      `${JSON.stringify({ jsonrpc: '2.0', id: 3, result: { messages: [{ id: 2, guid: two.guid }], ...result } })}\n`;
    const told = `${frame(one)}\n${frame(three)}\n`;
    expect(factsOf(told, answer({})).wasPassedOver(two)).toBe(true);
    expect(factsOf(told, answer({ next_rowid: 2, has_more: false })).wasPassedOver(two)).toBe(false);
  });

  it('is none that the watch had not to tell of', () => {
    const record: RecordEntry[] = [
      { atMs: START_MS + 3_600_000, pid: PID, what: 'out', text: `${frame(three)}\n` },
    ];
    expect(wireFactsOf(record, [{ ...subscription, sinceRowid: 2 }]).wasPassedOver(two)).toBe(false);
    expect(wireFactsOf(record, [{ ...subscription, database: 2 }]).wasPassedOver(two)).toBe(false);
  });
});

describe('a row whose frame was damaged', () => {
  const [one, two, three, four] = rows(4) as [WitnessedRow, WitnessedRow, WitnessedRow, WitnessedRow];

  it('is the one that broke off and the one that was glued to it, and no other', () => {
    for (const kept of [20, 200]) {
      const torn = frame(two).slice(0, kept) + frame(three);
      const { wasDamaged } = factsOf(`${frame(one)}\n${torn}\n${frame(four)}\n`);
      expect([one, two, three, four].map(wasDamaged)).toEqual([false, true, true, false]);
    }
  });

  it('is the one that nothing followed any more', () => {
    const { wasDamaged } = factsOf(`${frame(one)}\n${frame(two).slice(0, 20)}`);
    expect([one, two].map(wasDamaged)).toEqual([false, true]);
  });

  it('is the one that broke off in a watch of which nothing followed, whatever the next one tells', () => {
    const torn = frame(three).slice(0, 20);
    const record = [`${frame(two)}\n${torn}{"id":3,"result":{}}\n`, `${frame(one)}\n`].map(
      (text, index): RecordEntry => ({ atMs: START_MS + (60 + index) * 60_000, pid: PID, what: 'out', text }),
    );
    const again = { ...subscription, atMs: START_MS + 3_630_000 };
    const { wasDamaged } = wireFactsOf(record, [subscription, again]);
    const late = { ...four, insertedAtMs: START_MS + 4_000_000 };
    expect([one, two, three, late].map(wasDamaged)).toEqual([false, false, true, false]);
  });

  it('is none beside a line of garbage, or in pieces', () => {
    const { wasDamaged } = factsOf(
      `${frame(one)}\nnoise\n${frame(two).slice(0, 40)}`,
      `${frame(two).slice(40)}\n`,
    );
    expect([one, two].map(wasDamaged)).toEqual([false, false]);
  });
});
