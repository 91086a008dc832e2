import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { expandHome } from './expand-home.ts';
import { key } from './key.ts';
import { text, variableName } from './values.ts';

/** Found on PATH. */
export const DEFAULT_CLI_PATH = 'imsg';

/** Which imsg is started, and which Messages database is behind it. */
export interface SourceConfig {
  /** Executable name or path, `~` expanded. Default `imsg`. */
  readonly cliPath: string;
  /** Path of chat.db, on the Mac that runs imsg; null = imsg's own default. */
  readonly dbPath: string | null;
  /**
   * chat.db as this machine can read it: `dbPath`, or where Messages keeps it when cliPath is a local imsg;
   * null behind a remote wrapper (REC-5).
   */
  readonly localDbPath: string | null;
  /** `host` or `user@host` of the Mac behind cliPath; null = this machine, as far as the configuration says. */
  readonly remoteHost: string | null;
  /** Variables that imsg gets besides the named ones of this process. Default: none. */
  readonly env: Readonly<Record<string, string>>;
}

const REMOTE_PATH_WANTED =
  'with remoteHost set, expected an absolute path on that Mac of letters, digits, dots, dashes and slashes only';

export const source = defineSubject({
  accountKeys: {
    cliPath: key(
      z.string().refine(isSafeExecutable, { error: 'expected safe executable name or path' }),
      'The program `imsg`, or a script that runs it on another Mac.',
      { default: '`imsg`' },
    ),
    dbPath: key(text, 'chat.db, on the Mac that runs imsg.', { default: '`~/Library/Messages/chat.db`' }),
    remoteHost: key(
      z.string().refine(isSshHost, { error: 'expected SSH host or user@host (no spaces/options)' }),
      'The Mac behind `cliPath`, as `host` or `user@host`.',
    ),
    env: key(
      z.record(
        variableName,
        z.string().refine((value) => !value.includes('\0'), { error: 'expected text' }),
      ),
      'Variables that imsg gets besides the named ones of the gateway.',
      { default: 'none' },
    ),
  },
  resolveAccount(account, { home }): SourceConfig {
    const remoteHost = account.remoteHost ?? null;
    const cliPath = expandHome(account.cliPath ?? DEFAULT_CLI_PATH, home);
    const dbPath = account.dbPath === undefined ? null : expandHome(account.dbPath, home);
    const localDbPath = remoteHost === null ? (dbPath ?? defaultDbPath(cliPath, home)) : null;
    return { cliPath, dbPath, localDbPath, remoteHost, env: account.env ?? {} };
  },
  accountRules: [
    {
      keys: ['dbPath', 'remoteHost'],
      /** Behind ssh a shell reads the command line again, so only a plain path may be on it (ruling-1). */
      check({ dbPath, remoteHost }) {
        if (dbPath === undefined || remoteHost === undefined || isPlainRemotePath(dbPath)) return [];
        return [{ path: ['dbPath'], text: REMOTE_PATH_WANTED }];
      },
    },
  ],
});

function defaultDbPath(cliPath: string, home: string): string | null {
  return isImsg(cliPath) ? expandHome('~/Library/Messages/chat.db', home) : null;
}

/** A wrapper of another name may lead anywhere, so only `imsg` itself is taken to be on this machine. */
export function isImsg(cliPath: string): boolean {
  return /(?:^|\/)imsg$/.test(cliPath);
}

/** CFG-2: a bare program name, or a path, without anything that a shell would act on. */
export function isSafeExecutable(value: string): boolean {
  if (value.trim() === '' || /[\0\r\n;&|`$<>"']/.test(value)) return false;
  const isPath = /[/\\]/.test(value) || /^[.~]/.test(value);
  return isPath || /^[A-Za-z0-9._+][A-Za-z0-9._+-]*$/.test(value);
}

/** ATT-20: `host` or `user@host`, where neither can be taken for an ssh option or a path. */
export function isSshHost(value: string): boolean {
  return /^(?:[A-Za-z0-9._][A-Za-z0-9._-]*@)?(?:[A-Za-z0-9._][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])$/.test(
    value,
  );
}

/**
 * A remote shell parses the command line again (ruling-1), so a path for it holds nothing that any shell
 * would act on. `~` is out because it would mean this machine's home.
 */
export function isPlainRemotePath(value: string): boolean {
  return /^\/[A-Za-z0-9._/-]+$/.test(value);
}
