import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { type DemoOptions, demo } from './demo.ts';
import { EXIT_FAILED, EXIT_USAGE } from './exit-codes.ts';
import { addScenarioCommands } from './scenario.ts';
import {
  type AgainstCommandOptions,
  runAgainstCommand,
  runSwarmCommand,
  type SwarmCommandOptions,
} from './swarm.ts';

const FOOTER = `
Exit codes: 0 passed, 1 failed, 2 inconclusive, 64 wrong usage, 130 interrupted.

Examples:
  imgate-lab demo
  imgate-lab demo --stay
  imgate-lab scenario run scenarios`;

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
  program
    .command('swarm')
    .description('draw people, faults and hours at random, and hold what happens against what should have')
    .option('--hours <n>', 'until so many hours were simulated', positive)
    .option('--seeds <n>', 'until so many scenarios were played', positive)
    .option('--minutes <n>', 'as long as that, of this machine', positive)
    .option('--seed <text>', 'what everything is drawn from', 'swarm')
    .option('--jobs <n>', 'how many processes; default one a core', positive)
    .option('--shrink <n>', 'how many failing scenarios are made small at most', notNegative, 5)
    .option(
      '--against <rev>',
      'compare with the gateway of another revision instead; 2,000 seeds, or --seeds',
    )
    .action(async (options: SwarmCommandOptions & Partial<AgainstCommandOptions>) => {
      const { against } = options;
      if (against !== undefined) {
        exitCode = await runAgainstCommand({ ...options, against }, terminal);
        return;
      }
      const hasEnd = [options.hours, options.seeds, options.minutes].some((end) => end !== undefined);
      exitCode = await runSwarmCommand(hasEnd ? options : { ...options, minutes: 1 }, terminal);
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

function notNegative(text: string): number {
  const number = Number(text);
  if (!(number >= 0) || !Number.isFinite(number)) throw new InvalidArgumentError('Expected 0 or more.');
  return number;
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('Expected a number above 0.');
  return number;
}
