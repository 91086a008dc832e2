import { describe, expect, test } from 'vitest';
import { withTables } from '../../../../../engine/outbound/plan/tables.ts';

const TABLE = 'Prices:\n| Tea | Price |\n|:--|--:|\n| **Green** | 3 |\n| Black, long | a \\| b |\n\nThanks';

describe('a table', () => {
  test('is left as it is where that is wanted', () => {
    expect(withTables(TABLE, 'off')).toBe(TABLE);
  });

  test('is columns in a block of code', () => {
    expect(withTables(TABLE, 'code')).toBe(
      [
        'Prices:',
        '```',
        '| Tea         | Price |',
        '| ----------- | ----- |',
        '| Green       | 3     |',
        '| Black, long | a | b |',
        '```',
        '',
        'Thanks',
      ].join('\n'),
    );
  });

  test('is columns without one', () => {
    expect(withTables(TABLE, 'block')).toBe(
      'Prices:\nTea          Price\nGreen        3\nBlack, long  a | b\n\nThanks',
    );
  });

  test('is a list, in which the first cell of a row names the rest', () => {
    expect(withTables(TABLE, 'bullets')).toBe(
      'Prices:\n**Green**\n• Price: 3\n\n**Black, long**\n• Price: a | b\n\nThanks',
    );
  });

  test('of one column is a plain list', () => {
    expect(withTables('| Tea |\n| --- |\n| Green |\n| Black |', 'bullets')).toBe('• Green\n• Black');
  });

  test('of very wide cells does not grow by them', () => {
    const wide = 'x'.repeat(10_000);
    const rows = '| a | b |\n'.repeat(1_000);
    expect(withTables(`| ${wide} | b |\n|--|--|\n${rows}`, 'code').length).toBeLessThan(100_000);
  });

  test.each(['a | b\nc | d', '```\n| a | b |\n|--|--|\n```', '| a | b |\n| -- |', 'x -- y | z'])(
    '%j is none',
    (text) => expect(withTables(text, 'code')).toBe(text),
  );
});
