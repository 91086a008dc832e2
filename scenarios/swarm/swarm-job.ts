// A process of the swarm: plays the seeds that it is sent, one at a time, and shrinks what fails.

import { type Conduct, conductOf } from './conduct.ts';
import { drawScenario } from './draw/draw.ts';
import type { Drawn } from './drawn.ts';
import { type Played, play } from './play.ts';
import { newFailures } from './same-failure.ts';
import { shrink } from './shrink.ts';

export type SwarmTask =
  | { readonly does: 'play'; readonly seed: string }
  | { readonly does: 'shrink'; readonly seed: string }
  /** The scenario comes from whoever asks, so that two versions of the gateway are given the same. */
  | { readonly does: 'conduct'; readonly seed: string; readonly drawn: Drawn };

export type SwarmAnswer =
  | { readonly did: 'conduct'; readonly conduct: Conduct }
  /** `cpuMs` of this process. */
  | { readonly did: 'play'; readonly played: Played; readonly cpuMs: number }
  | { readonly did: 'shrink'; readonly drawn: Drawn; readonly played: Played };

async function work(task: SwarmTask): Promise<SwarmAnswer> {
  if (task.does === 'conduct') return { did: 'conduct', conduct: await conductOf(task.drawn) };
  const drawn = drawScenario(task.seed);
  const before = process.cpuUsage();
  const played = await play(drawn);
  const { user, system } = process.cpuUsage(before);
  if (task.does === 'play') return { did: 'play', played, cpuMs: (user + system) / 1_000 };
  const failures = new Set(newFailures(played.violations));
  const smallest = await shrink(drawn, async (candidate) => {
    try {
      return newFailures((await play(candidate)).violations).some((failure) => failures.has(failure));
    } catch {
      // Without that step the scenario makes no sense.
      return false;
    }
  });
  return { did: 'shrink', drawn: smallest, played: await play(smallest) };
}

process.on('message', (task) => {
  void work(task as SwarmTask).then((answer) => process.send!(answer));
});
// Whoever wanted the answers is gone. Ctrl-C reaches this process as well, and is the swarm's to handle.
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});
