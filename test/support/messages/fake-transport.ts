import type { Spawn, SpawnRequest, TransportEvents, TransportExit } from '../../../engine/imsg/transport.ts';

export interface FakeChild {
  readonly request: SpawnRequest;
  /** Requests written by the engine, parsed. */
  readonly requests: readonly { id: number; method: string; params?: Record<string, unknown> }[];
  readonly isPaused: boolean;
  readonly isInputEnded: boolean;
  readonly signals: readonly string[];
  /** Objects become lines; strings and bytes go out as they are. All of one call is one chunk. */
  says(...output: readonly (object | string | Uint8Array)[]): void;
  complains(text: string): void;
  /** Answers the last request. */
  answers(result: unknown): void;
  refuses(code: number, message: string, data?: unknown): void;
  exits(exit?: Partial<TransportExit>): void;
}

export interface FakeSpawn {
  readonly spawn: Spawn;
  readonly children: readonly FakeChild[];
  /** The child started last. */
  readonly child: FakeChild;
}

/** Children that say only what a test makes them say. `onStart` runs at each start, before the engine writes. */
export function createFakeSpawn(onStart: (child: FakeChild) => void = () => {}): FakeSpawn {
  const children: FakeChild[] = [];
  return {
    children,
    get child() {
      return children.at(-1)!;
    },
    spawn(request, events) {
      const { child, transport } = createFakeChild(request, events);
      children.push(child);
      onStart(child);
      return transport;
    },
  };
}

function createFakeChild(request: SpawnRequest, events: TransportEvents) {
  const requests: FakeChild['requests'][number][] = [];
  const signals: string[] = [];
  let isPaused = false;
  let isInputEnded = false;
  const answer = (body: object) => child.says({ jsonrpc: '2.0', id: requests.at(-1)!.id, ...body });

  const child: FakeChild = {
    request,
    requests,
    signals,
    get isPaused() {
      return isPaused;
    },
    get isInputEnded() {
      return isInputEnded;
    },
    says: (...output) => events.onData(Buffer.concat(output.map(encode))),
    complains: (text) => events.onStderr(Buffer.from(text)),
    answers: (result) => answer({ result }),
    refuses: (code, message, data) => answer({ error: { code, message, data } }),
    exits: (exit = {}) => events.onExit({ code: 0, signal: null, ...exit }),
  };
  const transport = {
    write: (bytes: Uint8Array) => void requests.push(JSON.parse(Buffer.from(bytes).toString())),
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
    },
    endInput: () => {
      isInputEnded = true;
    },
    kill: (signal: string) => void signals.push(signal),
  };
  return { child, transport };
}

function encode(output: object | string | Uint8Array): Uint8Array {
  if (output instanceof Uint8Array) return output;
  return Buffer.from(typeof output === 'string' ? output : `${JSON.stringify(output)}\n`);
}
