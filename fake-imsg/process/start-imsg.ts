// The whole program `imsg`, in process: what the executable binds to a real process and the simulator to a
// pipe of its own. Touches nothing but what it is given.

import type { Build } from '../builds/build.ts';
import { resolveBuild } from '../builds/builds.ts';
import { openChatDbAccess } from '../chat-db/read/access.ts';
import { DateTrap } from '../chat-db/read/time.ts';
import {
  type Command,
  type CommandContext,
  DEAF,
  type OpenMac,
  type Running,
} from '../command-line/command.ts';
import { failureText } from '../command-line/failure.ts';
import { commandHelp, rootHelp } from '../command-line/help.ts';
import { readInvocation } from '../command-line/invocation.ts';
import type { Options } from '../command-line/options.ts';
import { Printed } from '../command-line/usage-error.ts';
import type { Facts } from '../device/device.ts';
import type { FakeProcess, OpenDevice, ProcessIo } from '../device/process-io.ts';
import { environmentFacts } from '../environments.ts';
import type { Input } from '../faults/bytes/gate.ts';
import { underFaults } from '../faults/device-faults.ts';
import { createFaultyPipes, type FaultyPipes } from '../faults/faulty-pipes.ts';
import { type FillablePipe, fillablePipe } from '../faults/mac/full-pipe.ts';
import { parseFaults } from '../faults/parse.ts';
import { commandsOf } from '../imsg-commands/commands.ts';
import { type ContactsPolicy, openContacts } from '../program/contacts.ts';
import { namedChatDb } from '../program/named-chat-db.ts';
import { lateRunning } from './late-running.ts';
import { withLaunchWait } from './launch-wait.ts';
import { type Lifetime, startLifetime } from './lifetime.ts';
import { startRecorded } from './recording.ts';
import { runWhenUnlocked } from './retry-when-unlocked.ts';
import { versionAsked } from './version.ts';

/** Starts imsg with `io.argv` (without the program's name). It may have ended before this returns. */
export function startImsg(outer: ProcessIo, openDevice: OpenDevice): FakeProcess {
  return startRecorded(outer, (io) => start(io, openDevice));
}

function start(outer: ProcessIo, openDevice: OpenDevice): FakeProcess {
  const lifetime = startLifetime(outer);
  let input: Input | null = null;
  let readsInput = false;
  try {
    const pipes = createFaultyPipes(lifetime.io, parseFaults(outer.env.FAKE_IMSG_FAULTS));
    const running = begin(
      { ...lifetime.io, stdout: pipes.stdout, exit: pipes.exit },
      lifetime,
      pipes,
      openDevice,
    );
    if (running) input = pipes.around(running);
    readsInput = running !== undefined && running !== DEAF;
  } catch (error) {
    fail(error, lifetime.io, null);
  }
  return {
    input(bytes) {
      if (!lifetime.isOver()) input?.input(bytes);
    },
    endInput() {
      if (!lifetime.isOver()) input?.endInput();
    },
    kill: lifetime.kill,
    wantsInput: () => !lifetime.isOver() && (input?.wantsInput() ?? true),
    readsInput,
  };
}

function begin(
  io: ProcessIo,
  lifetime: Lifetime,
  pipes: FaultyPipes,
  openDevice: OpenDevice,
): Running | undefined {
  const version = versionAsked(io.argv, io.env);
  if (version !== null) return end(io, [version], 0);
  const build = withLaunchWait(resolveBuild(io.env.FAKE_IMSG_BUILD), io.env);
  const commands = commandsOf(build.commandLine.release);
  const shown = io.env.IMSG_VERSION || build.version;
  try {
    const asked = readInvocation(io.argv, commands, build.commandLine);
    switch (asked.kind) {
      case 'version':
        return end(io, [shown], 0);
      case 'help':
        return end(io, asked.command ? commandHelp(asked.command) : rootHelp(shown, commands), 0);
      case 'no command':
        return end(io, ["Command 'imsg' requires a subcommand", ...rootHelp(shown, commands)], 1);
      case 'unknown command':
        return end(io, [`Unknown subcommand '${asked.name}' for command 'imsg'`], 1);
      case 'run': {
        const context = contextOf({ ...asked, build, commands, io, lifetime, pipes, openDevice });
        const run = runWhenUnlocked(asked.command, context);
        return waitFor(run, { io, build, readsInput: asked.command.readsInput ?? false });
      }
    }
  } catch (error) {
    return fail(error, io, build);
  }
}

function end(io: ProcessIo, lines: readonly string[], code: number): undefined {
  for (const line of lines) printTo(io.stdout, line);
  io.exit(code);
}

/** What a process of a Mac dies of whose own checks fail. */
const TRAP = 'SIGTRAP';

function fail(error: unknown, io: ProcessIo, build: Build | null): undefined {
  if (error instanceof DateTrap) {
    io.die(TRAP);
    return;
  }
  return end(io, error instanceof Printed ? [] : [failureText(error, build)], 1);
}

interface Awaited {
  readonly io: ProcessIo;
  readonly build: Build;
  readonly readsInput: boolean;
}

/** A command that printed and returned, or will have, ends the process; any other ends it by itself. */
function waitFor(
  run: ReturnType<typeof runWhenUnlocked>,
  { io, build, readsInput }: Awaited,
): Running | undefined {
  if (!(run instanceof Promise)) return run ?? end(io, [], 0);
  const late = lateRunning();
  run.then(
    (running) => {
      if (!running) return io.exit(0);
      late.begin(running);
      io.readOn();
    },
    (error) => fail(error, io, build),
  );
  return readsInput ? late.running : DEAF;
}

interface ContextParts {
  readonly command: Command;
  readonly build: Build;
  readonly commands: readonly Command[];
  readonly options: Options;
  readonly io: ProcessIo;
  readonly lifetime: Lifetime;
  readonly pipes: FaultyPipes;
  readonly openDevice: OpenDevice;
}

function contextOf(parts: ContextParts): CommandContext {
  const { build, commands, options, io, lifetime } = parts;
  const pipe = fillablePipe(io.stdout);
  const goesOn = parts.command.readsInput ?? false;
  const openMac = macOpener({ ...parts, dbPath: options.text('db'), pipe, goesOn });
  return {
    build,
    commands,
    options,
    stdout: pipe.stdout,
    print: (line) => printTo(io.stdout, line),
    complain: (line) => printTo(io.stderr, line),
    openMac,
    facts: () => factsOf(openMac, io.env.FAKE_IMSG_ENV),
    atEnd: lifetime.atEnd,
    exit: io.exit,
    trap: () => io.die(TRAP),
  };
}

/** What a build does with Contacts whose chats are named by whoever is left in them. */
const NAMES_BY_PARTICIPANT: ReadonlySet<ContactsPolicy> = new Set(['live', 'behind']);

interface MacRequest extends ContextParts {
  readonly dbPath: string | null;
  readonly pipe: FillablePipe;
  /** Whether the process serves until its input ends. */
  readonly goesOn: boolean;
}

function macOpener(request: MacRequest): CommandContext['openMac'] {
  const { dbPath, build, io, lifetime, pipe, pipes, openDevice } = request;
  let opened: OpenMac | null = null;
  return () => {
    if (opened) return opened;
    const device = openDevice({ dbPath: dbPath ?? undefined, env: io.env });
    lifetime.atEnd(() => device.close());
    // This imsg may not stay, and nobody else may be there to let the time of the Mac go on.
    device.step();
    pipe.under(device);
    pipes.under(device);
    const clock = lifetime.clock(device.clock);
    const chatDb = openChatDbAccess(device, io.env.HOME ?? '/Users/me', build.database);
    const mac = underFaults({ device, clock, chatDb }, lifetime.io.exit);
    const contacts = openContacts(device, build.contacts, request.goesOn ? clock : null);
    opened = {
      ...mac,
      chatDb: namedChatDb(mac.chatDb, contacts, NAMES_BY_PARTICIPANT.has(build.contacts)),
      contacts,
    };
    return opened;
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

function printTo(sink: ProcessIo['stdout'], line: string): void {
  sink.write(new TextEncoder().encode(`${line}\n`));
}
