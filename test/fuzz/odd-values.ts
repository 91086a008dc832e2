// What breaks readers, wherever it stands.

import type { Random } from '../../scenarios/sim/random.ts';

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
export const below = (random: Random, count: number): number => Math.floor(random() * count);

/** Texts, each of which some reader takes for something else. */
export const ODD_TEXTS: readonly string[] = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\0',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e+15550001111',
  '\u2066\u2069\u200e\u200f\u061c',
  '\ufeff',
  '\ufffc',
  '\ufffd',
  '\u200b',
  '\ud800',
  '\udc00',
  '😀',
  'e\u0301',
  '\u212a',
  '\u0130',
  '\uff0b\uff11\uff15\uff15\uff15',
  '+15550001111',
  '+1 (555) 000-1111',
  'tel:+15550001111',
  'iMessage:sms:+15550001111',
  'ada@example.com',
  'ADA@EXAMPLE.COM',
  '*',
  'any;-;+15550001111',
  'iMessage;+;chat1',
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  'length',
  'hasOwnProperty',
  '..',
  '../../etc/passwd',
  '-',
  '--',
  '--db',
  '0',
  '-1',
  '1e3',
  '0x10',
  'NaN',
  'null',
  'true',
  '999999999999999999999',
  '99999999d',
  '9999-99-99T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '0001-01-01T00:00:00Z',
  '\\',
  '"',
  "'",
  '$(x)',
  '`x`',
  '%s%n',
  '<script>alert(1)</script>',
  '&amp;',
];

const deep = (open: string, close: string, levels: number, heart = '') =>
  open.repeat(levels) + heart + close.repeat(levels);

/** JSON texts of values that hardly anybody means. */
export function oddJson(random: Random): string {
  const kinds: (() => string)[] = [
    () => pick(random, ['null', 'true', 'false', '0', '-0', '-1', '1', '0.5', '1e999', '-1e999', '1e-999']),
    () =>
      pick(random, [
        '2147483648',
        '4294967296',
        '9007199254740991',
        '9007199254740993',
        '9223372036854775807',
      ]),
    () =>
      pick(random, ['99999999999999999999999999', '1.7976931348623157e308', '00', '+1', '.5', '0x1', 'NaN']),
    () =>
      pick(random, [
        '{}',
        '[]',
        '[[]]',
        '[null]',
        '""',
        '{"":""}',
        '{"__proto__":{"id":1}}',
        '{"length":4294967295}',
      ]),
    () =>
      pick(random, [
        '"\\ud800"',
        '"\\udfff\\ud800"',
        '"\\u0000"',
        '"\\u2028"',
        '"\n"',
        '"\\x"',
        '{',
        '[',
        '"',
        'nul',
      ]),
    () => JSON.stringify(pick(random, ODD_TEXTS)),
    () => JSON.stringify(pick(random, ODD_TEXTS).repeat(1 + below(random, 300))),
    () => JSON.stringify('x'.repeat(below(random, 100_000))),
    () => deep('[', ']', 1 + below(random, 12_000)),
    () => deep('{"a":', '}', 1 + below(random, 4_000), '1'),
    () => '['.repeat(1 + below(random, 12_000)),
    () => `[${Array.from({ length: below(random, 3_000) }, (_, index) => index).join()}]`,
    () => `{${Array.from({ length: below(random, 2_000) }, (_, index) => `"k${index}":0`).join()}}`,
  ];
  return pick(random, kinds)();
}
