import { expect, it } from 'vitest';
import type { History, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import { saidMs } from '../../../../../scenarios/sim/oracle/said-since.ts';
import { ASKED_MS, historyOf, ID } from '../../../../support/oracle/doctored-request.ts';
import { ALICE, createDoctoredRun, DIRECT, START_MS } from '../../../../support/oracle/doctored-run.ts';

const HOUR_MS = 3_600_000;
const ELSEWHERE = 'Approval required. I sent the approval request to the approvers, not this chat.';

const EXPIRED_MS = START_MS + 3 * HOUR_MS;
const expiredPart = (partId: string, text: string, atMs = EXPIRED_MS): PartEvent => {
  const lane = `default/${DIRECT.chatGuid}`;
  return { atMs, partId, turnId: null, lane, text, state: 'expired', guid: null };
};

it('what expired as the answer to a command was said with the last that it can have waited for, of several', () => {
  const run = createDoctoredRun();
  const rows = [run.row(), run.row()];
  const history = run.history();
  const rowEvents = rows.map(({ guid }, index) => ({ guid, fate: 'command', atMs: 1_000 + index * 900_000 }));
  const told = { ...history, rowEvents } as unknown as History;
  expect(saidMs(expiredPart('command:1', 'x', 1_000 + HOUR_MS), told)).toBe(1_000);
  expect(saidMs(expiredPart('command:2', 'x', 901_000 + HOUR_MS), told)).toBe(901_000);
  expect(saidMs(expiredPart('command:2', 'x', 901_001), told)).toBe(901_000);
});

it('what leaves once more as SMS was said in the moment in which the other was known to be undelivered', () => {
  const run = createDoctoredRun();
  run.row();
  const undelivered = { ...expiredPart('turn#0', 'x', 5_000), state: 'undelivered' };
  const history = { ...run.history(), parts: [undelivered] };
  expect(saidMs(expiredPart('sms:turn#0', 'x', 5_000 + HOUR_MS), history)).toBe(5_000);
});

it('what the operator said waited since then, and not since they said something else', () => {
  const said = (text: string, atMs: number) => ({ atMs, to: ALICE, said: [text], action: null, end: null });
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
  expect(since(ELSEWHERE)).toBe(ASKED_MS);
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
