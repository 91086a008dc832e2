import { describe, expect, it } from 'vitest';
import { createDisk, createSimFiles } from '../../scenarios/sim/files.ts';
import { createNode } from '../../scenarios/sim/node.ts';
import { createWorld } from '../../scenarios/sim/world.ts';

const PATH = '/state/notes.json';

describe('a file that is replaced', () => {
  it('holds the old text or the new one, whatever call the node dies at', () => {
    const seen = new Set<string>();
    let wasReached = true;
    let points = 0;
    for (let count = 1; wasReached; count += 1) {
      for (const when of ['before', 'after'] as const) {
        const disk = createDisk();
        const world = createWorld(`files ${count}`);
        createSimFiles(createNode({ world, name: 'first' }), disk).writeText(PATH, 'the old text');
        const crashAt = (effect: number) => (effect === count ? when : null);
        const node = createNode({ world, name: 'second', crashAt });
        createSimFiles(node, disk).writeText(PATH, 'the new text, which is longer');
        const after = createSimFiles(createNode({ world, name: 'third' }), disk).readText(PATH);
        expect(['the old text', 'the new text, which is longer']).toContain(after);
        seen.add(after);
        wasReached = !node.isAlive();
        if (wasReached) points += 1;
      }
    }
    console.log(`a file replaced: ${points} crash points`);
    expect(seen.size).toBe(2);
    expect(points).toBe(8);
  });
});
