// `npm run requirements` makes the counts in README.md afresh.
// `npm run requirements -- COA-9 ruling-4` prints what they ask for and where they are held; `failures` all of that file.

import { readFileSync, writeFileSync } from 'node:fs';
import { allCitations, heldBy, withOverview } from './held.ts';
import { REQUIREMENTS, SUBJECTS } from './index.ts';

const ids = process.argv.slice(2);
if (ids.length === 0) {
  const readme = new URL('README.md', import.meta.url);
  writeFileSync(readme, withOverview(readFileSync(readme, 'utf8')));
} else {
  const held = heldBy(allCitations());
  for (const id of ids.flatMap(idsOf)) console.log(describe(id, held.get(id) ?? []));
}

/** Of a subject all that it has. */
function idsOf(named: string): string[] {
  const subject = SUBJECTS.find(({ name }) => name === named);
  return subject ? [...subject.requirements.keys()] : [named];
}

function describe(id: string, paths: readonly string[]): string {
  const requirement = REQUIREMENTS.get(id);
  if (requirement === undefined) {
    process.exitCode = 1;
    return `${id}: there is no such id in test/requirements/`;
  }
  const { says, source, lacks, gap, noScenario } = requirement;
  const notes = [
    source && `reported: ${source.join(', ')}`,
    gap && `gap: ${gap}`,
    lacks && `held in part: ${lacks}`,
    noScenario && `no scenario: ${noScenario}`,
    ...paths.map((path) => `held by ${path}`),
  ];
  return [`${id}: ${says}`, ...notes.filter((note) => note !== undefined).map((note) => `  ${note}`)].join(
    '\n',
  );
}
