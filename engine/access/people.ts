// People with several handles: one of them stands for all.

import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import type { Handle } from '../message/identity/handles.ts';

export interface People {
  /** All handles of whoever has this one, it among them. */
  handlesOf(handle: Handle): readonly Handle[];
  /** What whoever has it is told apart by from everybody else: their name in small letters, else the handle. */
  peerOf(handle: Handle): string;
}

export const NO_PEOPLE: People = { handlesOf: (handle) => [handle], peerOf: (handle) => handle };

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
    for (const handle of handles) byHandle.set(handle, { name: peerNamed(name), handles });
  }
  const names = new Set(Object.keys(people).map(peerNamed));
  if (byHandle.size === 0) return NO_PEOPLE;
  return {
    handlesOf: (handle) => byHandle.get(handle)?.handles ?? [handle],
    // Short messages come under any name that their sender likes, which makes nobody the person of that name.
    peerOf: (handle) => byHandle.get(handle)?.name ?? (names.has(handle) ? `sender:${handle}` : handle),
  };
}

/** What a person of this name is told apart by. */
const peerNamed = (name: string): string => name.toLowerCase();
