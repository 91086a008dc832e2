import { accessWarnings } from '../access/warnings.ts';
import { watcherWarnings } from '../config/accounts.ts';
import { loadConfig } from '../config/load.ts';
import { clean } from '../log-text.ts';
import type { Terminal } from './terminal.ts';

/** `imgate config check FILE`: the warnings that a start would log, then `ok`. Throws what a start would. */
export function checkConfigFile(path: string, terminal: Terminal): void {
  const { config, warnings } = loadConfig({ path, readFile: terminal.readFile, home: terminal.home });
  for (const warning of [...warnings, ...watcherWarnings(config.accounts), ...accessWarnings(config)]) {
    terminal.err(`warning: ${clean(warning, 500)}\n`);
  }
  terminal.out('ok\n');
}
