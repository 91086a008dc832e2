import type { Spawn, Transport, TransportEvents } from '../../engine/imsg/transport.ts';
import type { FakeProcess, ProcessIo } from '../../fake-imsg/device/process-io.ts';
import type { Node } from './node.ts';
import { createPipe, type Pipe } from './pipe.ts';
import type { Wires } from './wires.ts';

/** Runs the fake `imsg` as a process of the world. */
export type StartProcess = (io: ChildIo) => FakeProcess;

/** All that the world knows of a child; the rest is the Mac's. */
export type ChildIo = Omit<ProcessIo, 'clock' | 'note'> & {
  /** Counted from 1 by its gateway. */
  readonly child: number;
};

/** The environment variables of a child, asked for when it starts. */
export type ChildEnv = () => Readonly<Record<string, string>>;

/** Children of a node, behind bounded pipes. When the node dies its children see the end of their input. */
export function createSimSpawn(
  node: Node,
  startProcess: StartProcess,
  childEnv: ChildEnv,
  wires: Wires,
): Spawn {
  let children = 0;
  return ({ args, env }, events) => {
    children += 1;
    const name = `${node.name}.imsg${children}`;
    let transport: Transport = INERT;
    node.effect('spawn', `${name} ${args.join(' ')}`, () => {
      const child = children;
      transport = startChild(node, name, args, events, wires, (io) =>
        startProcess({ ...io, child, env: { ...childEnv(), ...env } }),
      );
    });
    return transport;
  };
}

const INERT: Transport = { write() {}, pause() {}, resume() {}, endInput() {}, kill() {} };

function startChild(
  node: Node,
  name: string,
  args: readonly string[],
  events: TransportEvents,
  wires: Wires,
  startProcess: (io: Omit<ChildIo, 'child'>) => FakeProcess,
): Transport {
  const { world } = node;
  let code: number | null = null;
  let signal: string | null = null;
  let hasExited = false;

  const exit = () => {
    if (hasExited) return;
    hasExited = true;
    forget();
    wire.close();
    world.trace(name, `exit ${code ?? signal}`);
    node.whenAwake(() => events.onExit({ code, signal }));
  };
  const stdout = createPipe(world, `${name}/stdout`, {
    onData: (bytes) =>
      node.whenAwake(() =>
        node.effect(
          'frames',
          () => `${name} ${bytes.length}`,
          () => events.onData(bytes),
        ),
      ),
    onEnd: exit,
  });
  const stderr = createPipe(world, `${name}/stderr`, {
    onData: (bytes) => node.whenAwake(() => events.onStderr(bytes)),
    onEnd: () => {},
  });
  const stdin = createPipe(world, `${name}/stdin`, {
    onData(bytes) {
      wire.heard(bytes);
      child.input(bytes);
      if (!child.wantsInput()) stdin.pause();
    },
    onEnd: () => child.endInput(),
  });
  const wire = wires.open(stdout);
  const readOn = () => {
    if (child.wantsInput()) stdin.resume();
  };
  const child = startProcess({
    argv: args,
    env: {},
    stdout: wire.sink,
    stderr,
    readOn,
    exit(exitCode) {
      code = exitCode;
      // Nobody reads what is still written to it.
      stdin.closeReader();
      stdout.end();
    },
    die(name) {
      signal = name;
      stdin.closeReader();
      stdout.end();
    },
  });
  stdout.onDrain(readOn);
  const forget = node.onDeath(() => {
    wire.close();
    stdin.end();
    stdout.closeReader();
    stderr.closeReader();
  });

  return {
    ...inputOf(node, name, stdin),
    pause: () => node.isAlive() && stdout.pause(),
    resume: () => node.isAlive() && stdout.resume(),
    kill(name) {
      if (!node.isAlive() || hasExited) return;
      signal = name;
      child.kill();
      stdin.closeReader();
      stdout.end();
      stdout.resume();
    },
  };
}

/** What a node writes to a child: each write is an effect. */
function inputOf(node: Node, name: string, stdin: Pipe): Pick<Transport, 'write' | 'endInput'> {
  return {
    write(bytes) {
      const what = () => `${name} ${Buffer.from(bytes).toString('utf8').trim()}`;
      node.effect('bytes', what, () => void stdin.write(bytes));
    },
    endInput: () => node.effect('bytes', `${name} end of input`, () => stdin.end()),
  };
}
