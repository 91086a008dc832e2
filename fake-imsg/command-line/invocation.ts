import type { CommandLinePolicy } from '../builds/command-lines.ts';
import type { Command } from './command.ts';
import { type Options, readOptions } from './options.ts';

/** What the arguments of imsg ask for. */
export type Invocation =
  | { readonly kind: 'version' }
  /** Help of one command, or of all. */
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'run'; readonly command: Command; readonly options: Options }
  | { readonly kind: 'no command' }
  | { readonly kind: 'unknown command'; readonly name: string };

/**
 * Reads the arguments (wire-1.1): the version comes first, then help, then the command. Throws
 * `UsageError` for options that the command does not take.
 *
 * @param commands Those that the build has.
 */
export function readInvocation(
  argv: readonly string[],
  commands: readonly Command[],
  policy: CommandLinePolicy,
): Invocation {
  const end = argv.indexOf('--');
  const counted = policy.asksBehindTerminator || end === -1 ? argv : argv.slice(0, end);
  const asks = (...spellings: string[]) => counted.some((argument) => spellings.includes(argument));
  const named = (name: string | undefined) => commands.find((command) => command.name === name);
  if (asks('--version', '-V')) return { kind: 'version' };
  if (argv.length === 0 || asks(...HELP)) return { kind: 'help', command: named(helpName(argv)) ?? null };
  const [name = '', ...args] = argv;
  if (name.startsWith('-')) return { kind: 'no command' };
  const command = named(name);
  if (!command) return { kind: 'unknown command', name };
  return { kind: 'run', command, options: readOptions(command, args, policy) };
}

const HELP = ['--help', '-h'];

/** The command that help is wanted for: the first word, if no option but help itself comes before it. */
function helpName(argv: readonly string[]): string | undefined {
  const first = argv.find((argument) => !HELP.includes(argument));
  return first?.startsWith('-') ? undefined : first;
}
