import type { Clock } from '../../engine/ports/clock.ts';
import type { Ids } from '../../engine/ports/ids.ts';
import { type Computer, createComputer } from './computer.ts';
import { randomBytes, randomUuid } from './random.ts';
import type { World } from './world.ts';

/** What a crash may hit: one interaction of a node with its world. */
export type EffectKind = 'bytes' | 'commit' | 'frames' | 'prepare' | 'agent' | 'file' | 'program' | 'spawn';

/** What an effect is; a function is called if anybody ever reads the trace. */
type Told = string | (() => string);

/**
 * One process of one program in a world: its clock, its identifiers, its ports. A crash revokes them all: nothing
 * is thrown and nothing settles any more, because a dead process runs no `finally`.
 */
export interface Node {
  readonly name: string;
  isAlive(): boolean;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly world: World;
  /** Schedules the completion of a port call; it never happens once the node is dead. */
  later(delayMs: number, run: () => void): void;
  /** What reaches the process: now, or when its computer wakes; never once it is dead. */
  whenAwake(run: () => void): void;
  /** Performs an effect on the world, unless the node is dead or dies at this very point. */
  effect(kind: EffectKind, what: Told, perform: () => void): void;
  /** Counts and traces an effect, and says what is to become of it. For effects that may half happen. */
  decide(kind: EffectKind, what: Told): 'perform' | 'skip' | 'performAndDie';
  die(why: string): void;
  /** Returns the function that ends it. */
  onDeath(callback: () => void): () => void;
}

export interface NodeOptions {
  readonly world: World;
  readonly name: string;
  /** The computer it runs on. Default: one of its own, whose clock is right. */
  readonly computer?: Computer;
  /** Decides at each effect, counted from 1, whether the node dies: before it, or right after it took effect. */
  crashAt?(count: number, kind: EffectKind): 'before' | 'after' | null;
}

export function createNode(options: NodeOptions): Node {
  const { world, name, computer = createComputer(world), crashAt } = options;
  const deaths = new Set<() => void>();
  let isAlive = true;
  let effectCount = 0;

  const die = (why: string) => {
    if (!isAlive) return;
    isAlive = false;
    world.trace(name, `dies: ${why}`);
    for (const callback of deaths) callback();
  };
  const decide: Node['decide'] = (kind, what) => {
    if (!isAlive) return 'skip';
    effectCount += 1;
    const crash = crashAt?.(effectCount, kind) ?? null;
    if (crash === 'before') {
      die(`before effect ${effectCount} (${kind})`);
      return 'skip';
    }
    world.trace(name, () => `${kind} ${typeof what === 'string' ? what : what()}`);
    return crash === 'after' ? 'performAndDie' : 'perform';
  };
  const guarded = (run: () => void) => () => {
    if (isAlive) run();
  };

  const clock: Clock = {
    wallMs: () => Math.trunc(computer.wallMs()),
    monotonicMs: computer.monotonicMs,
    after: (delayMs, callback) => computer.after(delayMs, guarded(callback)),
    soon: (callback) => void computer.after(0, guarded(callback)),
  };
  const ids: Ids = {
    uuid: (purpose) => randomUuid(world.random(`${name}/uuid/${purpose}`)),
    bytes: (count, purpose) => randomBytes(world.random(`${name}/bytes/${purpose}`), count),
    fraction: (purpose) => world.random(`${name}/fraction/${purpose}`)(),
  };
  return {
    name,
    world,
    clock,
    ids,
    isAlive: () => isAlive,
    later: (delayMs, run) => void world.schedule(delayMs, () => computer.whenAwake(guarded(run))),
    whenAwake: (run) => computer.whenAwake(guarded(run)),
    decide,
    effect(kind, what, perform) {
      const verdict = decide(kind, what);
      if (verdict === 'skip') return;
      perform();
      if (verdict === 'performAndDie') die(`after effect ${effectCount} (${kind})`);
    },
    die,
    onDeath(callback) {
      deaths.add(callback);
      return () => void deaths.delete(callback);
    },
  };
}
