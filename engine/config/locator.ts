import type { AccountConfig } from './config.ts';

/** Where a database is, as far as the configuration says; the store finds what it knows of a source by it. */
export function locatorOf({
  dbPath,
  remoteHost = null,
}: Pick<AccountConfig, 'dbPath'> & Partial<Pick<AccountConfig, 'remoteHost'>>): string {
  return remoteHost === null ? `local:${dbPath ?? 'default'}` : `remote:${remoteHost}`;
}
