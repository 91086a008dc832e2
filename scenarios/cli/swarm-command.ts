import { type Command, Option } from 'commander';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { JOBS_MAX, numberAboveZero, seedText, wholeFrom } from './arguments.ts';
import { runSwarmCommand, type SwarmCommandOptions } from './swarm.ts';
import { type AgainstCommandOptions, runAgainstCommand } from './swarm-against.ts';

const SWARM_FOOTER = `
Without --hours, --seeds, --minutes and --only it takes one minute. Ctrl-C begins no more seeds and prints the
closing table; a second one ends at once.

Exit codes: 0 passed, 1 failed, 64 wrong usage, 130 interrupted.

Examples:
  imgate-lab swarm --hours 2000
  imgate-lab swarm --seed eyes --seeds 500
  imgate-lab swarm --only eyes-3`;

/** Adds `swarm` to the program; `exit` is told the code of the command that ran. */
export function addSwarmCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command('swarm')
    .description('draw people, hours and faults, and judge what happens')
    .option('--hours <n>', 'until so many hours were simulated', numberAboveZero)
    .option('--seeds <n>', 'until so many scenarios were played', wholeFrom(1))
    .option('--minutes <n>', 'as long as that, of this machine', numberAboveZero)
    .option('--seed <text>', 'what everything is drawn from; default: a new one, printed', seedText)
    .addOption(
      new Option('--only <seed>', 'play this one seed of a swarm again, such as eyes-3')
        .argParser(seedText)
        .conflicts(['hours', 'seeds', 'minutes', 'seed', 'against']),
    )
    .option('--jobs <n>', 'how many processes; default: one a core', wholeFrom(1, JOBS_MAX))
    .option('--shrink <n>', 'how many failing scenarios are made small at most', wholeFrom(0), 5)
    .addOption(
      new Option(
        '--against <rev>',
        'compare with the gateway of another revision instead; 2,000 seeds, or --seeds',
      ).conflicts(['hours', 'minutes', 'shrink']),
    )
    .addHelpText('after', SWARM_FOOTER)
    .action(async (options: SwarmCommandOptions & Partial<AgainstCommandOptions>) => {
      const { against } = options;
      exit(
        against === undefined
          ? await runSwarmCommand(options, terminal)
          : await runAgainstCommand({ ...options, against }, terminal),
      );
    });
}
