import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { allowEntries } from './values.ts';

/** Who has several handles. */
export const people = defineSubject({
  fileKeys: {
    people: key(
      z.record(z.string(), allowEntries),
      'By name: all handles of one person, who is one in lists, sessions, mentions and `dms`.',
      { notYet: 'people with several handles' },
    ),
  },
  handleKeys: ['people'],
});
