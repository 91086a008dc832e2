// Messages that are answered, each when the one before has been.

import { join } from 'node:path';
import type { BareRow } from './bare-sqlite.ts';
import { secondsOf } from './clock.ts';
import type { ScriptedEngine } from './scripted-engine.ts';
import { checksumOf, frameOf, guidOf } from './traffic.ts';

/** Of ten rows of the traffic, so many from its start on are from people who may speak. */
const ADMITTED = 7;

/**
 * Only rows that are answered, and as many of them for a database that does nothing else. They are numbered through: rows
 * between them that never came would be missing, and the engine would note them and ask for them.
 */
function createAnswered(messages: number): { frames: Buffer[]; bare: BareRow[] } {
  const rowids = Array.from({ length: messages }, (_, index) => index + 3 * Math.floor(index / ADMITTED));
  const frames = rowids.map((rowid, index) => frameOf(rowid + 10, index + 1));
  const bare = frames.map((raw, index) => ({ eventId: `guid:${guidOf(index)}`, raw, fate: null }));
  return { frames, bare };
}

interface Runs<Result, Limit> {
  readonly results: readonly Result[];
  readonly limits: readonly Limit[];
}

/**
 * The same messages as often as `runs` says, each time on a state of its own, and before each what a database takes for them
 * that does nothing else.
 */
export async function answeredRuns<Result, Limit>(
  folder: string,
  { messages, runs }: { readonly messages: number; readonly runs: number },
  limitOf: (path: string, bare: readonly BareRow[]) => Limit,
  answerEach: (frames: readonly Buffer[], stateDir: string) => Promise<Result>,
): Promise<Runs<Result, Limit>> {
  const { frames, bare } = createAnswered(messages);
  const results: Result[] = [];
  const limits: Limit[] = [];
  for (let run = 0; run < runs; run += 1) {
    limits.push(limitOf(join(folder, `bare-${run}.db`), bare));
    results.push(await answerEach(frames, join(folder, `run-${run}`)));
  }
  return { results, limits };
}

interface Answered {
  readonly seconds: number;
  /** Of each message, from its arrival until its answer was proven. */
  readonly latenciesMs: readonly number[];
  readonly checksum: string;
}

export async function answerOneByOne(
  { engine, imsg }: Pick<ScriptedEngine, 'engine' | 'imsg'>,
  frames: readonly Buffer[],
): Promise<Answered> {
  const sent: string[] = [];
  const latenciesMs: number[] = [];
  let whenSent = () => {};
  engine.on('part', ({ state, text }) => {
    if (state !== 'sent') return;
    sent.push(text);
    whenSent();
  });
  const seconds = await secondsOf(async () => {
    for (const frame of frames) {
      const arrivedMs = performance.now();
      const isSent = new Promise<void>((resolve) => (whenSent = resolve));
      await Promise.all([isSent, imsg.feed([frame])]);
      latenciesMs.push(performance.now() - arrivedMs);
    }
  });
  return { seconds, latenciesMs, checksum: checksumOf(sent) };
}
