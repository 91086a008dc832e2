// Every id that is cited is known; every known one is held by a test or scenario, or is a gap with a reason.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Citation, citationsIn, holds, isOfKnownFaults, otherFormsIn } from './citations.ts';
import { allCitations, heldBy, repositoryFiles, withOverview } from './held.ts';
import { KNOWN_IDS, REQUIREMENTS, SUBJECTS } from './index.ts';

let citations: Citation[];
let held: Map<string, string[]>;

beforeAll(() => {
  citations = allCitations();
  held = heldBy(citations);
});

describe('the requirements', () => {
  it('know every id that is cited anywhere', () => {
    const unknown = citations
      .filter(({ id }) => !KNOWN_IDS.has(id))
      .map(({ id, path }) => `${id} in ${path}`);
    expect(unknown, 'correct the id, or say in test/requirements/ what it asks for').toEqual([]);
  });

  it('are held by a test or a scenario, but for the gaps', () => {
    const loose = [...REQUIREMENTS].filter(([id, { gap }]) => gap === undefined && !held.has(id));
    expect(
      loose.map(([id]) => id),
      'cite the id in the test that holds it, or give it a gap with a reason',
    ).toEqual([]);
  });

  it('of failures in the field are held by a scenario, but for those of which it is said why there is none', () => {
    const failures = SUBJECTS.find(({ name }) => name === 'failures')!;
    const isShown = (id: string) => held.get(id)?.some((path) => path.startsWith('scenarios/')) ?? false;
    const unseen = [...failures.requirements].filter(
      ([id, { gap, noScenario }]) => gap === undefined && noScenario === undefined && !isShown(id),
    );
    expect(
      unseen.map(([id]) => id),
      'cite the id in `covers` of a scenario that shows it, or say with noScenario why none can',
    ).toEqual([]);
  });

  it('have no gap that a test or scenario holds', () => {
    const closed = [...REQUIREMENTS].filter(([id, { gap }]) => gap !== undefined && held.has(id));
    expect(
      closed.map(([id]) => `${id} is held by ${held.get(id)!.join(', ')}`),
      'take the gap out of test/requirements/: what is held is none',
    ).toEqual([]);
  });

  it('have a gap, or lack something, where a scenario or a test shows a known fault', () => {
    const files = repositoryFiles().filter(({ path }) => isOfKnownFaults(path));
    const kinds = [
      ...files.flatMap(({ text }) => [...text.matchAll(/^knownFault: *(\S+)/gm)].map((match) => match[1]!)),
      ...files
        .filter(({ path }) => path.endsWith('.ts'))
        .flatMap(citationsIn)
        .map(({ id }) => id),
    ];
    const wrong = kinds.filter((kind) => {
      const { gap, lacks } = REQUIREMENTS.get(kind) ?? {};
      return REQUIREMENTS.has(kind) && gap === undefined && lacks === undefined;
    });
    expect(wrong, 'say in test/requirements/ what is not held').toEqual([]);
  });

  it('are cited in one form, beside words that say what they ask for', () => {
    const found = repositoryFiles().flatMap(otherFormsIn);
    expect(found).toEqual([]);
  });

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

  it('has one form, and stands beside words of its own', () => {
    const wrong = (text: string) => otherFormsIn({ path: 'a.ts', text });
    const others = [
      'ruling 27',
      'rulings 2 and 28',
      'Invariant 4',
      'protocol section 5.2',
      'the protocol page',
      'protocol\n * sections 5',
      'chat-db.md',
      'failure-cases',
      'channel-behaviour.md',
      'DESIGN.md',
      'DESIGN section 8',
    ];
    for (const other of others) expect(wrong(`/** As ${other} has it. */`), other).toHaveLength(1);
    const alone = [
      '// COA-9',
      '/** ruling-4. */',
      '# A13',
      '  // wire-2.3.',
      '/*\n * COA-9\n */',
      '// COA-9, A13',
    ];
    for (const comment of alone) expect(wrong(`const a = 1;\n${comment}\n`), comment).toHaveLength(1);
    const right =
      '// As COA-9 asks.\n/** Told once (ruling-27). */\n// wire-2.3 to wire-2.6, for builds before 0.14\n';
    expect(wrong(right)).toEqual([]);
  });

  it('is the kind of a known fault', () => {
    expect(ids('a.yaml', '# Q1: seen late.\nknownFault: Q1')).toEqual(['Q1']);
  });

  it('holds in tests and scenarios, and nowhere else', () => {
    const paths = [
      'scenarios/known-faults/b.yaml',
      'test/unit/a.test.ts',
      'scenarios/a/b.yaml',
      'scenarios/a/b.ts',
      'engine/a.ts',
      'README.md',
    ];
    expect(paths.filter(holds)).toEqual(['test/unit/a.test.ts', 'scenarios/a/b.yaml']);
  });
});
