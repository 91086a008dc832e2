import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import type { Problem } from './subject.ts';
import { allowEntries } from './values.ts';

export interface PeopleConfig {
  /** All handles of a person, by name. Default: nobody is named. */
  readonly people: Readonly<Record<string, readonly string[]>>;
}

/** Who has several handles. */
export const people = defineSubject({
  fileKeys: {
    people: key(
      z.record(z.string(), allowEntries),
      'By name: all handles of one person, who is one in lists and sessions.',
    ),
  },
  handleKeys: ['people'],
  resolve: ({ people: named = {} }): PeopleConfig => ({ people: named }),
  checkFile: ({ people: named = {} }) => [...sharedHandles(named), ...equalNames(named, ['people'])],
});

/** A handle that two people have would be whose list is read last. */
function sharedHandles(named: Readonly<Record<string, readonly string[]>>): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(named).flatMap(([name, handles]) =>
    handles.flatMap((handle, index) => {
      const owner = owners.get(handle) ?? name;
      owners.set(handle, owner);
      if (owner === name) return [];
      return [{ path: ['people', name, index], text: `is a handle of ${JSON.stringify(owner)} as well` }];
    }),
  );
}

/** Sessions go by names in small letters: two people would have one. */
export function equalNames(
  named: Readonly<Record<string, unknown>>,
  path: readonly string[],
): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(named).flatMap((name) => {
    const other = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), other ?? name);
    if (other === undefined) return [];
    const text = `is the same name as ${JSON.stringify(other)}: sessions tell people apart by names in small letters`;
    return [{ path: [...path, name], text }];
  });
}
