import { describe, expect, test } from 'vitest';
import { ALICE, BOB, STRANGER } from '../../../../scenarios/cli/conversation.ts';
import { HELP, parseInputLine } from '../../../../scenarios/cli/input-line.ts';

describe('a typed line', () => {
  test.each([
    ['hi', ALICE, { kind: 'text', text: 'hi' }],
    ['  hi there ', ALICE, { kind: 'text', text: 'hi there' }],
    ['bob: hi', BOB, { kind: 'text', text: 'hi' }],
    ['Stranger:hi', STRANGER, { kind: 'text', text: 'hi' }],
    ['bob:', BOB, { kind: 'nothing' }],
    ['bob: /flush', BOB, { kind: 'flush' }],
    ['note: buy milk', ALICE, { kind: 'text', text: 'note: buy milk' }],
    ['', ALICE, { kind: 'nothing' }],
    ['/RESTART', ALICE, { kind: 'restart' }],
    ['/quit', ALICE, { kind: 'quit' }],
    [
      '/link Dump this https://example.com',
      ALICE,
      { kind: 'link', text: 'Dump this', link: 'https://example.com' },
    ],
  ])('%j is read for what it is', (line, speaker, input) => {
    expect(parseInputLine(line, ALICE)).toEqual({ speaker, input });
  });

  test.each([
    ['/lnik Dump https://example.com', 'There is no /lnik. Did you mean /link?'],
    ['/xyzzy', 'There is no /xyzzy. /help says what there is.'],
    ['/link https://example.com', 'Write some words and one link: /link Dump https://example.com'],
    ['/link Dump example', 'Write some words and one link: /link Dump https://example.com'],
    ['/link Dump https://[', 'Write some words and one link: /link Dump https://example.com'],
  ])('%j is answered with a hint and sent to nobody', (line, hint) => {
    expect(parseInputLine(line, BOB)).toEqual({ speaker: BOB, input: { kind: 'wrong', hint } });
  });

  test('loses what would move the cursor', () => {
    expect(parseInputLine('a\u001b[2Jb', ALICE).input).toEqual({ kind: 'text', text: 'a [2Jb' });
  });
});

test('the help fits into a terminal of 80 columns', () => {
  expect(Math.max(...HELP.map((line) => line.length))).toBeLessThanOrEqual(78);
});
