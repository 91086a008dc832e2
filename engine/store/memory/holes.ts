import type { HoleChanges, HoleCommands } from '../commands/holes.ts';
import type { Handlers } from '../handlers.ts';
import type { MemorySource, MemorySources } from './sources.ts';

export function createMemoryHoles(sources: MemorySources): Handlers<HoleCommands> {
  return {
    changeHoles({ sourceId, closed, opened }) {
      changeHoles(sources.get(sourceId), { closed, opened });
      return undefined;
    },
    holes({ sourceId, limit }) {
      const holes = [...sources.get(sourceId).holes.values()];
      return holes.sort((one, other) => one.fromRowid - other.fromRowid).slice(0, limit);
    },
  };
}

export function changeHoles(source: MemorySource, { closed, opened }: HoleChanges): void {
  for (const fromRowid of closed) source.holes.delete(fromRowid);
  for (const { fromRowid, toRowid, openedAtMs, asked } of opened) {
    source.holes.set(fromRowid, { fromRowid, toRowid, openedAtMs, asked });
  }
}
