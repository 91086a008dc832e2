import { describe, expect, it } from 'vitest';
import { copyTo } from '../../engine/media/stage.ts';
import { createDisk, createSimFiles } from '../../scenarios/sim/files.ts';
import { createInstallation } from '../../scenarios/sim/installation.ts';
import { createNode } from '../../scenarios/sim/node.ts';
import { createWorld, WORLD_START_MS } from '../../scenarios/sim/world.ts';

const FROM = '/Users/me/photo.jpg';
const TO = { target: '/state/media/turn/photo.jpg', unfinished: '/state/media/turn.unfinished/0' };
const WORDS = 'the bytes of a picture';

describe('a file that is copied', () => {
  it('is there whole or not at all, whatever call the node dies at', async () => {
    const seen = new Set<string | null>();
    let wasReached = true;
    let points = 0;
    for (let count = 1; wasReached; count += 1) {
      for (const when of ['before', 'after'] as const) {
        const disk = createDisk();
        disk().fromJSON({ [FROM]: WORDS });
        const world = createWorld(`files ${count}`);
        const crashAt = (effect: number) => (effect === count ? when : null);
        const node = createNode({ world, name: 'gateway', crashAt });
        const files = createSimFiles(node, disk);
        const copy = async () => {
          const source = await files.open(FROM);
          await copyTo(source, TO, files, { bytesMax: 1_000, signal: new AbortController().signal });
        };
        void copy();
        await world.advance(1_000);
        const after = disk().existsSync(TO.target) ? disk().readFileSync(TO.target, 'utf8') : null;
        expect([null, WORDS]).toContain(after);
        seen.add(after as string | null);
        wasReached = !node.isAlive();
        if (wasReached) points += 1;
      }
    }
    console.log(`a file copied: ${points} crash points`);
    expect(seen.size).toBe(2);
    expect(points).toBe(10);
  });
});

it('copies that are too old go, also where files are no longer handed on', async () => {
  const installation = createInstallation({ seed: 'copies' });
  const disk = installation.disk();
  const daysOld = { young: 1, old: 8 };
  for (const [name, days] of Object.entries(daysOld)) {
    disk.fromJSON({ [`/sim/state/media/${name}/photo.jpg`]: WORDS });
    const atS = (WORLD_START_MS - days * 86_400_000) / 1_000;
    disk.utimesSync(`/sim/state/media/${name}`, atS, atS);
  }
  installation.start();
  await installation.world.advance(60_000);
  expect(disk.readdirSync('/sim/state/media')).toEqual(['young']);
  await installation.stop();
  installation.device.close();
});
