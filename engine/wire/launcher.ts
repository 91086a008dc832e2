// The helper in Messages falls out: with a restart of Messages, after an update of macOS. Where the configuration asks
// for it, it is launched once in an outage (ruling-15), since each launch ends Messages and whatever that is about.

import { EngineError, type ErrorCode } from '../errors.ts';
import { type Launch, launchBridge } from '../imsg/launch.ts';
import type { Waits } from '../imsg/run-once.ts';
import type { Spawn } from '../imsg/transport.ts';
import { cleanForeign } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';

/** An outage that begins this soon after a launch is still the one before. */
const SAME_OUTAGE_MS = 10 * 60_000;
const OUTPUT_CHARS_MAX = 1_000;

const FAILURES: Readonly<Record<Exclude<Launch['outcome'], 'launched'>, ErrorCode>> = {
  sip: 'bridge_launch_sip',
  late: 'bridge_launch_late',
  failed: 'bridge_launch_failed',
};

export interface Launcher {
  /** The bridge was found ready: whatever comes is another outage. */
  found(): void;
  /** Whether it is being launched, or would be now. */
  isDue(): boolean;
  /** Launches it unless that was done in this outage. Resolves when it is over; true = it was launched. */
  launch(spawn: Spawn, command: string): Promise<boolean>;
}

interface LauncherOptions extends Waits {
  readonly logger: Logger;
}

export function createLauncher({ logger, ...waits }: LauncherOptions): Launcher {
  const { clock } = waits;
  let isOut = false;
  let launchedAtMs: number | null = null;
  let running: Promise<boolean> | null = null;

  const run = async (spawn: Spawn, command: string) => {
    logger.warn('imessage: the bridge is not there; running imsg launch');
    const { outcome, output } = await launchBridge(spawn, command, waits);
    if (waits.ending.aborted) return false;
    logger.debug(`imessage: imsg launch: ${cleanForeign(output, OUTPUT_CHARS_MAX)}`);
    if (outcome !== 'launched') {
      const { message, remedy, code } = new EngineError(FAILURES[outcome]);
      logger.error(`imessage: ${message} ${remedy}`, { code });
      return false;
    }
    logger.info('imessage: the bridge is launched');
    return true;
  };
  const isDue = () => {
    if (running !== null) return true;
    return !isOut && (launchedAtMs === null || clock.monotonicMs() - launchedAtMs >= SAME_OUTAGE_MS);
  };
  return {
    found() {
      isOut = false;
    },
    isDue,
    launch(spawn, command) {
      if (running !== null) return running;
      if (!isDue()) return Promise.resolve(false);
      isOut = true;
      launchedAtMs = clock.monotonicMs();
      running = run(spawn, command).finally(() => {
        running = null;
      });
      return running;
    },
  };
}
