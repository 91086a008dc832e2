// A process of `scenario run`: runs the scenarios that it is sent, one at a time, and answers with their results.

import { readFileSync } from 'node:fs';
import { loadScenario } from '../load.ts';
import { runScenario } from '../run.ts';
import type { JobTask } from './pool.ts';

process.on('message', (message) => {
  const { file, options } = message as JobTask;
  void runScenario(loadScenario(readFileSync(file, 'utf8'), file), options).then((result) =>
    process.send!(result),
  );
});
// Whoever wanted the results is gone. Ctrl-C reaches this process as well, and is the runner's to handle.
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});
