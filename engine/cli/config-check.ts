import { accessWarnings } from '../access/warnings.ts';
import { watcherWarnings } from '../config/accounts.ts';
import { clean } from '../log-text.ts';
import { readConfig } from './read-config.ts';
import type { Terminal } from './terminal.ts';

/** `imgate config check [FILE]`: the warnings that a start would log, then `ok`. Throws what a start would. */
export function checkConfigFile(path: string | undefined, terminal: Terminal): void {
  const { config, warnings } = readConfig(path, terminal);
  for (const warning of [...warnings, ...watcherWarnings(config.accounts), ...accessWarnings(config)]) {
    terminal.err(`warning: ${clean(warning, 500)}\n`);
  }
  terminal.out('ok\n');
}
