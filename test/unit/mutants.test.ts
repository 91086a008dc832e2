import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from '../mutants/mutants.ts';

describe('the mutants', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s fits the source as it is',
    (_, mutant) => {
      const source = readFileSync(new URL(`../../${mutant.file}`, import.meta.url), 'utf8');
      expect(source.split(mutant.find)).toHaveLength(2);
      expect(mutant.replace).not.toBe(mutant.find);
    },
  );
});
