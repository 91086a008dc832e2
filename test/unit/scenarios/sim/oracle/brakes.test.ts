import { describe, expect, it } from 'vitest';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const under = (exchangesPerConversation: number) => ({
  lives: lifeUnder(configOf({ ...OPEN, outbound: { exchangesPerConversation } })),
});
const talk = (times: number, everyMs: number) => (run: DoctoredRun) => {
  for (let n = 0; n < times; n += 1) run.turn([run.row({ inMs: 60_000 + n * everyMs })]);
};
function broken(tell: (run: DoctoredRun) => void, facts: Parameters<DoctoredRun['history']>[0]) {
  const run = createDoctoredRun();
  tell(run);
  return [...new Set(brokenIn(run.history(facts)))];
}

describe('the oracle on conversations that do not come to rest', () => {
  it('braked: more exchanges in five minutes than may be', () => {
    expect(broken(talk(12, 10_000), under(10))).toEqual(['braked']);
    expect(broken(talk(10, 10_000), under(10))).toEqual([]);
    expect(broken(talk(12, 60_000), under(10))).toEqual([]);
    expect(broken(talk(50, 5_900), under(0))).toEqual([]);
    expect(broken(talk(50, 5_900), { lives: lifeUnder(configOf(OPEN)) })).toEqual(['braked']);
  });

  it('not what was written before the last answer', () => {
    const backlog = (run: DoctoredRun) => {
      const rows = Array.from({ length: 12 }, () => run.row({ inMs: 60_000 }));
      for (const [index, row] of rows.entries()) run.turn([row], { atMs: row.joinedAtMs! + index * 10_000 });
    };
    expect(broken(backlog, under(10))).toEqual([]);
  });
});
