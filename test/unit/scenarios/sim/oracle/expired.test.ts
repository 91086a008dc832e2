import { expect, it } from 'vitest';
import type { History, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import { saidMs } from '../../../../../scenarios/sim/oracle/said-since.ts';
import { ASKED_MS, historyOf, ID } from '../../../../support/oracle/doctored-request.ts';
import {
  ALICE,
  brokenIn,
  createDoctoredRun,
  DIRECT,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const HOUR_MS = 3_600_000;

/** An answer that expired so long after it was said, with the gateway's clock set by so much in between. */
function expired(afterMs: number, setByMs: number, setAfterMs = afterMs / 2) {
  const run = createDoctoredRun();
  const { call, parts } = run.turn([run.row()]);
  const saidMs = call.endedAtMs!;
  const history = run.history({
    departures: [],
    parts: parts.map((part) => ({ ...part, atMs: saidMs + afterMs, state: 'expired', guid: null })),
    clockOffsets: [{ fromMs: saidMs + setAfterMs, offsetMs: setByMs }],
  });
  return brokenIn(history);
}

it('replied: what waited too long by the clock of the gateway may have expired, and nothing else', () => {
  expect(expired(2 * HOUR_MS, 0)).toEqual([]);
  expect(expired(2 * HOUR_MS - 1, 0)).toEqual(['replied']);
  expect(expired(1_000, 2 * HOUR_MS - 1_000)).toEqual([]);
  expect(expired(1_000, 2 * HOUR_MS - 1_001)).toEqual(['replied']);
  expect(expired(1_000, 9 * HOUR_MS, 1_001)).toEqual(['replied']);
  expect(expired(1_000, 9 * HOUR_MS, -1)).toEqual(['replied']);
});

it('replied: a piece of what an agent writes waits at most since the agent was asked, where it is first told of as it is over', () => {
  const expiredPiece = (afterMs: number) => {
    const run = createDoctoredRun();
    const { call, parts } = run.turn([run.row()], { replies: ['It is at nine.'] });
    Object.assign(call, { replies: [], written: 'It is at nine.' });
    const atMs = call.atMs + afterMs;
    return brokenIn(
      run.history({
        departures: [],
        parts: parts.map((part) => ({ ...part, atMs, state: 'expired', guid: null })),
      }),
    );
  };
  expect(expiredPiece(2 * HOUR_MS)).toEqual([]);
  expect(expiredPiece(2 * HOUR_MS - 1)).toEqual(['replied']);
});

const EXPIRED_MS = START_MS + 3 * HOUR_MS;
const expiredPart = (partId: string, text: string): PartEvent => {
  const lane = `default/${DIRECT.chatGuid}`;
  return { atMs: EXPIRED_MS, partId, turnId: null, lane, text, state: 'expired', guid: null };
};

it('what the operator said waited since then, and not since they said something else', () => {
  const said = (text: string, atMs: number) => ({ atMs, to: ALICE, text, action: null, end: null });
  const posts = [said('Something else', START_MS), said('Good morning', START_MS + HOUR_MS)];
  const since = (text: string, place = 0) =>
    saidMs(expiredPart(`send:1#${place}`, text), createDoctoredRun().history({ posts }));
  expect(since('Good morning')).toBe(START_MS + HOUR_MS);
  expect(since('Good')).toBe(EXPIRED_MS);
  expect(since('Good morning', 1)).toBe(EXPIRED_MS);
});

it('what is said of a request waited since that was asked for, had ended, or was decided in words', () => {
  const history = historyOf({});
  const since = (text: string) => saidMs(expiredPart('approval:9', text), history);
  expect(since(`✅ Exec approval allow-once. Resolved by ${ALICE}. ID: ${ID}`)).toBe(ASKED_MS + 120_000);
  expect(since('Approval required. I sent it to others.')).toBe(ASKED_MS);
  expect(since('Usage: /approve <id>')).toBe(EXPIRED_MS);
  const said = historyOf({ act: (run) => void run.row({ inMs: HOUR_MS, text: '/approve' }) });
  expect(saidMs(expiredPart('approval:9', 'Usage: /approve <id>'), said)).toBe(START_MS + HOUR_MS);
});

it('that as much was answered as may be was said of the first beyond that', () => {
  const run = createDoctoredRun();
  const rowEvents = ['dispatched', 'context', 'context'].map((fate, index): History['rowEvents'][number] => {
    const { guid, rowid, insertedAtMs: atMs } = run.row();
    return { atMs: atMs + index, rowid, guid, fate, isNew: true };
  });
  const part = expiredPart('budget:1', 'You have written as often as one person may for now.');
  expect(saidMs(part, run.history({ rowEvents }))).toBe(rowEvents[1]!.atMs);
  expect(saidMs(part, run.history())).toBe(EXPIRED_MS);
});
