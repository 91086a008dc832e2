import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { saidByDeed } from '../../../../../scenarios/sim/oracle/said-by-deeds.ts';
import {
  ALICE,
  brokenIn,
  brokenWith,
  createDoctoredRun,
  DIRECT,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

describe('a Mac without a bridge', () => {
  const gone = (fromInMs: number, toInMs: number | null) => ({
    what: 'the bridge is gone',
    of: 'bridge alone' as const,
    fromMs: START_MS + fromInMs,
    toMs: toInMs === null ? null : START_MS + toInMs,
  });
  const SAID_IN_MS = 62_000;
  const ENDED_IN_MS = 182_000;
  const THROUGHOUT = gone(0, null);

  /** Something done that says a word came to that end, and nothing left. */
  function came(state: string, disturbances: History['disturbances'], name: string, input: object): string[] {
    const run = createDoctoredRun();
    const pieces = saidByDeed({ name, input }).map((said) => ({
      ...said,
      atMs: START_MS + SAID_IN_MS,
      isTaken: true,
    }));
    const { call } = run.turn([run.row()], { replies: [], pieces });
    const parts = pieces.map(({ text }, index) => ({
      atMs: START_MS + ENDED_IN_MS,
      partId: `${call.turnId}#${index}`,
      turnId: call.turnId,
      text,
      state,
      guid: null,
    }));
    return brokenIn(run.history({ parts, disturbances }));
  }

  const EFFECT = ['sendWithEffect', { text: 'Yes', effect: 'slam' }] as const;
  const NEEDING_IT = [
    EFFECT,
    ['upload-file', { path: '/tmp/a.caf', asVoice: true, caption: 'Listen' }],
    ['upload-file', { path: '/tmp/a.pdf', messageId: '7' }],
    ['reply', { text: 'Here', buffer: 'AA==' }],
  ] as const;

  it.each(NEEDING_IT)('sends nothing that needs it: %s %j', (name, input) => {
    expect(came('failed', [THROUGHOUT], name, input)).toEqual([]);
    expect(came('failed', [], name, input)).toEqual(['replied']);
  });

  it.each([
    ['reply', { text: 'In its thread' }],
    ['upload-file', { path: '/tmp/a.pdf', caption: 'See', asVoice: false }],
  ])('sends all the rest: %s %j', (name, input) => {
    expect(came('failed', [THROUGHOUT], name, input)).toEqual(['replied']);
  });

  it('has none from when it was said until it failed', () => {
    expect(came('failed', [gone(SAID_IN_MS, ENDED_IN_MS)], ...EFFECT)).toEqual([]);
    expect(came('failed', [gone(SAID_IN_MS + 1, null)], ...EFFECT)).toEqual(['replied']);
    expect(came('failed', [gone(0, ENDED_IN_MS - 1)], ...EFFECT)).toEqual(['replied']);
  });

  it('leaves no end open', () => {
    for (const state of ['unknown', 'expired', 'sending'])
      expect(came(state, [THROUGHOUT], ...EFFECT)).toEqual(['replied']);
  });

  it('sends nothing of that for the operator', () => {
    const [action, plainly] = [EFFECT, ['reply', { text: 'Yes' }] as const].map(([name, input]) => ({
      atMs: START_MS + SAID_IN_MS,
      to: ALICE,
      said: null,
      action: { name: name!, input },
      end: ['failed'],
    }));
    const part = {
      atMs: START_MS + ENDED_IN_MS,
      partId: 'send:1#0',
      turnId: null,
      lane: `default/${DIRECT.chatGuid}`,
      text: 'Yes',
      state: 'failed',
      guid: null,
    };
    const posted = (posts: NonNullable<History['posts']>, disturbances: History['disturbances']) =>
      brokenWith(({ parts }) => ({ posts, parts: [...parts, part], disturbances }));
    expect(posted([action!], [THROUGHOUT])).toEqual([]);
    expect(posted([action!], [])).toEqual(['replied']);
    expect(posted([plainly!], [THROUGHOUT])).toEqual(['replied']);
    expect(posted([action!, plainly!], [THROUGHOUT])).toContain('replied');
  });
});
