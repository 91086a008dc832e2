import { describe, expect, it } from 'vitest';
import type { Departure, History } from '../../../../../scenarios/sim/oracle/history.ts';
import { brokenWith, configOf, lifeUnder, OPEN } from '../../../../support/oracle/doctored-run.ts';

const BOLD = [{ start: 0, length: 3, styles: ['bold'] }];
const BUILD = { marksPreviews: true, losesPreviews: false, takesStyles: true };

/** An answer in markdown that left as it says. */
const left = (facts: Partial<Departure>, build: History['build'] = BUILD) =>
  brokenWith(
    (history) => ({
      build,
      departures: history.departures.map((one) => ({ ...one, text: 'Yes', ...facts })),
      parts: history.parts.map((part) => ({ ...part, text: 'Yes' })),
    }),
    (run) => void run.turn([run.row()], { replies: ['**Yes**'] }),
  );

describe('the oracle on how answers look', () => {
  it('styled: what the bridge sends looks as the agent marked it', () => {
    expect(left({ transport: 'bridge', styles: BOLD })).toEqual([]);
    expect(left({ transport: 'bridge', styles: [] })).toEqual(['styled']);
    expect(left({ transport: 'bridge', styles: [{ ...BOLD[0]!, length: 2 }] })).toEqual(['styled']);
  });

  it('styled: AppleScript, and a build that knows no styles, send plain words', () => {
    expect(left({ transport: 'applescript', styles: [] })).toEqual([]);
    expect(left({ transport: 'applescript', styles: BOLD })).toEqual(['styled']);
    expect(left({ transport: 'bridge', styles: [] }, { ...BUILD, takesStyles: false })).toEqual([]);
  });

  it('styled: what an agent does in words looks as it marked it too', () => {
    const done = (styles: NonNullable<Departure['styles']>) =>
      brokenWith(
        (history) => ({
          build: BUILD,
          departures: history.departures.map((one) => ({ ...one, text: 'Yes', transport: 'bridge', styles })),
          parts: history.parts.map((part) => ({ ...part, text: 'Yes' })),
          calls: history.calls.map((call) => ({
            ...call,
            replies: [],
            pieces: [{ atMs: call.endedAtMs ?? call.atMs, text: '**Yes**', isTaken: true, isBare: true }],
          })),
        }),
        (run) => void run.turn([run.row()], { replies: ['**Yes**'] }),
      );
    expect(done(BOLD)).toEqual([]);
    expect(done([])).toEqual(['styled']);
  });

  it('unasked: what left with its marks', () => {
    expect(left({ text: '**Yes**' })).toContain('unasked');
  });
});

describe('the oracle on answers of several messages', () => {
  const bubbles = { lives: lifeUnder(configOf({ ...OPEN, outbound: { bubbles: 'paragraph' } })) };
  const said = (text: string, replies: readonly string[]) =>
    brokenWith(
      ({ calls }) => ({ ...bubbles, calls: calls.map((call) => ({ ...call, replies: [text] })) }),
      (run) => void run.turn([run.row()], { replies }),
    );

  it('replied: each of them has to leave', () => {
    expect(said('One\n\nTwo', ['One', 'Two'])).toEqual([]);
    expect(said('One\n\nTwo', ['One'])).toEqual(['replied']);
    expect(said('One\n\nTwo', ['Two', 'One'])).toEqual(['order']);
  });

  it('unasked: what should have been two', () => {
    expect(said('One\n\nTwo', ['One\n\nTwo'])).toContain('unasked');
  });

  it('unasked: what the agent wrote for itself', () => {
    expect(said('<think>Two</think>One', ['One'])).toEqual([]);
    expect(said('<think>Two</think>One', ['One', 'Two'])).toEqual(['unasked']);
  });
});
