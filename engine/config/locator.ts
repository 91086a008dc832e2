import type { AccountConfig } from './config.ts';
import { DEFAULT_CLI_PATH, isImsg } from './keys/source.ts';

type Place = Pick<AccountConfig, 'dbPath'> & Partial<Pick<AccountConfig, 'cliPath' | 'remoteHost'>>;

/**
 * Where a database is, as far as the configuration says; the store finds what it knows of a source by it. A command
 * that is not imsg itself may lead to another Mac, so its name counts as well (ruling-19).
 */
export function locatorOf({ cliPath = DEFAULT_CLI_PATH, dbPath, remoteHost = null }: Place): string {
  const path = dbPath ?? 'default';
  if (remoteHost === null && isImsg(cliPath)) return `local:${path}`;
  return `${remoteHost === null ? 'command' : 'remote'}:${JSON.stringify([cliPath, remoteHost, path])}`;
}
