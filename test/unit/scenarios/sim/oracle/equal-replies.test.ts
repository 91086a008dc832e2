import { describe, expect, it } from 'vitest';
import type { Departure, History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  brokenWith,
  DIRECT,
  type DoctoredRun,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

const sendingFault = (what: string) => ({
  disturbances: [{ what, of: 'sending' as const, fromMs: START_MS, toMs: START_MS + 5 * MINUTE_MS }],
});

describe('of replies that say the same counts as having left', () => {
  it('not a reply that failed before another one left that says the same and is unknown', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    const ends = (first: string, second: string, leaves: 0 | 1) => (history: History) => ({
      parts: history.parts.map((part, index) => ({ ...part, state: [first, second][index]!, guid: null })),
      departures: [history.departures[leaves]!],
      ...sendingFault('send-unanswered'),
    });
    expect(brokenWith(ends('failed', 'unknown', 1), same)).toEqual([]);
    // Nobody had said the other one by then.
    expect(brokenWith(ends('failed', 'unknown', 0), same)).toEqual(['truth']);
    expect(brokenWith(ends('failed', 'failed', 1), same)).toEqual(['truth']);
  });

  it('not a reply that failed before others that say the same, of which the one is proven by what left twice of the other', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    const ends = (leftAfterMs: number, ...more: readonly Partial<Departure>[]) => {
      return ({ parts, departures }: History) => {
        const [, second, third] = departures as [Departure, Departure, Departure];
        const sending = { ...parts[2]!, state: 'sending', guid: null, atMs: third.atMs - 50 };
        return {
          parts: [
            { ...parts[0]!, state: 'failed', guid: null },
            parts[1]!,
            sending,
            { ...parts[2]!, guid: 'SENT-MORE' },
          ],
          departures: [
            second,
            { ...third, guid: 'SENT-MORE', repeats: second.guid },
            { ...third, atMs: sending.atMs + leftAfterMs },
            ...more.map((one) => ({ ...third, ...one })),
          ],
          ...sendingFault('send-twice'),
        };
      };
    };
    expect(brokenWith(ends(50), same)).toEqual([]);
    expect(brokenWith(ends(600), same)).toEqual([]);
    // One more left than are proven, or it left before the other was begun.
    expect(brokenWith(ends(50, { guid: 'SENT-4' }), same)).toEqual(['truth']);
    expect(brokenWith(ends(-10), same)).toEqual(['truth']);
  });
});

describe('what the operator says that an agent has said as well', () => {
  const said = (run: DoctoredRun) => void run.turn([run.row()], { replies: ['Back at nine', 'Or ten'] });
  /** It leaves after the answers, which end as told. */
  const withPost =
    (state: string, timesTold: 1 | 2 = 1) =>
    ({ parts, departures }: History) => {
      const [first, last] = [departures[0]!, departures.at(-1)!];
      const atMs = last.atMs + 60_000;
      const left = { ...first, atMs, guid: 'POSTED' };
      const guid = state === 'sent' ? left.guid : null;
      const lane = `default/${DIRECT.chatGuid}`;
      const posted = {
        atMs: atMs + 50,
        partId: 'send:1#0',
        turnId: null,
        lane,
        text: left.text,
        state,
        guid,
      };
      const attempt = {
        chatGuid: left.chatGuid,
        text: left.text,
        transport: 'applescript',
        answer: 'ok',
      } as const;
      const attempts = [first, ...Array.from({ length: timesTold }, () => left)].map((one) => ({
        ...attempt,
        atMs: one.atMs - 50,
        answeredAtMs: one.atMs,
      }));
      return {
        posts: [{ atMs: atMs - 100, to: ALICE, said: [left.text], action: null, end: [state] }],
        parts: [...parts, posted],
        departures: [...departures, left],
        attempts,
        ...(state === 'unknown' && sendingFault('send-unanswered')),
      };
    };

  it('is no answer in another order, and none that was put on the wire twice', () => {
    expect(brokenWith(withPost('sent'), said)).toEqual([]);
    expect(brokenWith(withPost('unknown'), said)).toEqual([]);
    expect(brokenWith(withPost('sent', 2), said)).toEqual(['doubled']);
  });
});
