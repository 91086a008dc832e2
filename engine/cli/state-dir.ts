import type { Config } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import { systemCode } from '../ports/system-failures.ts';
import { readConfig } from './read-config.ts';
import type { Terminal } from './terminal.ts';

/** The configuration of the gateway that is meant; null = nobody named a file, and there is none at the default place. */
export function configOf(path: string | undefined, terminal: Terminal): Config | null {
  try {
    return readConfig(path, terminal).config;
  } catch (error) {
    const isUnreadable = error instanceof EngineError && error.code === 'config_unreadable';
    // One that is there, and in no order, may name another folder.
    const isNamed = path !== undefined || terminal.places.isConfigNamed;
    if (!isNamed && isUnreadable && systemCode(error.cause) === 'ENOENT') return null;
    throw error;
  }
}

/** Without a file at the default place the default folder is meant: a gateway may have been given another file. */
export function stateDirOf(path: string | undefined, terminal: Terminal): string {
  return configOf(path, terminal)?.stateDir ?? terminal.places.stateDir;
}
