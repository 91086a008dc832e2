import { startChild } from '../ports/child-process.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { toolEnvironment } from '../ports/environment.ts';
import type { Spawn } from './transport.ts';

/** How long a child that has closed its stdout may take to end by itself, and to obey SIGTERM afterwards. */
const BROKEN_PIPE_WAIT_MS = 500;

/**
 * Real children. A child with a broken pipe can be of no use any more (H5: EPIPE), so it is
 * ended and reported like any other end.
 */
export function createSpawn(clock: Clock): Spawn {
  return ({ command, args, env }, events) => {
    let timer: Timer | null = null;
    const endBroken = (pipe: 'stdin' | 'stdout') => {
      if (timer !== null) return;
      const kill = () => {
        child.kill('SIGTERM');
        timer = clock.after(BROKEN_PIPE_WAIT_MS, () => child.kill('SIGKILL'));
      };
      // Every child closes its stdout a moment before it ends: that alone is no fault.
      if (pipe === 'stdout') timer = clock.after(BROKEN_PIPE_WAIT_MS, kill);
      else kill();
    };
    const child = startChild({ command, args, env: toolEnvironment(process.env, env) }, clock, {
      onData: events.onData,
      onStderr: events.onStderr,
      onBroken: endBroken,
      onExit(exit) {
        timer?.cancel();
        events.onExit(exit);
      },
    });
    return child;
  };
}
