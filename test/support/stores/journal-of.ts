import { createMemoryCore } from '../../../engine/store/memory.ts';
import type { StoreReader } from '../../../engine/store/store.ts';
import { decided, type Given } from '../messages/journalled.ts';
import { openCore } from './bed.ts';

/** A journal in which these rows were decided, in each place the same; they have the rowids 1, 2 … and GUIDs of their own. */
export async function journalOf(
  rows: readonly Given[],
  places: readonly string[] = ['local:default'],
): Promise<StoreReader> {
  const store = openCore(createMemoryCore());
  for (const [index, locator] of places.entries()) {
    const sourceId = `source ${index}`;
    await store.createSource({ sourceId, locator, fileKey: null, createdAtMs: 0 });
    for (const [at, given] of rows.entries()) {
      const fields = { id: at + 1, guid: `GUID-${index + at}`, ...given.fields };
      const { envelope, ...row } = decided({ ...given, fields }).journalled;
      const verdicts = row.verdicts.map(({ facts, detail, turnId: _, ...one }) => ({
        ...one,
        ...(facts && { facts }),
        ...(detail !== '' && { detail }),
      }));
      await store.ingest({ sourceId, rows: [{ ...row, ...(envelope && { envelope }), verdicts }] });
    }
  }
  return store;
}
