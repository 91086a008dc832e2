import { describe, expect, test } from 'vitest';
import { isPlainRemotePath, isSafeExecutable, isSshHost } from '../../../../../engine/config/keys/source.ts';

describe('a safe executable (CFG-2)', () => {
  test.each(['imsg', 'imsg-0.11_1+x', '/usr/local/bin/imsg', '~/bin/imsg', './imsg', '/opt/my tools/imsg'])(
    'may be %s',
    (value) => expect(isSafeExecutable(value)).toBe(true),
  );
  test.each([
    '',
    '  ',
    '-x',
    'my imsg',
    'a;b',
    '/a&b',
    '/a|b',
    '/a`b',
    '/a$b',
    '/a<b',
    '/a>b',
    '/a"b',
    "/a'b",
    '/a\nb',
    '/a\0',
  ])('may not be %j', (value) => expect(isSafeExecutable(value)).toBe(false));
});

describe('an ssh host (ATT-20, CFG-4, K4)', () => {
  test.each(['mac-mini', 'bot@mac.example.com', '[::1]', 'bot@[fe80::1]'])('may be %s', (value) =>
    expect(isSshHost(value)).toBe(true),
  );
  test.each(['', '-oProxyCommand=x', 'bot@-x', 'a b', 'a/b', 'a\\b', 'a@b@c', '@host', 'host\n', 'ho\0st'])(
    'may not be %j',
    (value) => expect(isSshHost(value)).toBe(false),
  );
});

describe('a path for a remote shell (ruling-1)', () => {
  test('is absolute and plain', () =>
    expect(isPlainRemotePath('/Users/bot/Library/Messages/chat.db')).toBe(true));
  test.each(['chat.db', '~/chat.db', '/a b', '/a;b', '/a$(b)', '/a*', '/a\nb'])('may not be %j', (value) =>
    expect(isPlainRemotePath(value)).toBe(false),
  );
});
