// People with several handles: one of them stands for all.

import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import type { Handle } from '../message/identity/handles.ts';

export interface People {
  /** All handles of whoever has this one, it among them. */
  handlesOf(handle: Handle): readonly Handle[];
  /** Null = nobody who is named has it. */
  nameOf(handle: Handle): string | null;
}

export const NO_PEOPLE: People = { handlesOf: (handle) => [handle], nameOf: () => null };

/**
 * @param people Handles by name, as people write them.
 * @param region The country of numbers without a country code.
 */
export function compilePeople(people: Readonly<Record<string, readonly string[]>>, region: string): People {
  const byHandle = new Map<Handle, { readonly name: string; readonly handles: readonly Handle[] }>();
  for (const [name, texts] of Object.entries(people)) {
    const handles = texts.flatMap((text) => {
      const entry = parseAllowEntry(text, region);
      return entry?.kind === 'handle' ? [entry.handle] : [];
    });
    for (const handle of handles) byHandle.set(handle, { name, handles });
  }
  if (byHandle.size === 0) return NO_PEOPLE;
  return {
    handlesOf: (handle) => byHandle.get(handle)?.handles ?? [handle],
    nameOf: (handle) => byHandle.get(handle)?.name ?? null,
  };
}
