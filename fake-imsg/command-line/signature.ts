import type { Releases } from './releases.ts';

/** One option or flag of a command. */
export interface OptionSpec extends Releases {
  readonly name: string;
  readonly spellings: readonly string[];
  /** One value, or all that follow up to the next option; absent for a flag. */
  readonly value?: 'text' | 'list';
  readonly about: string;
}

/** A positional argument of a command. */
export interface ArgumentSpec extends Releases {
  readonly label: string;
  readonly about: string;
  readonly optional?: true;
}

export interface Example extends Releases {
  readonly text: string;
}

/** A command as `--help` shows it and the parser takes it. Which parts a build has, its release says. */
export interface Signature extends Releases {
  readonly name: string;
  readonly about: string;
  /** A word more for people, in our own words. */
  readonly discussion?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly (string | Example)[];
}

export const DB: OptionSpec = {
  name: 'db',
  spellings: ['--db'],
  value: 'text',
  about: 'Path to chat.db (defaults to ~/Library/Messages/chat.db)',
};

/** An option whose one spelling is its name. */
export function option(name: string, about: string, rest: Partial<OptionSpec> = {}): OptionSpec {
  return { name, spellings: [`--${name}`], value: 'text', about, ...rest };
}

/** A flag whose one spelling is its name. */
export function flag(name: string, about: string, releases: Releases = {}): OptionSpec {
  return { name, spellings: [`--${name}`], about, ...releases };
}

/** Options that every command but one has, in the order help lists them. */
export const STANDARD_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'log-level',
    spellings: ['--log-level', '--logLevel'],
    value: 'text',
    about: 'Set log level (trace|verbose|debug|info|warning|error|critical)',
  },
  { name: 'verbose', spellings: ['-v', '--verbose'], about: 'Enable verbose logging' },
  {
    name: 'json',
    spellings: ['--json', '-j', '--json-output', '--jsonOutput'],
    about: 'Emit machine-readable JSON output',
  },
];
