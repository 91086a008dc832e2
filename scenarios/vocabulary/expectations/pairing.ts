import { z } from 'zod';
import { isOpen } from '../../../engine/store/pairing-rules.ts';
import { nameOfPerson } from '../../observe/naming.ts';
import type { ExpectationWord } from '../expectation-word.ts';
import { namesProblems } from '../names.ts';
import type { Observed } from '../observation.ts';
import { person } from '../values.ts';

const schema = z
  .strictObject({
    waiting: z.array(person).optional().describe('whose requests wait right now'),
    paired: z.array(person).optional().describe('who was approved'),
    owner: person.nullable().optional().describe('who is the owner for being approved first'),
  })
  .describe('who wants to pair, and who has, by the store');
type Pairing = z.output<typeof schema>;

function standing({ cast, journals, wallMs }: Observed) {
  const all = journals();
  const nameOf = ({ handle }: { readonly handle: string }) => nameOfPerson(cast, handle);
  const open = all.flatMap(({ pairing }) => pairing.requests.filter((one) => isOpen(one, wallMs())));
  const owner = all[0]?.pairing.owner ?? null;
  return {
    waiting: open.map(nameOf),
    paired: all.flatMap(({ pairing }) => pairing.approvals.map(nameOf)),
    owner: owner && nameOfPerson(cast, owner),
  };
}

function differences(wanted: Pairing, observed: Observed): string[] {
  const found = standing(observed);
  const lists = (['waiting', 'paired'] as const).flatMap((list) => {
    const [names, there] = [wanted[list], found[list]].map((all) => all?.toSorted().join(', '));
    return names === undefined || names === there ? [] : [`${list} are [${there}], not [${names}]`];
  });
  const isOther = wanted.owner !== undefined && wanted.owner !== found.owner;
  return isOther ? [...lists, `the owner is ${found.owner}, not ${wanted.owner}`] : lists;
}

export const pairing: ExpectationWord<Pairing> = {
  name: 'pairing',
  schema,
  check: ({ waiting = [], paired = [], owner }, { cast, path }) =>
    [...waiting, ...paired, ...(owner ? [owner] : [])].flatMap((from) => namesProblems(cast, path, { from })),
  isMet: (wanted, { observed }) => differences(wanted, observed).length === 0,
  explain: (wanted, { observed }) => differences(wanted, observed),
  guide: [
    [
      '`pairing`',
      '`{ waiting: [alice], paired: [bob], owner: bob }`: whose requests to pair wait, who was approved, who became the owner; by the store',
    ],
  ],
};
