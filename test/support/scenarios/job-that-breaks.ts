// A job of `scenario run` that answers at once, and breaks down at a file of that name.

import { basename } from 'node:path';
import type { JobTask } from '../../../scenarios/runner/jobs/pool.ts';

process.on('message', (message) => {
  const { file } = message as JobTask;
  if (basename(file) === 'breaks.yaml') {
    process.stderr.write('out of memory\n', () => process.kill(process.pid, 'SIGKILL'));
    return;
  }
  process.send!({ file, outcome: 'passed' });
});
process.on('disconnect', () => process.exit());
