import JSON5 from 'json5';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import { defaultAccountId, defaultAccountWarnings } from './account-names.ts';
import { listAccountIds, resolveAccounts } from './accounts.ts';
import { checkConfig } from './checks.ts';
import type { AccountConfig, Config } from './config.ts';
import type { Problem } from './keys/subject.ts';
import { problemLine, problemsOf } from './problems.ts';
import { type ConfigInput, configSchema } from './schema.ts';
import { resolveFile, SUBJECTS } from './subjects.ts';

interface LoadedConfig {
  readonly config: Config;
  /** What the operator should know, one line each, although the configuration is in order. */
  readonly warnings: readonly string[];
}

interface LoadOptions {
  readonly path: string;
  /** Returns the file's text; throws as `node:fs` does. */
  readFile(path: string): string;
  /** What `~` stands for. */
  readonly home: string;
}

/** Ends of a line to JSON5 everywhere but in a text, where it prints a warning of its own instead of reading them. */
const LINE_SEPARATORS = /[\u2028\u2029]/g;

/** Reads a JSON5 file. Throws `config_unreadable`, and `config_invalid` as `parseConfig` does. */
export function loadConfig({ path, readFile, home }: LoadOptions): LoadedConfig {
  let value: unknown;
  try {
    value = JSON5.parse(readFile(path).replace(LINE_SEPARATORS, '\n'));
  } catch (cause) {
    const reason = clean(cause instanceof Error ? cause.message : String(cause), 200);
    throw new EngineError('config_unreadable', { message: `${clean(path, 200)}: ${reason}`, cause });
  }
  return parseConfig(value, { home });
}

/** Checks and completes a configuration. Throws `config_invalid` with every problem found, one a line. */
export function parseConfig(value: unknown, { home }: { readonly home: string }): LoadedConfig {
  const parsed = configSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw invalid(problemsOf(parsed.error.issues, configSchema));
  const problems = checkConfig(parsed.data);
  if (problems.length > 0) throw invalid(problems);
  const config = resolve(parsed.data, home);
  return { config, warnings: warningsOf(parsed.data, config) };
}

function invalid(problems: readonly Problem[]): EngineError {
  return new EngineError('config_invalid', { message: problems.map(problemLine).join('\n') });
}

function resolve(input: ConfigInput, home: string): Config {
  const channel = input.channels?.imessage ?? {};
  const accountIds = listAccountIds(channel);
  return {
    ...resolveFile(input, home),
    accounts: resolveAccounts(input, accountIds, home),
    defaultAccountId: defaultAccountId(channel, accountIds),
  };
}

function warningsOf(input: ConfigInput, config: Config): string[] {
  if (input.channels?.imessage === undefined) {
    // No channel at all blocks groups, whatever else is configured (ACC-44).
    return [
      'imessage: channels.imessage is missing; defaulting groupPolicy to "allowlist" ' +
        '(group messages blocked until explicitly configured).',
    ];
  }
  return [
    ...defaultAccountWarnings(input.channels.imessage, config.defaultAccountId),
    ...config.accounts.filter((account) => account.enabled).flatMap(accountWarnings),
  ];
}

function accountWarnings(account: AccountConfig): string[] {
  return SUBJECTS.flatMap((subject) => subject.warningsOf(account));
}
