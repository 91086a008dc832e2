import { expect, it } from 'vitest';
import { createDoctoredRun, judgementIn } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

function judgedAs(text: string, afterMs = 5 * MINUTE_MS) {
  const run = createDoctoredRun();
  run.turn([run.row({ text: 'Hi', inMs: MINUTE_MS })]);
  run.row({ text, inMs: MINUTE_MS + afterMs });
  return judgementIn(run.history());
}

it.each([
  'Loved “You said: Hi”',
  'Laughed at "You said: Hi"',
  'Reacted 🎉 to “You said: Hi”',
  'Removed a heart from “You said: Hi”',
])('%s is a reaction to what was said here, and not answered (TAP-4)', (text) =>
  expect(judgedAs(text)).toBe('must not'),
);

it.each(['Loved “Dune”', 'Loved You said: Hi', 'I Loved “You said: Hi”', 'Loved “You said: Hi”, really'])(
  '%s is what somebody says',
  (text) => expect(judgedAs(text)).toBe('must'),
);

it('nobody can say of one that comes as the reply leaves', () => {
  expect(judgedAs('Loved “You said: Hi”', 1_700)).toBe('it may quote what was said here');
});

it('words that never left here are no reply', () => {
  const run = createDoctoredRun();
  run.row({ text: 'Hi', inMs: MINUTE_MS });
  run.row({ text: 'Loved “You said: Hi”', inMs: 3 * MINUTE_MS });
  expect(judgementIn(run.history())).toBe('must');
});
