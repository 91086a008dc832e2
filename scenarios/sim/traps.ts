// While an event of a simulated world runs, engine and fake may not look at the real world. The static test
// of the boundaries finds what is written down; this finds what slips in by way of a dependency or a callback.

const SOURCE = /[\\/](?:engine|fake-imsg)[\\/]/;
const CLOCK_FILE = /[\\/](?:ports|device)[\\/]clock\.ts/;

type Trapped = (this: unknown, ...args: never[]) => unknown;

interface Trap {
  readonly owner: Record<string, Trapped>;
  readonly name: string;
  readonly original: Trapped;
  readonly guard: Trapped;
}

const TRAPS: readonly Trap[] = [
  trap(Date, 'now'),
  trap(Math, 'random'),
  trap(performance, 'now'),
  trap(globalThis, 'setTimeout'),
  trap(globalThis, 'setInterval'),
  trap(globalThis, 'setImmediate'),
  trap(AbortSignal, 'timeout'),
  trap(AbortSignal, 'any'),
];

/** Runs `body` with the traps set. Only calls that come straight from engine/ or fake-imsg/ are refused. */
export async function withTraps<T>(body: () => Promise<T>): Promise<T> {
  for (const { owner, name, guard } of TRAPS) owner[name] = guard;
  try {
    return await body();
  } finally {
    for (const { owner, name, original } of TRAPS) owner[name] = original;
  }
}

function trap(holder: object, name: string): Trap {
  const owner = holder as Record<string, Trapped>;
  const original = owner[name]!;
  return {
    owner,
    name,
    original,
    guard(...args) {
      const caller = new Error().stack?.split('\n')[2] ?? '';
      if (SOURCE.test(caller) && !CLOCK_FILE.test(caller)) {
        throw new Error(`${name} called in a simulated world, ${caller.trim()}. Use the port instead.`);
      }
      return original.apply(this, args);
    },
  };
}
