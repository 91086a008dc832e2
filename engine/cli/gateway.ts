import { resolve } from 'node:path';
import { runGateway } from '../gateway/run.ts';
import { createSystemIds } from '../ports/ids.ts';
import { createPinoLogger } from '../ports/pino-logger.ts';
import { endOnEscapes } from './escapes.ts';
import { readConfig } from './read-config.ts';
import { stopOnSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';

export interface GatewayOptions {
  readonly config?: string;
  readonly verbose?: true;
  readonly takeOver?: true;
}

/** `imgate gateway`: runs until SIGINT or SIGTERM. Logs go to stderr as JSON lines. */
export async function gateway(options: GatewayOptions, terminal: Terminal): Promise<void> {
  const { config, warnings, file } = readConfig(options.config, terminal);
  const { clock, places } = terminal;
  const written = { ...places, input: file.input, path: resolve(options.config ?? places.configFile) };
  const logger = createPinoLogger({
    level: options.verbose ? 'debug' : 'info',
    destination: { write: terminal.err },
    clock,
  });
  for (const warning of warnings) logger.warn(warning);
  const escapes = endOnEscapes(process, logger, () => process.exit(1));
  const stop = stopOnSignals(process, () => process.exit(130));
  try {
    const takesOver = options.takeOver ?? false;
    const ids = createSystemIds();
    await runGateway({ config, written, logger, clock, ids, takesOver, signal: stop.signal });
  } finally {
    stop.release();
    escapes.release();
  }
}
