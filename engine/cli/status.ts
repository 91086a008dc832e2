import { EngineError } from '../errors.ts';
import { askProbe, askStatus, PROBE_DEADLINE_MS } from '../gateway/control-client.ts';
import { clean } from '../log-text.ts';
import { stateDirOf } from './state-dir.ts';
import { statusTable } from './status-table.ts';
import type { Terminal } from './terminal.ts';

export interface StatusOptions {
  readonly config?: string;
  readonly json?: true;
  readonly probe?: true;
}

/**
 * `imgate status`: asks the gateway that runs with the state folder of this configuration, which asks imsg anew with
 * `--probe`. False, and one line, where none runs. Throws as `askStatus` and `loadConfig` do.
 */
export async function printStatus(
  { config, json, probe }: StatusOptions,
  terminal: Terminal,
): Promise<boolean> {
  const stateDir = stateDirOf(config, terminal);
  try {
    const status = await (probe
      ? askProbe(terminal.gatewayAt(stateDir, PROBE_DEADLINE_MS))
      : askStatus(terminal.gatewayAt(stateDir)));
    terminal.out(json ? `${JSON.stringify(status, null, 2)}\n` : statusTable(status));
    return true;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'gateway_not_running') throw error;
    terminal.err(`imgate: ${error.code}: ${clean(error.message, 500)}\n`);
    return false;
  }
}
