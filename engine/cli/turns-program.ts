import { type Command, Option } from 'commander';
import { REDOABLE, type RedoChoice } from '../account/turn-desk.ts';
import type { TurnId } from '../message/ids.ts';
import { CONFIG_OPTION } from './config-option.ts';
import type { Terminal } from './terminal.ts';
import type { TurnsOptions } from './turns.ts';

interface RedoOptions extends TurnsOptions {
  readonly reason?: (typeof REDOABLE)[number];
}

/** Adds the commands of `imgate turns`. */
export function addTurns(program: Command, terminal: Terminal): void {
  const turns = program.command('turns').description('look after turns that ended without their answer');
  turns
    .command('list')
    .description('show the turns that ended without their answer, the newest first')
    .option('--json', 'print what engine.turns.list() gives')
    .option('--config <file>', CONFIG_OPTION)
    .action(async (options: TurnsOptions & { json?: true }) => {
      const { listTurns } = await import('./turns.ts');
      await listTurns(options, terminal);
    });
  const redo = turns
    .command('redo')
    .argument('[turn]', 'the id of one turn')
    .description('let turns be answered after all of which nothing was said')
    .addOption(new Option('--reason <code>', 'all that ended so').choices([...REDOABLE]))
    .option('--config <file>', CONFIG_OPTION);
  redo.action(async (turnId: string | undefined, { reason, ...options }: RedoOptions) => {
    const { redoTurns } = await import('./turns.ts');
    await redoTurns(choiceOf(redo, turnId, reason), options, terminal);
  });
}

function choiceOf(redo: Command, turnId: string | undefined, reason: RedoOptions['reason']): RedoChoice {
  if (turnId !== undefined && reason === undefined) return { turnId: turnId as TurnId };
  if (turnId === undefined && reason !== undefined) return { reason };
  return redo.error('error: name one turn, or a --reason', { exitCode: 1 });
}
