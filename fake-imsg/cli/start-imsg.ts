// The whole program `imsg`, in process: what the executable binds to a real process and the simulator to a
// pipe of its own. Touches nothing but what it is given.

import type { Build } from '../builds/build.ts';
import { resolveBuild } from '../builds/builds.ts';
import { openChatDbAccess } from '../chat-db/read-open.ts';
import type { Facts } from '../device/device.ts';
import type { FakeProcess, OpenDevice, ProcessIo } from '../device/process.ts';
import { environmentFacts } from '../environments/environments.ts';
import { underFaults } from '../faults/device-faults.ts';
import { parseFaults } from '../faults/faults.ts';
import { type FillablePipe, fillablePipe } from '../faults/full-pipe.ts';
import type { CommandContext, Running } from './command.ts';
import { COMMANDS } from './commands.ts';
import { failureText } from './failure.ts';
import { commandHelp, rootHelp } from './help.ts';
import { type Life, startLife } from './life.ts';
import { readOptions } from './options.ts';
import { versionAsked } from './version.ts';

/** Starts imsg with `io.argv` (without the program's name). It may have ended before this returns. */
export function startImsg(outer: ProcessIo, openDevice: OpenDevice): FakeProcess {
  const life = startLife(outer);
  let running: Running | undefined;
  try {
    const io = parseFaults(life.io.env.FAKE_IMSG_FAULTS).reduce((inner, fault) => fault(inner), life.io);
    running = begin(io, life, openDevice);
  } catch (error) {
    printTo(life.io, failureText(error));
    life.io.exit(1);
  }
  return {
    input(bytes) {
      if (!life.isOver) running?.input(bytes);
    },
    endInput() {
      if (!life.isOver) running?.endInput();
    },
    kill: life.kill,
    get wantsInput() {
      return !life.isOver && (running?.wantsInput ?? true);
    },
  };
}

function begin(io: ProcessIo, life: Life, openDevice: OpenDevice): Running | undefined {
  const { argv, env } = io;
  const end = (lines: readonly string[], code: number) => {
    for (const line of lines) printTo(io, line);
    io.exit(code);
    return undefined;
  };
  const version = versionAsked(argv, env);
  if (version !== null) return end([version], 0);
  const build = resolveBuild(env.FAKE_IMSG_BUILD);
  const [name, ...args] = argv;
  const command = COMMANDS.find((one) => one.name === name);
  const asksHelp = argv.includes('--help') || argv.includes('-h');
  if (command && asksHelp) return end(commandHelp(command), 0);
  if (asksHelp || name === undefined) return end(rootHelp(build.version, COMMANDS), 0);
  if (name.startsWith('-')) {
    return end(["Command 'imsg' requires a subcommand", ...rootHelp(build.version, COMMANDS)], 1);
  }
  if (!command) return end([`Unknown subcommand '${name}' for command 'imsg'`], 1);

  const options = readOptions(command.options, args);
  const pipe = fillablePipe(io.stdout);
  const openMac = macOpener({ dbPath: options.text('db'), build, io, life, pipe, openDevice });
  const running = command.run({
    build,
    options,
    stdout: pipe.stdout,
    print: (line) => printTo(io, line),
    openMac,
    facts: () => factsOf(openMac, env.FAKE_IMSG_ENV),
    atEnd: life.atEnd,
    exit: io.exit,
  });
  if (!running) io.exit(0);
  return running;
}

interface MacRequest {
  readonly dbPath: string | null;
  readonly build: Build;
  readonly io: ProcessIo;
  readonly life: Life;
  readonly pipe: FillablePipe;
  readonly openDevice: OpenDevice;
}

function macOpener({ dbPath, build, io, life, pipe, openDevice }: MacRequest): CommandContext['openMac'] {
  return () => {
    const device = openDevice({ dbPath: dbPath ?? undefined, env: io.env });
    life.atEnd(() => device.close());
    pipe.under(device);
    const chatDb = openChatDbAccess(device, io.env.HOME ?? '/Users/me', build.database);
    return { clock: life.clock(device.clock), ...underFaults({ device, chatDb }, () => io.exit(1)) };
  };
}

/** A Mac without a database is still a Mac: then only its environment is known. */
function factsOf(openMac: CommandContext['openMac'], environment: string | undefined): Facts {
  try {
    return openMac().device.facts();
  } catch {
    return environmentFacts(environment);
  }
}

function printTo(io: ProcessIo, line: string): void {
  io.stdout.write(new TextEncoder().encode(`${line}\n`));
}
