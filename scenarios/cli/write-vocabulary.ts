// What is made of the words of a scenario: schema.json, from which editors complete, and the tables of the guide.

import { readFileSync, writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../runner/schema.ts';
import { withGuide } from '../vocabulary/guide.ts';

const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, withGuide(readFileSync(readme, 'utf8')));
writeFileSync(
  new URL('../schema.json', import.meta.url),
  `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
);
