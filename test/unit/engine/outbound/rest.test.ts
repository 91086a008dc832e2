import { describe, expect, test } from 'vitest';
import type { Outgoing } from '../../../../engine/outbound/kinds/kinds.ts';
import { planParts } from '../../../../engine/outbound/parts.ts';
import { captionsOf, tornParts } from '../../../../engine/outbound/rest.ts';
import type { PartRow, PartState } from '../../../../engine/store/commands/parts.ts';
import { id } from '../../../support/messages/ids.ts';
import { TARGET } from '../../../support/stores/inputs.ts';

const words = (text: string): Outgoing => ({ kind: 'text', content: { text, styles: [] } });
const caption = (text: string): Outgoing => ({
  kind: 'text',
  content: { text, styles: [], isCaption: true },
});
const file = (name: string): Outgoing => ({ kind: 'file', content: { path: `/${name}`, name, bytes: 1 } });

/** Parts of a turn, each in a state. */
function rows(outgoing: readonly Outgoing[], states: readonly PartState[], turn = 't'): PartRow[] {
  const ids = { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 };
  const rest = {
    accountId: 'default',
    lane: id.lane('l'),
    seq: 0,
    guid: null,
    rowid: null,
    evidence: null,
    endedAtMs: null,
  };
  return planParts({ group: id.turn(turn), target: TARGET }, outgoing, ids).map(
    (part, index): PartRow => ({
      ...part,
      ...rest,
      turnId: id.turn(turn),
      createdAtMs: 0,
      state: states[index]!,
    }),
  );
}

const ANSWER = [
  words('well'),
  file('a'),
  caption('one'),
  caption('two'),
  file('b'),
  caption('three'),
  words('so'),
];
const torn = (parts: readonly PartRow[]) =>
  tornParts(parts).map(([{ ordinal }, why]) => `${ordinal}: ${why}`);

describe('what is of no use where a part has failed', () => {
  test('of a file what is said of it, and no other words (OUT-13)', () => {
    const parts = rows(ANSWER, Array(7).fill('queued'));
    expect(captionsOf(parts[1]!, parts).map(({ ordinal }) => ordinal)).toEqual([2, 3]);
    expect(captionsOf(parts[4]!, parts).map(({ ordinal }) => ordinal)).toEqual([5]);
    expect(captionsOf(parts[4]!, parts.slice(0, 5))).toEqual([]);
  });

  test('a run that ended between a failure and what follows from it leaves that to the next', () => {
    const parts = rows(ANSWER, ['sent', 'failed', 'queued', 'queued', 'queued', 'queued', 'queued']);
    expect(torn(parts)).toEqual(['2: part 2 of the reply failed', '3: part 2 of the reply failed']);
  });

  test('nothing else is torn where a file has failed with what is said of it', () => {
    const parts = rows(ANSWER, ['sent', 'failed', 'failed', 'failed', 'queued', 'queued', 'queued']);
    expect(torn(parts)).toEqual([]);
  });

  test('after words that failed nothing of that turn is left, and of another turn everything (OUT-4)', () => {
    const parts = rows(ANSWER, ['failed', 'sending', 'queued', 'expired', 'queued', 'queued', 'queued']);
    const others = rows([words('other')], ['queued'], 'u');
    expect(torn([...parts, ...others])).toEqual(
      [2, 4, 5, 6].map((at) => `${at}: part 1 of the reply failed`),
    );
  });

  test('nothing, where it is not known to have failed', () => {
    const parts = rows(ANSWER, ['unknown', 'unknown', 'queued', 'queued', 'expired', 'queued', 'queued']);
    expect(torn(parts)).toEqual([]);
  });
});
