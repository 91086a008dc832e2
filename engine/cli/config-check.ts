import { accessWarnings, hiddenSuggestions } from '../access/warnings.ts';
import { watcherWarnings } from '../config/accounts.ts';
import type { LoadedConfig } from '../config/load.ts';
import { clean } from '../log-text.ts';
import { readConfig } from './read-config.ts';
import type { Terminal } from './terminal.ts';

/** `imgate config check [FILE]`: the warnings that a start would log, what else might be wanted, then `ok`. Throws what a start would. */
export function checkConfigFile(path: string | undefined, terminal: Terminal): void {
  const loaded = readConfig(path, terminal);
  printWarnings(loaded, terminal);
  for (const suggestion of hiddenSuggestions(loaded.config))
    terminal.err(`suggestion: ${clean(suggestion, 500)}\n`);
  terminal.out('ok\n');
}

/** What a start would warn of. */
export function printWarnings({ config, warnings }: LoadedConfig, terminal: Terminal): void {
  for (const warning of [...warnings, ...watcherWarnings(config.accounts), ...accessWarnings(config)]) {
    terminal.err(`warning: ${clean(warning, 500)}\n`);
  }
}
