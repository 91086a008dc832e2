import { Command, CommanderError } from 'commander';
import { UnknownBuild } from '../builds/versions.ts';
import { UnknownEnvironment } from '../environments.ts';
import { WorldEventError } from '../world/event/fields.ts';
import { worldEvents } from '../world/events.ts';
import { anyEventCommand, eventCommands } from './event.ts';
import { faultCommand } from './fault.ts';
import { initCommand } from './init.ts';
import type { Macs } from './macs.ts';
import { type MacOutput, printableOutput, UsageError } from './output.ts';
import { peopleCommand } from './people.ts';
import { logCommand, recordCommand } from './record.ts';
import { resetCommand } from './reset.ts';
import { sentCommand } from './sent.ts';
import { stateCommand } from './state.ts';
import { textCommand } from './text.ts';

const EXIT_FAILED = 1;
/** EX_USAGE of sysexits. */
const EXIT_USAGE = 64;

const COMMANDS: readonly ((output: MacOutput, macs: Macs) => Command)[] = [
  initCommand,
  textCommand,
  anyEventCommand,
  peopleCommand,
  faultCommand,
  sentCommand,
  recordCommand,
  logCommand,
  stateCommand,
  resetCommand,
];

/** Our own words, behind what commander says. */
const MORE = `
Every event is a command too, with its fields as options:
  fake-mac split DIR 'Look at this' --link https://example.com/a --from +15550001111
  fake-mac tapback DIR love --from +15550001111 --saying 'Look at this'
  fake-mac bridge DIR launched
  fake-mac fault DIR 'late=2s@first:"method":"send"'
The events: ${Object.keys(worldEvents).join(', ')}.`;

function createProgram(output: MacOutput, macs: Macs): Command {
  const trimmed = (write: (line: string) => void) => (text: string) => write(text.trimEnd());
  const program = new Command('fake-mac')
    .description('Make a fake Mac in a folder, and make things happen on it.')
    .configureOutput({ writeOut: trimmed(output.out), writeErr: trimmed(output.err) })
    .version(macs.version(), '--version')
    .addHelpText('after', MORE)
    .exitOverride();
  const commands = COMMANDS.map((make) => make(output, macs));
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  const names = commands.map((command) => command.name());
  for (const command of eventCommands(output, macs, names)) {
    program.addCommand(command.copyInheritedSettings(program), { hidden: true });
  }
  return program;
}

/** Runs one command and returns the exit status: 0, 1 when it failed, 64 when the command line is wrong. */
export async function runMacCommand(argv: readonly string[], output: MacOutput, macs: Macs): Promise<number> {
  const printable = printableOutput(output);
  try {
    await createProgram(printable, macs).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed its own message; an exit code of 0 was --help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    printable.err(`fake-mac: ${(error as Error).message}`);
    const misused = [UsageError, WorldEventError, UnknownEnvironment, UnknownBuild].some(
      (kind) => error instanceof kind,
    );
    return misused ? EXIT_USAGE : EXIT_FAILED;
  }
}
