// The page that says what agents can do where: some of its worlds are tried again, those in which builds and Macs differ.
// `npm run actions` makes it of all of them.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ACTIONS } from '../../engine/actions/registry.ts';
import { TOOLS } from '../../engine/tools/registry.ts';
import { BUILD_NAMES } from '../../fake-imsg/builds/versions.ts';
import { ENVIRONMENT_NAMES } from '../../fake-imsg/environments.ts';
import { cellOf, cellsIn } from '../support/actions/table.ts';
import { TRIED, tryAll } from '../support/actions/tried.ts';

const cells = cellsIn(readFileSync(new URL('../../engine/actions/README.md', import.meta.url), 'utf8'));

it('has every environment, build, action and tool (ACT-2)', () => {
  expect([...TRIED].toSorted()).toEqual([...ACTIONS, ...TOOLS].map(({ name }) => name).toSorted());
  expect([...cells.keys()].toSorted()).toEqual(ENVIRONMENT_NAMES.toSorted());
  for (const builds of cells.values()) {
    expect([...builds.keys()]).toEqual([...BUILD_NAMES]);
    for (const row of builds.values()) expect([...row.keys()]).toEqual([...TRIED]);
  }
});

it.each([
  ['bridge', '0.5.0'],
  ['bridge', '0.7.0'],
  ['bridge', '0.9.0'],
  ['bridge', '0.11.1'],
  ['bridge', '0.13.4'],
  ['bridge', 'current'],
  ['partial', 'current'],
  ['basic', '0.8.1'],
  ['basic', 'current'],
  ['no-automation', 'current'],
])('says of %s with %s what is so (ACT-2, ACT-5)', async (environment, build) => {
  const tried = await tryAll(build, environment);
  const found = new Map(TRIED.map((action) => [action, cellOf(tried.get(action))]));
  expect(cells.get(environment)!.get(build)).toEqual(found);
});
