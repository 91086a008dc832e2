import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../../scenarios/sim/world.ts';

describe('a simulated world', () => {
  it('lets every microtask of an event drain before the next event, however deep they nest', async () => {
    const world = createWorld('drain');
    const said: string[] = [];
    const nest = async (depth: number) => {
      for (let left = depth; left > 0; left -= 1) await null;
      said.push(`microtasks of depth ${depth}`);
    };
    world.schedule(1, () => void nest(50));
    world.schedule(2, () => void said.push('next event'));
    await world.advance(10);
    expect(said).toEqual(['microtasks of depth 50', 'next event']);
  });

  it('runs what microtasks put on the agenda for now before later events', async () => {
    const world = createWorld('agenda');
    const said: string[] = [];
    world.schedule(
      1,
      () => void Promise.resolve().then(() => world.schedule(0, () => void said.push('at 1'))),
    );
    world.schedule(2, () => void said.push('at 2'));
    await world.advance(10);
    expect(said).toEqual(['at 1', 'at 2']);
  });

  it('gives the real loop a turn now and then in a long run', async () => {
    const world = createWorld('long');
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const again = () => void world.schedule(1, again);
    again();
    await world.advance(2000);
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  });

  it('rejects with what an event throws', async () => {
    const world = createWorld('throws');
    world.schedule(1, () => {
      throw new Error('an event failed');
    });
    await expect(world.advance(10)).rejects.toThrow('an event failed');
  });
});
