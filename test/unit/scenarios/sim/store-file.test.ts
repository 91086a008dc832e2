import { describe, expect, it } from 'vitest';
import type { StoreCore } from '../../../../engine/store/core.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { Commands } from '../../../../engine/store/store.ts';
import { createStoreFile } from '../../../../scenarios/sim/store-file.ts';
import { id } from '../../../support/messages/ids.ts';

const OWNER = { instanceId: 'a', atMs: 0 };
const SOURCE = { locator: 'here', fileKey: null };

const add = (core: StoreCore, epoch: number, sourceId: string) =>
  core.transact(epoch, [{ name: 'createSource', input: { ...SOURCE, sourceId, createdAtMs: 0 } }]);

function sources(core: StoreCore, epoch: number): string[] {
  const [found] = core.transact(epoch, [{ name: 'findSources', input: SOURCE }]);
  if (!found!.ok) throw found!.error;
  return (found!.value as Commands['findSources']['out']).map(({ sourceId }) => sourceId).sort();
}

function fileWithThree() {
  const file = createStoreFile(createMemoryCore(), createMemoryCore);
  const core = file.open();
  const epoch = core.acquire(OWNER);
  for (const sourceId of ['one', 'two', 'three']) add(core, epoch, sourceId);
  return { file, core, epoch };
}

describe('the file of a store', () => {
  it('is the same for whoever opens it next', () => {
    const { file, core } = fileWithThree();
    expect(file.open()).toBe(core);
    expect(file.hasForgotten()).toBe(false);
  });

  it('is another one after it went away, and whoever had it open is told, and begins to send nothing more', () => {
    const { file, core, epoch } = fileWithThree();
    let changes = 0;
    file.onChanged(() => {
      changes += 1;
    });
    file.remove();
    expect(changes).toBe(1);
    const next = file.open();
    expect(sources(next, next.acquire(OWNER))).toEqual([]);
    const gone = expect.objectContaining({ code: 'store_gone' });
    const startPart = { partId: id.part('p1'), maxRowid: 8, atMs: 3 };
    expect(() => core.transact(epoch, [{ name: 'startPart', input: startPart }])).toThrow(gone);
    expect(() => core.check(epoch)).toThrow(gone);
    expect(core.read([{ name: 'findSources', input: SOURCE }])).toMatchObject([{ value: { length: 3 } }]);
    expect(file.hasForgotten()).toBe(true);
  });

  it('lacks its last commits at the next start, of which reading is none', () => {
    const { file, core, epoch } = fileWithThree();
    sources(core, epoch);
    file.tear(1);
    const next = file.open();
    expect(sources(next, next.acquire(OWNER))).toEqual(['one', 'two']);
    expect(file.open()).toBe(next);
  });

  it('can be torn again, down to nothing', () => {
    const { file } = fileWithThree();
    file.tear(1);
    const next = file.open();
    add(next, next.acquire(OWNER), 'four');
    file.tear(2);
    const last = file.open();
    expect(sources(last, last.acquire(OWNER))).toEqual(['one']);
    file.tear(99);
    const empty = file.open();
    expect(sources(empty, empty.acquire(OWNER))).toEqual([]);
  });
});
