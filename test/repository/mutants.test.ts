import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wishOf } from '../mutants/command-line.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { MUTANTS } from '../mutants/mutants.ts';
import { mutated, placeOf } from '../mutants/place.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

const ENGINE = sourceFiles('engine');

describe('the mutants', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s has its place in the source and the tests that notice it',
    (_, mutant) => {
      const place = placeOf(mutant, ENGINE);
      expect(mutated(place, mutant)).not.toBe(place.file.text);
      expect(existsSync(new URL(`../${mutant.noticedBy}`, import.meta.url))).toBe(true);
    },
  );
});

describe('the command line of the mutants', () => {
  it.each([
    [['--nope'], '--nope'],
    [['no-such-mutant'], 'There is no mutant no-such-mutant.'],
    [['--known', 'P9'], 'There is no kind P9.'],
    [['--known', '--worlds', 'x'], '--worlds "x"'],
    [['--swarm', '--worlds', '1.5'], '--worlds "1.5"'],
    [['--worlds', '5'], '--worlds is for'],
    [['--known', '--swarm'], 'two things'],
  ])('refuses %j', (args, why) => {
    expect(wishOf(args)).toEqual({ does: 'refuse', why: expect.stringContaining(why) });
  });

  it('heeds names, of mutants and of known faults', () => {
    const [first] = MUTANTS;
    expect(wishOf([first!.name])).toEqual({ does: 'tests', mutants: [first!.name] });
    const hunted = ['Z1', 'Z2'];
    const all = { does: 'known', kinds: hunted, worlds: 7 };
    expect(wishOf(['--known', '--worlds', '7'], hunted)).toEqual(all);
    expect(wishOf(['Z2', '--known', '--worlds', '7'], hunted)).toEqual({ ...all, kinds: ['Z2'] });
    expect(wishOf(['--swarm', '--help'])).toEqual({ does: 'help' });
  });
});

describe('the place of a mutant', () => {
  const MUTANT: Mutant = {
    name: 'swapped',
    harm: 'none',
    within: 'join',
    find: "return [one, 'and', other];",
    replace: 'return [];',
    noticedBy: 'unit',
  };
  const LAID_OUT = `const and = 1;\nexport function join(\n  one: string,\n) {\n  return [\n    one, "and", other\n  ];\n}\n`;
  const OTHER = `\nexport function split() {\n  return [one, 'and', other];\n}\n`;

  it('is found whatever the file is called and however the code is laid out', () => {
    const place = placeOf(MUTANT, [
      { path: 'a.ts', text: OTHER },
      { path: 'b.ts', text: LAID_OUT + OTHER },
    ]);
    expect(place.file.path).toBe('b.ts');
    expect(mutated(place, MUTANT)).toBe(LAID_OUT.replace(/return[^;]*;/, 'return [];') + OTHER);
  });

  it.each([
    ['nothing of that name is exported', OTHER, 'join is exported by 0 files'],
    ['the code is not there', LAID_OUT.replace('"and"', '"or"'), 'its code stands 0 times in join (a.ts)'],
    [
      'the code is there twice',
      LAID_OUT.replace('const', 'let').replace('  return', "  return [one, 'and', other];\n  return"),
      'its code stands 2 times in join (a.ts)',
    ],
  ])('is refused where %s', (_, text, message) => {
    expect(() => placeOf(MUTANT, [{ path: 'a.ts', text }])).toThrow(message);
  });
});
