import JSON5 from 'json5';
import { EngineError } from '../errors.ts';
import { clean, redactHandle } from '../log-text.ts';
import { isPermission, systemCode, systemRemedy } from '../ports/system-failures.ts';
import { defaultAccountId, defaultAccountWarnings, normalizeAccountId } from './account-names.ts';
import { listAccountIds, resolveAccounts } from './accounts.ts';
import { agentsOfGroups } from './bound-agents.ts';
import { checkConfig } from './checks.ts';
import type { AccountConfig, Config } from './config.ts';
import { missingAgentWarnings } from './keys/agents.ts';
import { bindingWarnings } from './keys/bindings.ts';
import { mentionWarnings } from './keys/groups.ts';
import type { Places, Problem } from './keys/subject.ts';
import { noticesOf, slips, unreadNames } from './notices.ts';
import { createPositions, type Position, type RepeatedKey, repeatedKeys } from './positions.ts';
import { pathText, problemLine, problemsOf } from './problems.ts';
import { type ConfigInput, configSchema } from './schema.ts';
import { resolveFile, SUBJECTS } from './subjects.ts';

export interface LoadedConfig {
  readonly config: Config;
  /** What the operator should know, one line each, although the configuration is in order. */
  readonly warnings: readonly string[];
  readonly file: ConfigFile;
}

/** What a configuration was read from, and is in order. */
export interface ConfigFile {
  /** As it is written. */
  readonly input: ConfigInput;
  /** Where something of it stands; null = nobody can say. */
  positions(): PositionOf;
}

interface LoadOptions extends Places {
  readonly path: string;
  /** Returns the file's text; throws as `node:fs` does. */
  readFile(path: string): string;
}

/** Ends of a line to JSON5 everywhere but in a text, where it prints a warning of its own instead of reading them. */
const LINE_SEPARATORS = /[\u2028\u2029]/g;

/** Reads a JSON5 file. Throws `config_unreadable`, and `config_invalid` as `parseConfig` does, with lines. */
export function loadConfig({ path, readFile, ...places }: LoadOptions): LoadedConfig {
  let value: unknown;
  let text: string;
  try {
    text = readFile(path).replace(LINE_SEPARATORS, '\n');
    value = JSON5.parse(text);
  } catch (cause) {
    const reason = clean(cause instanceof Error ? cause.message : String(cause), 200);
    const message = `${clean(path, 200)}: ${reason}`;
    throw new EngineError('config_unreadable', { message, remedy: readRemedy(systemCode(cause)), cause });
  }
  const loaded = checked(value, places, () => createPositions(text));
  return { ...loaded, warnings: [...loaded.warnings, ...repeatedKeys(text).map(repeatedLine)] };
}

/** What stands above may be what somebody believes to hold. */
function repeatedLine({ path, lines }: RepeatedKey): string {
  const others = lines.slice(0, -1).join(', ');
  // Some are people's numbers and addresses, which have no place in a log.
  const shown = path.map((part) => (/[@+]|\d{5}/.test(String(part)) ? redactHandle(String(part)) : part));
  return `${pathText(shown)} stands ${lines.length} times: line ${lines.at(-1)} counts, and what line ${others} says does not.`;
}

/** Null = it was read, and is no JSON5. */
function readRemedy(code: string): string | null {
  if (isPermission(code)) return 'Let this user read it, or name another file with --config.';
  if (code === 'ENOENT') return 'Name the file that there is with --config.';
  return systemRemedy(code);
}

/** Checks and completes a configuration. Throws `config_invalid` with every problem found, one a line. */
export function parseConfig(value: unknown, places: Places): LoadedConfig {
  return checked(value, places, () => () => null);
}

type PositionOf = (path: Problem['path']) => Position | null;

function checked(value: unknown, places: Places, positions: () => PositionOf): LoadedConfig {
  const parsed = configSchema.safeParse(value, { reportInput: true });
  const problems = [
    ...slips(value),
    ...unreadNames(value),
    ...(parsed.success ? checkConfig(parsed.data) : problemsOf(parsed.error.issues, configSchema)),
  ];
  if (!parsed.success || problems.length > 0) throw invalid(problems, positions());
  const config = resolve(parsed.data, places);
  const warnings = [...warningsOf(parsed.data, config), ...noticesOf(parsed.data)];
  return { config, warnings, file: { input: value as ConfigInput, positions } };
}

function invalid(problems: readonly Problem[], positionOf: PositionOf): EngineError {
  const lines = problems.map((problem) => {
    const position = positionOf(problem.path);
    const where = position === null ? '' : ` (line ${position.line}, column ${position.column})`;
    return `${problemLine(problem)}${where}`;
  });
  return new EngineError('config_invalid', { message: lines.join('\n') });
}

function resolve(input: ConfigInput, places: Places): Config {
  const channel = input.channels?.imessage ?? {};
  const accountIds = listAccountIds(channel);
  return {
    ...resolveFile(input, places),
    accounts: resolveAccounts(input, accountIds, places.home),
    defaultAccountId: defaultAccountId(channel, accountIds),
  };
}

function warningsOf(input: ConfigInput, config: Config): string[] {
  const missing = missingAgentWarnings(config);
  if (input.channels?.imessage === undefined) {
    // No channel at all blocks groups, whatever else is configured (ACC-44).
    return [
      'imessage: channels.imessage is missing; defaulting groupPolicy to "allowlist" ' +
        '(group messages blocked until explicitly configured).',
      ...missing,
    ];
  }
  return [
    ...defaultAccountWarnings(input.channels.imessage, config.defaultAccountId),
    ...config.accounts
      .filter((account) => account.enabled)
      .flatMap((account) => accountWarnings(account, config)),
    ...bindingWarnings(input.bindings, (accountId) =>
      config.accounts.some((account) => account.accountId === normalizeAccountId(accountId)),
    ),
    ...missing,
  ];
}

function accountWarnings(account: AccountConfig, config: Config): string[] {
  const { agents, bindings, groupChats } = config;
  const answering = agentsOfGroups(bindings, account.accountId, agents[0]!.id);
  return [
    ...SUBJECTS.flatMap((subject) => subject.warningsOf(account)),
    ...mentionWarnings(
      account,
      answering.filter((id) => groupChats[id]!.mentionPatterns.length === 0),
    ),
  ];
}
