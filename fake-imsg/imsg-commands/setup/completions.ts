import type { Command } from '../../command-line/command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { completionScript } from './completion-scripts.ts';

/** `imsg completions`: scripts made of the commands that the build has (wire-1.2). */
export const completionsCommand: Command = {
  name: 'completions',
  since: '0.6.0',
  about: 'Generate shell completions or LLM context',
  discussion: 'Prints a script for a shell, or a reference of all commands in Markdown.',
  arguments: [{ label: 'shell', about: 'bash, zsh, fish, or llm', optional: true }],
  options: [],
  examples: ['imsg completions bash > ~/.bash_completion.d/imsg', 'imsg completions llm'],
  run({ commands, options, print }) {
    const [shell] = options.rest;
    if (!shell) throw new UsageError('Missing shell argument. Use: bash, zsh, fish, or llm');
    const script = completionScript(shell.toLowerCase(), commands);
    if (!script) throw new UsageError(`Unknown shell '${shell}'. Use: bash, zsh, fish, or llm`);
    for (const line of script) print(line);
    return undefined;
  },
};
