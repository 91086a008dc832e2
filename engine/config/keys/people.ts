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
  checkFile: ({ people: named = {} }) => sharedHandles(named),
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
