// Gives a target one input after the other and watches what it costs.

import { createStreams } from '../../scenarios/sim/random.ts';
import { corpusOf } from './corpus.ts';
import type { Target } from './target.ts';

/** The loop may be held this long by one input, counted in processor time: others use the machine, too. */
const CPU_MS_MAX = 1_000;
/** Garbage included; what is kept after a collection must fit in less. */
const GROWN_BYTES_MAX = 128 * 1024 * 1024;
const KEPT_BYTES_MAX = 48 * 1024 * 1024;
/** Inputs between two looks at what is kept. */
const LOOK_EVERY = 200;
/** What costs too much is tried again: a collection or a compiler at work is no fault of the input. */
const COST_TRIES = 3;

export interface Failure {
  readonly target: string;
  /** Null = from the corpus. */
  readonly run: number | null;
  readonly text: string;
  readonly input: Buffer;
}

export interface PlayOptions {
  readonly target: Target;
  readonly seed: string;
  /** Number of the first input that is drawn. Default 0. */
  readonly firstRun?: number;
  /** Asked before each input with how many were tried. */
  goesOn(tried: number): boolean;
  /** Told before each input is tried. */
  onInput?(run: number | null): void;
}

export interface Played {
  readonly tried: number;
  readonly failures: readonly Failure[];
}

/** First the corpus, then inputs of the seed. Ends at the first failure of a drawn input. */
export async function play(options: PlayOptions): Promise<Played> {
  const { target, seed, firstRun = 0, goesOn, onInput = () => {} } = options;
  const failures: Failure[] = [];
  const note = (run: number | null, input: Buffer, text: string) =>
    failures.push({ target: target.name, run, text, input });
  for (const input of firstRun === 0 ? corpusOf(target.name) : []) {
    onInput(null);
    const text = await faultOf(target, input);
    if (text !== null) note(null, input, text);
  }
  let keptAtFirst: number | null = null;
  let tried = 0;
  for (; goesOn(tried); tried += 1) {
    const run = firstRun + tried;
    const input = inputOf(target, seed, run);
    onInput(run);
    const text = await faultOf(target, input);
    if (text !== null) {
      note(run, await smallest(target, input, text), text);
      break;
    }
    if (tried % LOOK_EVERY !== LOOK_EVERY - 1) continue;
    const kept = keptBytes();
    // What is loaded and compiled at first belongs to the program.
    keptAtFirst ??= kept;
    if (kept - keptAtFirst <= KEPT_BYTES_MAX) continue;
    note(run, input, `${Math.round((kept - keptAtFirst) / 2 ** 20)} MiB more are kept than at the beginning`);
    break;
  }
  return { tried, failures };
}

/** Depends on nothing but its number, so that one can be tried again by itself. */
function inputOf(target: Target, seed: string, run: number): Buffer {
  return target.draw(createStreams(seed)(`${target.name} ${run}`));
}

/** What is wrong with how the product takes this input; null = nothing. */
export async function faultOf(target: Target, input: Buffer): Promise<string | null> {
  for (let left = COST_TRIES; ; left -= 1) {
    const [fault, cost] = await tryOnce(target, input);
    if (fault !== null || cost === null) return fault;
    if (left === 1) return cost;
  }
}

async function tryOnce(target: Target, input: Buffer): Promise<[fault: string | null, cost: string | null]> {
  const strays: string[] = [];
  const stray = (error: unknown) => void strays.push(`nobody takes ${describe(error)}`);
  process.on('uncaughtException', stray);
  process.on('unhandledRejection', stray);
  process.on('warning', stray);
  const bytesBefore = usedBytes();
  const before = process.cpuUsage();
  try {
    await target.run(Buffer.from(input));
    // Rejections that nobody takes are told after the microtasks.
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    return [describe(error), null];
  } finally {
    process.off('uncaughtException', stray);
    process.off('unhandledRejection', stray);
    process.off('warning', stray);
  }
  if (strays[0] !== undefined) return [strays[0], null];
  const { user, system } = process.cpuUsage(before);
  const cpuMs = Math.round((user + system) / 1_000);
  const max = target.cpuMsMax ?? CPU_MS_MAX;
  if (cpuMs > max) return [null, `took ${cpuMs} ms of processor time, more than ${max}`];
  const grown = usedBytes() - bytesBefore;
  return [
    null,
    grown > GROWN_BYTES_MAX ? `made ${Math.round(grown / 2 ** 20)} MiB of garbage or more` : null,
  ];
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Finding' ? error.message : (error.stack ?? error.message);
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function keptBytes(): number {
  globalThis.gc?.();
  return usedBytes();
}

/** How often a smaller input is tried, and for how long. */
const SHRINKS_MAX = 300;
const SHRINK_MS_MAX = 10_000;

/** An input that fails in the same way, of which nothing can be left out at one go. */
async function smallest(target: Target, input: Buffer, text: string): Promise<Buffer> {
  // What only costs would cost as much each time.
  if ((await tryOnce(target, input))[0] === null) return input;
  const kind = kindOf(text);
  const untilMs = performance.now() + SHRINK_MS_MAX;
  let best = input;
  let left = SHRINKS_MAX;
  for (let size = Math.ceil(best.length / 2); size >= 1 && left > 0; ) {
    let isShorter = false;
    for (let at = 0; at < best.length && left > 0; left -= 1) {
      if (performance.now() > untilMs) return best;
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      const fault = (await tryOnce(target, shorter))[0];
      if (fault !== null && kindOf(fault) === kind) {
        best = shorter;
        isShorter = true;
      } else at += size;
    }
    if (!isShorter || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;
}

/** What two texts about one fault have in common: the first line, without what it quotes and counts. */
function kindOf(text: string): string {
  return text
    .split('\n')[0]!
    .replace(/["'].*["']/g, '')
    .replace(/\d+/g, '');
}
