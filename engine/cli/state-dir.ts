import { EngineError } from '../errors.ts';
import { readConfig } from './read-config.ts';
import type { Terminal } from './terminal.ts';

/** Without a file at the default place the default folder is meant: a gateway may have been given another file. */
export function stateDirOf(path: string | undefined, terminal: Terminal): string {
  try {
    return readConfig(path, terminal).config.stateDir;
  } catch (error) {
    const isMissing = error instanceof EngineError && error.code === 'config_unreadable';
    if (path === undefined && isMissing) return terminal.places.stateDir;
    throw error;
  }
}
