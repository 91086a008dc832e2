import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './.ci/longest-first.ts';

// Programs are started hundreds of times, and need not be compiled each time; nor what workers have of packages.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default', './.ci/skip-reasons.ts'],
    // Node loads all of it by itself, as it does outside of tests: what vitest makes of modules is a tenth slower.
    experimental: { viteModuleRunner: false },
    // Half of them are started programs, for which a test waits without work of its own.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
    // Only a test that hangs may end here, however busy the machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['test/process/**/*.test.ts'],
          globalSetup: '.ci/bundle-for-tests.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/{unit,repository,property,contract,sim,regressions,requirements}/**/*.test.ts'],
          // These start no process and leave nothing behind: a process of its own for each of two hundred files
          // would take longer than what most of them do.
          isolate: false,
        },
      },
    ],
  },
});
