import { expect, it } from 'vitest';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  LINK,
  lifeUnder,
  OPEN,
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
