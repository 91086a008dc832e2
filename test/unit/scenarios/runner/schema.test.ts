import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../../../scenarios/runner/schema.ts';

const FILE = new URL('../../../../scenarios/schema.json', import.meta.url);

test('schema.json is what the runner checks; "imgate-lab scenario schema" prints it afresh', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});
