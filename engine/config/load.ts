import JSON5 from 'json5';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import { defaultAccountId, listAccountIds, normalizeAccountId, resolveAccounts } from './accounts.ts';
import { checkConfig } from './checks.ts';
import type { AccessGroup, AccountConfig, AgentConfig, Config } from './config.ts';
import { type Problem, problemLine, problemsOf } from './problems.ts';
import { type AgentInput, type ConfigInput, configSchema } from './schema.ts';
import { expandHome } from './value-rules.ts';

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
  const channel = input.channels?.imessage;
  const accountIds = listAccountIds(channel ?? {});
  return {
    stateDir: expandHome(input.stateDir ?? '~/.imgate', home),
    accounts: resolveAccounts(channel, accountIds, home, input.messages?.inbound),
    defaultAccountId: defaultAccountId(channel ?? {}, accountIds),
    accessGroups: (input.accessGroups ?? {}) satisfies Record<string, AccessGroup>,
    agents: resolveAgents(input.agents?.list ?? []),
    dmScope: input.session?.dmScope ?? 'main',
  };
}

function resolveAgents(inputs: readonly AgentInput[]): Config['agents'] {
  const chosen = inputs.find((input) => input.default) ?? inputs[0]!;
  const others = inputs.filter((input) => input !== chosen);
  return [resolveAgent(chosen), ...others.map(resolveAgent)];
}

function resolveAgent({ id, type, command, timeoutMs, turnsMax }: AgentInput): AgentConfig {
  if (type === 'echo') return { id, type };
  return { id, type, command: command!, timeoutMs: timeoutMs ?? 120_000, turnsMax: turnsMax ?? 4 };
}

function warningsOf(input: ConfigInput, config: Config): string[] {
  if (input.channels?.imessage === undefined) {
    // No channel at all blocks groups, whatever else is configured (ACC-44).
    return [
      'imessage: channels.imessage is missing; defaulting groupPolicy to "allowlist" ' +
        '(group messages blocked until explicitly configured).',
    ];
  }
  const wanted = input.channels.imessage.defaultAccount;
  const isIgnored = wanted !== undefined && normalizeAccountId(wanted) !== config.defaultAccountId;
  return [
    ...(isIgnored ? [defaultAccountWarning(config.defaultAccountId)] : []),
    ...config.accounts.filter((account) => account.enabled).flatMap(accountWarnings),
  ];
}

function defaultAccountWarning(defaultId: string): string {
  return `imessage: channels.imessage.defaultAccount names no account; using account "${defaultId}".`;
}

function accountWarnings({ accountId, dmPolicy, groups, duplicateOf }: AccountConfig): string[] {
  const warnings: string[] = [];
  if (dmPolicy === 'pairing') {
    warnings.push(
      `imessage: dmPolicy="pairing" for account "${accountId}" does not send pairing codes in this version; ` +
        'only senders in channels.imessage.allowFrom are admitted.',
    );
  }
  if (Object.values(groups ?? {}).some((group) => group.requireMention)) {
    warnings.push(
      `imessage: requireMention cannot be enforced for account "${accountId}", since there are no mention ` +
        'patterns; every message of an admitted group is answered.',
    );
  }
  if (duplicateOf !== null) {
    warnings.push(
      `[${accountId}] skipping watcher: duplicate iMessage source; using account "${duplicateOf}"`,
    );
  }
  return warnings;
}
