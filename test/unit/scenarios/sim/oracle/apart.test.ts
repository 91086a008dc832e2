import { expect, it } from 'vitest';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const JOINS = { lives: lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true })) };

/** A text and its link, in one turn. The link is told 9 s after it came, or at once. */
function joined(
  linkInMs: number,
  toldBy: 'its watch' | 'its watch, late' | 'the next watch' | 'who is asked',
) {
  const run = createDoctoredRun();
  const text = run.row({ text: 'Dump', inMs: 60_000 });
  const link = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: linkInMs });
  run.told(text, 500);
  if (toldBy === 'who is asked') run.toldAgain(link, 9_000);
  else run.told(link, toldBy === 'its watch' ? 500 : 9_000);
  run.turn([text, link], { atMs: link.insertedAtMs + 10_500 });
  const [first] = run.history().subscriptions;
  const next = { ...first!, atMs: link.insertedAtMs + 8_900 };
  const endedAtMs = toldBy === 'the next watch' ? next.atMs - 1 : null;
  const subscriptions = [{ ...first!, endedAtMs }, ...(endedAtMs === null ? [] : [next])];
  return brokenIn(run.history({ ...JOINS, subscriptions })).filter((clause) => clause === 'apart');
}

it('apart: of a link that its watch has lost the dates decide, which say whether it was written with its text', () => {
  expect(joined(60_900, 'its watch')).toEqual([]);
  expect(joined(64_500, 'its watch')).toEqual(['apart']);
  expect(joined(60_900, 'its watch, late')).toEqual(['apart']);
  expect(joined(60_900, 'the next watch')).toEqual([]);
  expect(joined(64_500, 'the next watch')).toEqual(['apart']);
  expect(joined(60_900, 'who is asked')).toEqual([]);
});

it('apart: not what joined somebody who had begun to write before it was switched off, for as long as they may go on', () => {
  const off = configOf(OPEN);
  const [life] = lifeUnder(configOf(OPEN, { messages: { inbound: { debounceMs: 8_000 } } }));
  const twoAt = (inMs: number, end: 'config' | 'stop') => {
    const run = createDoctoredRun();
    const rows = [0, 1_000].map((afterMs) => run.row({ inMs: inMs + afterMs }));
    for (const row of rows) run.told(row, 500);
    run.turn(rows);
    const atMs = START_MS + 60_000;
    const lives = [
      { ...life!, toMs: atMs, end },
      { ...life!, config: off, fromMs: atMs },
    ];
    return brokenIn(run.history({ lives })).filter((clause) => clause === 'apart');
  };
  expect(twoAt(61_000, 'config')).toEqual([]);
  expect(twoAt(99_000, 'config')).toEqual([]);
  expect(twoAt(101_000, 'config')).toEqual(['apart']);
  expect(twoAt(61_000, 'stop')).toEqual(['apart']);
});
