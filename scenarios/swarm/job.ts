// A process that plays what it is sent, of this tree or of another one.

import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SwarmAnswer, SwarmTask } from './swarm-job.ts';

/** The program that such a process runs. */
const JOB_ENTRY = fileURLToPath(new URL(`swarm-job${extname(import.meta.url)}`, import.meta.url));

/** A seed takes a second, rarely ten, and shrinking plays hundreds of them. */
const ENDLESS_MS = 10 * 60_000;

export interface Job {
  run(task: SwarmTask): Promise<SwarmAnswer>;
  end(): void;
}

/** Rejects where the process breaks down or never comes to an end: the seed that it played is the finding. */
export function startJob(entry: string = JOB_ENTRY): Job {
  const child: ChildProcess = fork(entry, {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const watchdog = setTimeout(() => child.kill('SIGKILL'), ENDLESS_MS);
        const onClose = (_code: unknown, signal: string | null) => {
          clearTimeout(watchdog);
          const how = signal === 'SIGKILL' ? 'did not come to an end, or was killed' : 'broke down';
          reject(new Error(`the process that played seed ${task.seed} ${how}`));
        };
        child.once('close', onClose);
        child.once('message', (answer) => {
          clearTimeout(watchdog);
          child.off('close', onClose);
          resolve(answer as SwarmAnswer);
        });
        child.send(task, (error) => {
          // Gone before it was sent anything: no end of it will be heard again.
          if (error) onClose(null, null);
        });
      }),
    end: () => {
      if (child.connected) child.disconnect();
    },
  };
}
