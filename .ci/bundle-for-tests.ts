// The tests that start programs start the bundles, which are made anew before them where a source has changed.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

export function setup(project: TestProject): void {
  bundle();
  project.onTestsRerun(async () => bundle());
}

function bundle(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('bundle.ts', import.meta.url))], {
    stdio: 'inherit',
  });
}
