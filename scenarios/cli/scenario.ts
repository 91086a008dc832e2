import { type Command, Option } from 'commander';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { DRIVER_NAMES } from '../runner/scenario.ts';
import { scenarioJsonSchema } from '../runner/schema.ts';
import { JOBS_MAX, numberAboveZero, wholeFrom } from './arguments.ts';
import { lintScenarios, REPORTERS, runScenarios, type ScenarioRunOptions } from './scenario-run.ts';

const RUN_FOOTER = `
Exit codes: 0 passed, 1 failed, 2 inconclusive, 64 wrong usage or a file that cannot be read.

Examples:
  imgate-lab scenario run scenarios
  imgate-lab scenario run scenarios/dump-and-link.yaml --seed 7 --driver spawned`;

/** Adds `scenario …` to the program; `exit` is told the code of the command that ran. */
export function addScenarioCommands(
  program: Command,
  terminal: Terminal,
  exit: (code: number) => void,
): void {
  const command = program.command('scenario').description('run and check scenario files');
  command
    .command('run')
    .description('run scenarios: files, or folders with all that is in them')
    .argument('<paths...>')
    .addOption(
      new Option('--driver <name>', 'simulated, or with real processes').choices(DRIVER_NAMES).default('sim'),
    )
    .addOption(new Option('--reporter <name>', 'form of the report').choices(REPORTERS).default('pretty'))
    .option('--seed <text>', "what decides the order of events; default: the scenario's own")
    .option(
      '--jobs <count>',
      'how many processes; default: one a core, where that is faster',
      wholeFrom(1, JOBS_MAX),
    )
    .option(
      '--speed <factor>',
      'times real time, beside real processes; default: what the machine can keep, at most 20',
      numberAboveZero,
    )
    .option('--save', 'keep the record of runs that passed, too')
    .addHelpText('after', RUN_FOOTER)
    .action(async (paths: string[], options: ScenarioRunOptions) => {
      exit(await runScenarios(paths, options, terminal));
    });
  command
    .command('lint')
    .description('say what is wrong with scenario files, and what may mislead')
    .argument('<paths...>')
    .action((paths: string[]) => exit(lintScenarios(paths, terminal)));
  command
    .command('schema')
    .description('print the JSON schema that editors complete from')
    .action(() => terminal.out(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`));
}
