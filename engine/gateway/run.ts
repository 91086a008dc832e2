import { createAgent } from '../agents/registry.ts';
import type { Config } from '../config/config.ts';
import { createConfigFile } from '../config/writes/config-file.ts';
import { composeEngine, type WrittenConfig } from '../engine.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import { createSystemPorts } from '../system-ports.ts';
import { controlMethods } from './control-methods.ts';
import { createControlSocket } from './control-socket.ts';

interface GatewayRun {
  readonly config: Config;
  /** What it was read from. */
  readonly written: Omit<WrittenConfig, 'text'> & { readonly path: string };
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Whether it takes the store from a gateway that has it (ruling-42). */
  readonly takesOver: boolean;
  /** Aborting it stops the gateway in good order. */
  readonly signal: AbortSignal;
}

/** Runs the engine as a program: until `signal` aborts, or rejects when it cannot go on. */
export async function runGateway(options: GatewayRun): Promise<void> {
  const { config, written, logger, clock, ids, takesOver, signal } = options;
  const ports = createSystemPorts({ logger, clock, ids });
  const engine = composeEngine({
    config,
    written: { ...written, text: createConfigFile(ports.files, written.path, clock) },
    ports,
    agentOf: (agent) => createAgent(agent, ports),
    takesOver,
  });
  const ended = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    engine.on('fatal', reject);
    if (signal.aborted) resolve();
  });
  const { stateDir } = config;
  const control = createControlSocket({ stateDir, methods: controlMethods(engine), clock, ids, logger });
  engine.on('acquired', ({ epoch }) => control.open(epoch));
  try {
    // Neither a stop nor the loss of the store waits for a start that waits.
    await Promise.race([engine.start(), ended]);
    if (!signal.aborted) logger.info('gateway: running');
    try {
      await ended;
    } finally {
      await engine.stop();
      logger.info('gateway: stopped');
    }
  } finally {
    await engine.stop();
    await control.close();
  }
}
