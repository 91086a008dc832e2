import type { OptionSpec, Signature } from './signature.ts';

/** What `imsg --help` prints (wire-1.1). */
export function rootHelp(version: string, commands: readonly Signature[]): string[] {
  return [
    `imsg ${version}`,
    'Send and read iMessage / SMS from the terminal',
    '',
    'Usage:',
    '  imsg <command> [options]',
    '',
    'Commands:',
    ...commands.map(({ name, about }) => `  ${name}\t${about}`),
    '',
    "Run 'imsg <command> --help' for details.",
  ];
}

/** What `imsg <command> --help` prints: options with a value first, then flags. */
export function commandHelp(command: Signature): string[] {
  const { name, about, discussion, options, examples } = command;
  const takes = command.arguments ?? [];
  const tokens = takes.map(({ label, optional }) => (optional ? `[${label}]` : `<${label}>`));
  const usage = [...tokens, ...(options.length > 0 ? ['[options]'] : [])];
  const inOrder = [...options.filter(({ value }) => value), ...options.filter(({ value }) => !value)];
  return [
    `imsg ${name}`,
    about,
    ...(discussion ? ['', ...discussion.split('\n')] : []),
    '',
    'Usage:',
    `  imsg ${name} ${usage.join(' ')}`,
    '',
    ...section(
      'Arguments:',
      takes.map(({ label, optional, about }) => `${label}${optional ? '?' : ''}\t${about}`),
    ),
    ...section('Options:', inOrder.map(optionLine)),
    'Examples:',
    ...examples.map((example) => `  ${typeof example === 'string' ? example : example.text}`),
  ];
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];

const optionLine = ({ spellings, value, about }: OptionSpec) =>
  `${spellings.join(', ')}${value ? ' <value>' : ''}\t${about}`;
