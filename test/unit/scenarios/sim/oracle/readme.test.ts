import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const textOf = (name: string) =>
  readFileSync(new URL(`../../../../../scenarios/sim/oracle/${name}`, import.meta.url), 'utf8');

it('the page of the oracle explains each clause, and none that there is not', () => {
  const [, union] = textOf('history.ts').split('export type Clause =');
  const clauses = [...union!.matchAll(/\| '(\w+)'/g)].map(([, clause]) => clause!);
  const [, table] = textOf('README.md').split('| Clause | Holds where |');
  const rows = table!
    .split('\n\n')[0]!
    .split('\n')
    .filter((row) => row.startsWith('| `'));
  const explained = rows.flatMap((row) =>
    [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
  );
  expect(explained.toSorted()).toEqual(clauses.toSorted());
});
