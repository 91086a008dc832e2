import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../engine/inbound/decision.ts';
import { verdictsOfAll } from '../../../../engine/source/verdicts-of-all.ts';
import { row } from '../../../support/stores/inputs.ts';

function decision(accountId: string, rowid: number, keeps = true): Decision {
  const verdicts = [{ accountId, fate: null, code: 'admitted' as const }];
  const { raw } = row(rowid);
  return {
    row: row(rowid, { verdicts, raw: keeps ? raw : null }),
    message: null,
    fate: null,
    code: 'admitted',
    isReplay: false,
    consequences: [],
  };
}

const accountsOf = ({ rows }: ReturnType<typeof verdictsOfAll>) =>
  rows.map(({ rowid, verdicts }) => [rowid, ...verdicts.map(({ accountId }) => accountId)]);

describe('what several accounts decided about one batch', () => {
  it('is one row with a verdict of each', () => {
    const of = (account: string) => [decision(account, 1), decision(account, 2)];
    const all = verdictsOfAll([of('home'), of('work')]);
    expect(accountsOf(all)).toEqual([
      [1, 'home', 'work'],
      [2, 'home', 'work'],
    ]);
    expect(all.indexes).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('keeps the body where one of them needs it', () => {
    const { rows } = verdictsOfAll([[decision('home', 1, false)], [decision('work', 1, true)]]);
    expect(rows[0]!.raw).not.toBeNull();
  });

  it('counts a row that came twice as two sightings for both', () => {
    const of = (account: string) => [decision(account, 1), decision(account, 1)];
    const all = verdictsOfAll([of('home'), of('work')]);
    expect(accountsOf(all)).toEqual([
      [1, 'home', 'work'],
      [1, 'home', 'work'],
    ]);
  });

  it('adds what only one of them took out of the batch', () => {
    const all = verdictsOfAll([[decision('home', 1)], [decision('work', 1), decision('work', 9)]]);
    expect(accountsOf(all)).toEqual([
      [1, 'home', 'work'],
      [9, 'work'],
    ]);
    expect(all.indexes).toEqual([[0], [0, 1]]);
  });

  it('is nothing where nobody receives', () => {
    expect(verdictsOfAll([])).toEqual({ rows: [], indexes: [[]] });
  });
});
