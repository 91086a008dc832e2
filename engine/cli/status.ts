import { EngineError } from '../errors.ts';
import { askStatus } from '../gateway/control-client.ts';
import { clean } from '../log-text.ts';
import { stateDirOf } from './state-dir.ts';
import { statusTable } from './status-table.ts';
import type { Terminal } from './terminal.ts';

export interface StatusOptions {
  readonly config?: string;
  readonly json?: true;
}

/**
 * `imgate status`: asks the gateway that runs with the state folder of this configuration. False, and one line, where
 * none runs. Throws as `askStatus` and `loadConfig` do.
 */
export async function printStatus({ config, json }: StatusOptions, terminal: Terminal): Promise<boolean> {
  const stateDir = stateDirOf(config, terminal);
  try {
    const status = await askStatus(terminal.gatewayAt(stateDir));
    terminal.out(json ? `${JSON.stringify(status, null, 2)}\n` : statusTable(status));
    return true;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'gateway_not_running') throw error;
    terminal.err(`imgate: ${error.code}: ${clean(error.message, 500)}\n`);
    return false;
  }
}
