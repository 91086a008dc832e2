// Makes the table of engine/actions/README.md afresh, from what the real engine comes to with each build of the stand-in in
// each environment. Takes a minute.

import { readFileSync, writeFileSync } from 'node:fs';
import { BUILD_NAMES } from '../../../fake-imsg/builds/versions.ts';
import { ENVIRONMENT_NAMES } from '../../../fake-imsg/environments.ts';
import { BEGIN, cellOf, END, tableOf } from './table.ts';
import { TRIED, tryAll } from './tried.ts';

const README = new URL('../../../engine/actions/README.md', import.meta.url);

const cells = new Map<string, Map<string, Map<string, string>>>();
for (const environment of ENVIRONMENT_NAMES) {
  const builds = new Map<string, Map<string, string>>();
  for (const build of BUILD_NAMES) {
    const tried = await tryAll(build, environment);
    builds.set(build, new Map(TRIED.map((action) => [action, cellOf(tried.get(action))])));
  }
  cells.set(environment, builds);
}
const page = readFileSync(README, 'utf8');
const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
if (begin < 0 || end < begin) throw new Error(`the markers ${BEGIN} and ${END} are missing`);
writeFileSync(README, `${page.slice(0, begin)}${BEGIN}\n${tableOf(cells)}\n${page.slice(end)}`);
