// Scenario files that are nearly right.

import { parse, stringify } from 'yaml';
import type { Random } from '../../scenarios/sim/random.ts';
import { sourceFiles } from '../support/repository/source-files.ts';
import { changeText, mutateBytes, mutateJson } from './mutate.ts';
import { below, ODD_TEXTS, pick } from './odd-values.ts';

const BYTES_MAX = 4_000;
const SHIPPED = sourceFiles('scenarios').filter(
  ({ path, text }) => path.endsWith('.yaml') && text.length < BYTES_MAX,
);
const TEXTS = SHIPPED.map(({ text }) => Buffer.from(text));
const VALUES = SHIPPED.map(({ text }) => parse(text) as unknown);
/** Written beside a key, or instead of its value. */
const YAML_PIECES = [
  '&a ',
  '*a',
  '!!binary ',
  '!!js/function ',
  '<<: *a',
  '? ',
  '- ',
  '| ',
  '>-\n',
  '{',
  '[',
  '%TAG ',
  '---\n',
  '...\n',
  '\t',
];

export function drawScenarioText(random: Random): Buffer {
  const kind = below(random, 4);
  if (kind === 0) return mutateBytes(pick(random, TEXTS), random, TEXTS);
  if (kind === 1) return Buffer.from(mutateJson(pick(random, VALUES), random));
  const lines = pick(random, TEXTS).toString().split('\n');
  for (let left = 1 + below(random, 3); left > 0; left -= 1) changeLine(lines, random);
  return Buffer.from(lines.join('\n'));
}

function changeLine(lines: string[], random: Random): void {
  const at = below(random, lines.length);
  const line = lines[at]!;
  const other = pick(random, pick(random, TEXTS).toString().split('\n'));
  const odd = pick(random, ODD_TEXTS);
  const values = [...line.matchAll(/"[^"]*"|[\w.-]+(?=[\s,}\]]|$)/g)];
  const value = values.length === 0 ? null : pick(random, values);
  const withValue = (text: string) =>
    value === null ? line : line.slice(0, value.index) + text + line.slice(value.index + value[0].length);
  pick<() => unknown>(random, [
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, line),
    () => lines.splice(at, 0, other),
    () => (lines[at] = changeText(line, random)),
    () => (lines[at] = withValue(JSON.stringify(odd))),
    () => (lines[at] = withValue(stringify(odd).trimEnd())),
    () =>
      (lines[at] = withValue(
        pick(random, ['1', '0', '-1', '99999999d', '1e9', '300ms', '3d', 'null', 'true', '~']),
      )),
    () => (lines[at] = withValue(`${pick(random, YAML_PIECES)}${value?.[0] ?? ''}`)),
    () => (lines[at] = ` ${line}`),
  ])();
}
