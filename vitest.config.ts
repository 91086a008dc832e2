import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    // Half of them are started programs, for which a test waits without work of its own.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // Only a test that hangs may end here, however busy the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['test/process/**/*.test.ts'],
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
