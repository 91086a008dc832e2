import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TABLE_BEGIN, TABLE_END, withErrorTable } from '../../../../engine/cli/error-table.ts';
import { ERRORS } from '../../../../engine/errors.ts';

const readme = readFileSync(new URL('../../../../engine/README.md', import.meta.url), 'utf8');

describe('the error table', () => {
  test('in engine/README.md is fresh; `npm run errors` makes it so', () => {
    expect(withErrorTable(readme)).toBe(readme);
  });

  test('has a row for each code and leaves the text around it alone', () => {
    const text = withErrorTable(`before\n${TABLE_BEGIN}\n| gone |\n${TABLE_END}\nafter\n`);
    expect(text).toMatch(/^before\n/);
    expect(text).toMatch(/\nafter\n$/);
    expect(text).not.toContain('| gone |');
    expect(text.match(/^\| `/gm)).toHaveLength(Object.keys(ERRORS).length);
  });

  test('needs its markers', () => {
    expect(() => withErrorTable('# engine\n')).toThrow('markers');
  });
});
