import { expect, it } from 'vitest';
import { lintScenario } from '../../scenarios/runner/lint.ts';
import { loadScenario } from '../../scenarios/runner/load.ts';
import { prettyResult } from '../../scenarios/runner/report/pretty.ts';
import { runScenario } from '../../scenarios/runner/run.ts';
import { codeBlocks } from '../support/repository/markdown.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

it('the example of the guide is in order and passes', async () => {
  const [example] = codeBlocks(sourceFiles('scenarios/README.md')[0]!.text, 'yaml');
  const scenario = loadScenario(example!, 'an-example.yaml');
  expect(lintScenario(scenario)).toEqual([]);
  const result = await runScenario(scenario, { driver: 'sim' });
  expect(result.outcome, prettyResult(result)).toBe('passed');
});
