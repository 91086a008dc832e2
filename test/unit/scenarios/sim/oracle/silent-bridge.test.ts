import { describe, expect, it } from 'vitest';
import type { History, SendAttempt } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  brokenIn,
  configOf,
  crashedAt,
  createDoctoredRun,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const CRASHED = { what: 'the bridge is silent', of: 'bridge' as const, fromMs: START_MS + 1_000, toMs: null };

/** One answer that ended unknown, and did not leave. */
function broken(change: (history: History, attempt: SendAttempt) => Partial<History>): string[] {
  const run = createDoctoredRun();
  const { call } = run.turn([run.row()]);
  const history = run.history();
  const parts = history.parts.map((part) => ({ ...part, state: 'unknown', guid: null }));
  const { chatGuid, text, atMs } = history.departures[0]!;
  const attempt = {
    atMs,
    chatGuid,
    text,
    transport: 'bridge',
    answeredAtMs: atMs,
    answer: 'failed' as const,
  };
  const attempts = [attempt];
  expect(atMs).toBeGreaterThan(call.atMs);
  const facts = { parts, departures: [], disturbances: [CRASHED], attempts };
  return brokenIn({ ...history, ...facts, ...change(history, attempt) });
}

describe('a bridge that crashed while the gateway ran, on builds that cannot say that nothing was begun', () => {
  it('costs the first reply over it', () => {
    expect(broken(() => ({}))).toEqual([]);
    const before = { atMs: START_MS + 999, text: 'Earlier' };
    expect(broken((_, own) => ({ attempts: [{ ...own, ...before }, own] }))).toEqual([]);
  });

  it('costs no second one, and none that went another way', () => {
    const earlier = { atMs: START_MS + 30_000, text: 'Earlier' };
    expect(broken((_, own) => ({ attempts: [{ ...own, ...earlier }, own] }))).toEqual(['replied']);
    expect(broken((_, own) => ({ attempts: [{ ...own, transport: 'applescript' }] }))).toEqual(['replied']);
    expect(broken(() => ({ attempts: [] }))).toEqual(['replied']);
  });

  it('costs none where it did not crash, was launched again, or the gateway began after that', () => {
    expect(broken(() => ({ disturbances: [] }))).toEqual(['replied']);
    const toMs = START_MS + 2_000;
    expect(broken(() => ({ disturbances: [{ ...CRASHED, toMs }] }))).toEqual(['replied']);
    const lives = crashedAt(configOf(OPEN), START_MS + 2_000, START_MS + 3_000);
    expect(broken(() => ({ lives }))).toEqual(['replied']);
  });
});
