// How imsg reads its command line (protocol section 1.1), and the texts of its complaints.

/** One option of a command. */
export interface OptionSpec {
  readonly name: string;
  readonly spellings: readonly string[];
  /** Absent for a flag. */
  readonly value?: 'text' | 'positive integer';
  readonly required?: true;
  readonly about: string;
}

export interface Options {
  flag(name: string): boolean;
  text(name: string): string | null;
  integer(name: string): number | null;
}

/** A command line that imsg refuses; the message is what it prints. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DB: OptionSpec = {
  name: 'db',
  spellings: ['--db'],
  value: 'text',
  about: 'Path to chat.db (defaults to ~/Library/Messages/chat.db)',
};

/** Options that every command has, in the order help lists them. */
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

/** Throws `UsageError`. */
export function readOptions(specs: readonly OptionSpec[], args: readonly string[]): Options {
  const given = new Map<string, string>();
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (!argument.startsWith('-')) throw new UsageError(`Unexpected argument: ${argument}`);
    const spec = specs.find(({ spellings }) => spellings.includes(argument));
    if (!spec) throw new UsageError(`Unknown option ${argument}`);
    const value = spec.value ? rest.shift() : '';
    if (value === undefined) throw new UsageError(`Missing value for option ${argument}`);
    if (spec.value === 'positive integer' && !/^[1-9]\d{0,14}$/.test(value)) {
      throw new UsageError(`Invalid value for option: --${spec.name}`);
    }
    given.set(spec.name, value);
  }
  const missing = specs.find((spec) => spec.required && !given.has(spec.name));
  if (missing) throw new UsageError(`Missing required option: --${missing.name}`);
  return {
    flag: (name) => given.has(name),
    text: (name) => given.get(name) ?? null,
    integer: (name) => (given.has(name) ? Number(given.get(name)) : null),
  };
}
