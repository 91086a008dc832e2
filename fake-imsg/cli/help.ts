import type { Command } from './command.ts';

/** What `imsg --help` prints (protocol section 1.1). */
export function rootHelp(version: string, commands: readonly Command[]): string[] {
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

/** What `imsg <command> --help` prints. */
export function commandHelp({ name, about, options, examples }: Command): string[] {
  return [
    `imsg ${name}`,
    about,
    '',
    'Usage:',
    `  imsg ${name} [options]`,
    '',
    'Options:',
    ...options.map(({ spellings, value, about }) => {
      return `  ${spellings.join(', ')}${value ? ' <value>' : ''}\t${about}`;
    }),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ];
}
