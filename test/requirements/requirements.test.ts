// Ids have one meaning each; what counts as a citation of one.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citationsIn, holds } from './citations.ts';
import { withOverview } from './held.ts';
import { SUBJECTS } from './index.ts';

describe('the requirements', () => {
  it('have ids of their own', () => {
    const ids = SUBJECTS.flatMap(({ requirements }) => [...requirements.keys()]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('are counted in the README; `npm run requirements` makes it so', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    expect(withOverview(readme)).toBe(readme);
  });
});

describe('a citation', () => {
  const ids = (path: string, text: string) => citationsIn({ path, text }).map(({ id }) => id);

  it('is an id in a comment or in the title of a test', () => {
    expect(ids('a.ts', '// As COA-9 asks.\n/** See wire-2.3 and file-4. */')).toEqual([
      'COA-9',
      'wire-2.3',
      'file-4',
    ]);
    expect(ids('a.ts', "it.each([f('x')])('one of %s (G5)', f)")).toEqual(['G5']);
    expect(ids('a.ts', "it('waits (A22, ruling-6)', f);\ntest.for([1])('x (B2)', f)")).toEqual([
      'ruling-6',
      'A22',
      'B2',
    ]);
  });

  it('spells out a range', () => {
    expect(ids('a.ts', '// (COA-8 to COA-10), wire-2.1 to wire-2.2')).toEqual([
      'COA-8',
      'COA-9',
      'COA-10',
      'wire-2.1',
      'wire-2.2',
    ]);
  });

  it('is no text of a program', () => {
    expect(ids('a.ts', "const guid = 'COA-9'; const row = ['A13', (G1)]; // (no id)")).toEqual([]);
    expect(ids('a.ts', "const url = 'https://example.com/COA-9';")).toEqual([]);
  });

  it('with a letter alone counts where a parenthesis begins with an id', () => {
    expect(ids('a.ts', '// A broken pipe (H5: on any stream), not A13, (not B2).')).toEqual(['H5']);
  });

  it('is what a scenario covers, and what its comments say', () => {
    expect(ids('a.yaml', '# Against RS-5.\ncovers: [A1, CS-1b]\nsteps: [REC-1]')).toEqual([
      'RS-5',
      'A1',
      'CS-1b',
    ]);
  });

  it('holds in tests and scenarios, and nowhere else', () => {
    const paths = [
      'test/unit/a.test.ts',
      'scenarios/a/b.yaml',
      'scenarios/a/b.ts',
      'engine/a.ts',
      'README.md',
    ];
    expect(paths.filter(holds)).toEqual(['test/unit/a.test.ts', 'scenarios/a/b.yaml']);
  });
});
