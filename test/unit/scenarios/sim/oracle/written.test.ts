import { describe, expect, it } from 'vitest';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const WRITTEN = 'One moment, please.\n\nIt is at nine. Bring **something** to eat.';

/** The agent writes this stretch by stretch, and these pieces leave. */
function brokenWhere(pieces: readonly string[], facts: object = {}): string[] {
  const run = createDoctoredRun();
  const row = run.row();
  run.told(row, 500);
  const { call } = run.turn([row], { replies: pieces });
  Object.assign(call, { replies: [], written: WRITTEN, ...facts });
  return brokenIn(run.history({ lives: lifeUnder(configOf(OPEN)) }));
}

describe('what an agent writes stretch by stretch', () => {
  it('leaves whole, cut wherever the gateway likes', () => {
    expect(brokenWhere(['One moment, please.', 'It is at nine. Bring something to eat.'])).toEqual([]);
    expect(brokenWhere(['One moment, please.', 'It is at nine.', 'Bring something to eat.'])).toEqual([]);
    expect(brokenWhere(['One', 'moment, please. It is at nine. Bring something to eat.'])).toEqual([]);
  });

  it.each([
    ['the first stretch is left out', ['It is at nine. Bring something to eat.']],
    ['one in the middle is', ['One moment, please.', 'Bring something to eat.']],
    ['the last one is', ['One moment, please.', 'It is at nine.']],
    ['something else is said', ['One moment, please.', 'It is at ten. Bring something to eat.']],
    [
      'one is said twice',
      ['One moment, please.', 'One moment, please.', 'It is at nine. Bring something to eat.'],
    ],
    ['they are said the other way round', ['It is at nine. Bring something to eat.', 'One moment, please.']],
  ])('is broken where %s', (_, pieces) => {
    expect(brokenWhere(pieces)).not.toEqual([]);
  });

  it('may be cut short with its agent', () => {
    expect(brokenWhere(['One moment, please.'], { replies: null, endedAtMs: null })).not.toContain('replied');
  });
});
