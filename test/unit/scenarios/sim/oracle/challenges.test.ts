import { expect, test } from 'vitest';
import type {
  History,
  PartEvent,
  RowEvent,
  WitnessedRow,
} from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  DIRECT,
  GROUP,
  judgementIn,
  LINK,
  lifeUnder,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const PAIRING = { dmPolicy: 'pairing', groupPolicy: 'open' };
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const codeText = (handle: string, code: string) =>
  `imgate: access not configured.\n\nYour iMessage sender id: ${handle}\nPairing code:\n\`\`\`\n${code}\n\`\`\`\n\n` +
  `Ask the bot owner to approve with:\n\`\`\`\nimgate pairing approve imessage ${code}\n\`\`\``;

/** Rows of strangers, what the gateway says of each, and what it sends them. */
function pairingRun() {
  const run = createDoctoredRun();
  const rowEvents: RowEvent[] = [];
  const parts: PartEvent[] = [];
  const left: { atMs: number; guid: string; chatGuid: string; text: string }[] = [];
  const decided = (row: WitnessedRow, fate: string) => {
    rowEvents.push({ atMs: row.insertedAtMs + 600, rowid: row.rowid, guid: row.guid, fate, isNew: true });
  };
  const send = (row: WitnessedRow, code: string, handle = row.sender!) => {
    const text = codeText(handle, code);
    const atMs = row.insertedAtMs + 700;
    const chatGuid = row.chatGuid!;
    const guid = `CODE-${left.length}`;
    const part = { partId: `pairing:${code}`, turnId: null, lane: `default/${chatGuid}`, text };
    parts.push({ ...part, atMs, state: 'sending', guid: null }, { ...part, atMs, state: 'sent', guid });
    left.push({ atMs, guid, chatGuid, text });
  };
  return {
    row: run.row,
    /** A stranger writes and is sent a code. */
    challenged(inMs: number, code: string, facts: object = {}) {
      const row = run.row({ inMs, ...facts });
      decided(row, 'challenged');
      send(row, code);
      return row;
    },
    denied(inMs: number, facts: object = {}) {
      const row = run.row({ inMs, ...facts });
      decided(row, 'denied');
      return row;
    },
    /** A row is decided, and nothing is sent. */
    unsaid: (inMs: number, facts: object = {}) => decided(run.row({ inMs, ...facts }), 'challenged'),
    send,
    broken(facts: Partial<History> = {}, imessage: object = PAIRING) {
      const said = { rowEvents, parts, departures: left };
      return brokenIn(run.history({ lives: lifeUnder(configOf({ ...imessage })), ...said, ...facts }));
    },
  };
}
const bob = { sender: BOB, chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB };
const stranger = (number: number) => {
  const handle = `+1555000300${number}`;
  return { sender: handle, chatId: number + 10, chatGuid: `any;-;${handle}`, chatIdentifier: handle };
};

test('a stranger who is sent a code, once an hour, is as it should be', () => {
  const run = pairingRun();
  run.challenged(MINUTE_MS, 'ABCDEFGH');
  run.denied(2 * MINUTE_MS);
  run.challenged(2 * MINUTE_MS + HOUR_MS, 'BCDEFGHJ');
  expect(run.broken()).toEqual([]);
});

test('a second code within the hour is found', () => {
  const run = pairingRun();
  run.challenged(MINUTE_MS, 'ABCDEFGH');
  run.challenged(20 * MINUTE_MS, 'BCDEFGHJ');
  expect(run.broken()).toEqual(['once']);
});

test('a stranger whose message stands in another database as well is sent one code', () => {
  const run = pairingRun();
  const { guid, rowid } = run.challenged(MINUTE_MS, 'ABCDEFGH');
  run.row({ inMs: 2 * MINUTE_MS, guid, rowid, database: 2 });
  expect(run.broken()).toEqual([]);
});

test('a preview that is told with the text of a stranger is sent no code of its own', () => {
  const run = pairingRun();
  run.challenged(MINUTE_MS, 'ABCDEFGH', { text: 'See https://example.com/1' });
  run.unsaid(MINUTE_MS + 20, { balloonId: LINK, text: 'https://example.com/1' });
  expect(run.broken()).toEqual([]);
});

test('neither is one of which nobody can say whether imsg folded or dropped it, as something was deleted there; a code for it is found', () => {
  const withPreview = (isSent: boolean) => {
    const run = pairingRun();
    run.row({ inMs: 0, isFromMe: true, deletedAtMs: START_MS + MINUTE_MS });
    run.challenged(3 * HOUR_MS, 'ABCDEFGH', { text: 'See https://example.com/1' });
    const link = { balloonId: LINK, text: 'https://example.com/1' };
    if (isSent) run.challenged(3 * HOUR_MS + 20, 'BCDEFGHJ', link);
    else run.unsaid(3 * HOUR_MS + 20, link);
    return run.broken();
  };
  expect(withPreview(false)).toEqual([]);
  expect(withPreview(true)).toEqual(['unasked']);
});

test('a code that leaves twice is found', () => {
  const run = pairingRun();
  const row = run.challenged(MINUTE_MS, 'ABCDEFGH');
  run.send(row, 'ABCDEFGH');
  expect(run.broken()).toContain('doubled');
});

test('a fourth who waits is found, and room that an operator made is none too much', () => {
  const run = pairingRun();
  for (const number of [1, 2, 3, 4])
    run.challenged(number * MINUTE_MS, `ABCDEFG${number + 1}`, stranger(number));
  expect(run.broken()).toEqual(['once']);
  const denial = {
    atMs: 0,
    verb: 'deny' as const,
    accountId: 'default',
    handle: '+15550003001',
    isDone: true,
  };
  const [first] = run.broken({}) && [Date.UTC(2026, 0, 5, 9) + 2.5 * MINUTE_MS];
  expect(run.broken({ pairings: [{ ...denial, atMs: first! }] })).toEqual([]);
});

test('a code that is never sent is found, and one that nobody asked for', () => {
  const silent = pairingRun();
  silent.unsaid(MINUTE_MS);
  expect(silent.broken()).toEqual(['replied']);
  const unasked = pairingRun();
  unasked.send(unasked.denied(MINUTE_MS), 'ABCDEFGH');
  expect(unasked.broken()).toContain('unasked');
});

test('a code for somebody else is found', () => {
  const run = pairingRun();
  const row = run.challenged(MINUTE_MS, 'ABCDEFGH');
  run.send(row, 'BCDEFGHJ', BOB);
  expect(run.broken()).toContain('addressee');
});

test('a stranger who should have been sent a code is found', () => {
  const run = pairingRun();
  run.denied(MINUTE_MS);
  expect(run.broken()).toEqual(['replied']);
});

test.each([
  ['in a group', GROUP, PAIRING],
  ['with a tapback', { associatedType: 2001 }, PAIRING],
  ['who is listed', {}, { ...PAIRING, allowFrom: [ALICE] }],
  ['where nobody pairs', {}, { ...PAIRING, dmPolicy: 'allowlist', allowFrom: [BOB] }],
  ['who is the owner', {}, { ...PAIRING, ownAddresses: [ALICE] }],
])('a code for somebody %s is found', (_, facts, imessage) => {
  const run = pairingRun();
  run.challenged(MINUTE_MS, 'ABCDEFGH', { ...DIRECT, ...facts });
  expect(run.broken({}, imessage)).toContain('silent');
});

test('whoever was approved is answered from then on, and not before', () => {
  const approved = (atMs: number, isDone: boolean) => {
    return { atMs, verb: 'approve' as const, accountId: 'default', handle: ALICE, isDone };
  };
  const START = Date.UTC(2026, 0, 5, 9);
  const at = [approved(START + 5 * MINUTE_MS, false), approved(START + 5 * MINUTE_MS + 10, true)];
  const run = pairingRun();
  run.challenged(MINUTE_MS, 'ABCDEFGH');
  run.denied(10 * MINUTE_MS);
  expect(run.broken({ pairings: at })).toContain('answered');
  const other = pairingRun();
  other.challenged(MINUTE_MS, 'ABCDEFGH');
  other.challenged(10 * MINUTE_MS, 'BCDEFGHJ', bob);
  expect(other.broken({ pairings: at })).toEqual([]);
});

test('an approval that was refused approves nobody; of one that nobody heard of nobody can say', () => {
  const asked = { atMs: START_MS + 5 * MINUTE_MS, verb: 'approve', accountId: null, handle: ALICE } as const;
  const run = createDoctoredRun();
  run.told(run.row({ inMs: 10 * MINUTE_MS }), 500);
  const judgedAfter = (...pairings: NonNullable<History['pairings']>) =>
    judgementIn(run.history({ lives: lifeUnder(configOf(PAIRING)), pairings }));
  const open = { ...asked, isDone: false };
  expect(judgedAfter(open)).toBe('its writer was approved around then');
  expect(judgedAfter(open, { ...open, isRefused: true })).toBe('must not');
  expect(judgedAfter(open, open, { ...open, isRefused: true })).toBe('its writer was approved around then');
});

test('a code is judged by the configuration that held as it was sent, not by a later one', () => {
  type Keys = Parameters<typeof configOf>[0];
  const lives = (first: Keys, second: Keys) => [
    { fromMs: START_MS, toMs: START_MS + HOUR_MS, end: 'stop' as const, config: configOf(first) },
    { fromMs: START_MS + HOUR_MS, toMs: null, end: null, config: configOf(second) },
  ];
  const run = pairingRun();
  run.challenged(MINUTE_MS, 'ABCDEFGH', { chatId: 2 });
  const listed = { ...PAIRING, groups: { 2: {} } };
  expect(run.broken({ lives: lives(PAIRING, listed) })).toEqual([]);
  expect(run.broken({ lives: lives(listed, PAIRING) })).toContain('silent');
  expect(run.broken({ lives: lives({ ...PAIRING, dmPolicy: 'open' }, PAIRING) })).toContain('silent');
});
