import { suggestion } from '../vocabulary/problem.ts';

/** `COA-` of `COA-9`, `A` of `A1`. */
const familyOf = (id: string): string => id.replace(/\d.*$/, '');

/** What is wrong with an id that a scenario covers, or null. Without known ids every one is in order. */
export function coverProblem(id: string, known: ReadonlySet<string> | undefined): string | null {
  if (known === undefined || known.has(id)) return null;
  const family = familyOf(id);
  const last = [...known].findLast((each) => familyOf(each) === family);
  if (last !== undefined) return `"${id}" is not known; ${family} ends at ${last}`;
  return `"${id}" is not known. ${suggestion(family, [...new Set([...known].map(familyOf))])}`;
}
