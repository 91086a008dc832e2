import { Command, CommanderError } from 'commander';
import { UnknownEnvironment } from '../environments/environments.ts';
import { WorldEventError } from '../world/fields.ts';
import { initCommand } from './mac-init.ts';
import { type MacOutput, UsageError } from './mac-output.ts';
import { sentCommand } from './mac-sent.ts';
import { textCommand } from './mac-text.ts';

const EXIT_FAILED = 1;
/** EX_USAGE of sysexits. */
const EXIT_USAGE = 64;

function createProgram(output: MacOutput): Command {
  const trimmed = (write: (line: string) => void) => (text: string) => write(text.trimEnd());
  const program = new Command('fake-mac')
    .description('Make a fake Mac in a folder, and make things happen on it.')
    .configureOutput({ writeOut: trimmed(output.out), writeErr: trimmed(output.err) })
    .exitOverride();
  for (const command of [initCommand(output), textCommand(output), sentCommand(output)]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

/** Runs one command and returns the exit status: 0, 1 when it failed, 64 when the command line is wrong. */
export async function runFakeMac(argv: readonly string[], output: MacOutput): Promise<number> {
  try {
    await createProgram(output).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed its own message; an exit code of 0 was --help.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    output.err(`fake-mac: ${(error as Error).message}`);
    const misused = [UsageError, WorldEventError, UnknownEnvironment].some((kind) => error instanceof kind);
    return misused ? EXIT_USAGE : EXIT_FAILED;
  }
}
