import { Command, CommanderError } from 'commander';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { type DemoOptions, demo } from './demo.ts';
import { EXIT_FAILED, EXIT_USAGE } from './exit-codes.ts';
import { addScenarioCommands } from './scenario.ts';
import { addSwarmCommand } from './swarm-command.ts';

const FOOTER = `
Exit codes: 0 passed, 1 failed, 2 inconclusive, 64 wrong usage, 130 interrupted.

Examples:
  imgate-lab demo
  imgate-lab demo --stay
  imgate-lab scenario run scenarios
  imgate-lab swarm --minutes 1`;

/** Runs one command and returns its exit code. `version` is what `--version` prints. */
export async function runLab(args: readonly string[], terminal: Terminal, version: string): Promise<number> {
  let exitCode = 0;
  const program = new Command('imgate-lab')
    .description('Run imgate against a fake Mac.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .addHelpText('after', FOOTER);
  program
    .command('demo')
    .description('ten seconds of conversation through a real pipe and a real store, with a restart')
    .option('--keep', 'keep the folder with the fake Mac and the store, and print where it is')
    .option('--stay', 'afterwards write as one of the people; /help says how')
    .action(async (options: DemoOptions) => {
      exitCode = await demo(options, terminal);
    });
  addSwarmCommand(program, terminal, (code) => {
    exitCode = code;
  });
  addScenarioCommands(program, terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander throws for help and version too, with code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    terminal.err(`imgate-lab: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT_FAILED;
  }
}
