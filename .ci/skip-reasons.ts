// Says at the end of the tests what was skipped and why, which vitest's own reporter leaves out.

import type { Reporter, TestCase, TestModule } from 'vitest/node';

const skipsOf = (module: TestModule): string[] => [...module.children.allTests('skipped')].map(lineOf);

function lineOf(test: TestCase): string {
  const { note } = test.result() as { note?: string };
  return `skipped: ${test.fullName}: ${note ?? 'no reason given'}`;
}

export default class SkipReasons implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const line of modules.flatMap(skipsOf)) console.log(line);
  }
}
