// What the owner writes to themselves, in one row and in two; what of it may be an answer of the gateway.

import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  configOf,
  crashedAt,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';
import { brokenOfTold, told } from '../../../../support/oracle/told-rows.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CHAT_GUID = `any;-;${OWN_ADDRESS}`;
const OPENED = { lives: lifeUnder(configOf(OPEN)) };
type Facts = Parameters<DoctoredRun['row']>[0];

const broken = (tell: (run: DoctoredRun) => void, facts: Partial<History> = OPENED) =>
  brokenOfTold(tell, facts);
const place = { chatId: 3, chatGuid: CHAT_GUID, chatIdentifier: OWN_ADDRESS };
const note = (run: DoctoredRun, facts: Facts = {}) => {
  return told(run, { inMs: HOUR_MS, text: 'milk', isFromMe: true, sender: null, ...place, ...facts });
};
const copy = (run: DoctoredRun, facts: Facts = {}) =>
  note(run, { isFromMe: false, sender: OWN_ADDRESS, ...facts });
const hand = (run: DoctoredRun, row: ReturnType<typeof note>, replies: string[] = []) =>
  run.turn([row], { sender: OWN_ADDRESS, chatGuid: CHAT_GUID, replies });
/** The gateway answers a note, long before or shortly before the next one. */
const answering = (run: DoctoredRun, said: string, inMs: number) =>
  hand(run, note(run, { inMs, text: 'say it' }), [said]);

describe('the oracle on a note to oneself', () => {
  const one =
    (isAnswered: boolean, facts: Facts = {}) =>
    (run: DoctoredRun) => {
      const row = note(run, facts);
      if (isAnswered) hand(run, row);
    };

  it('answered: one that is an own row alone', () => {
    expect(broken(one(true))).toEqual([]);
    expect(broken(one(false))).toEqual(['answered']);
  });

  it('silent: an own row of a chat with somebody else, or from another address (ECH-2)', () => {
    const there = { chatGuid: 'any;-;+15550001111', chatIdentifier: '+15550001111' };
    expect(broken(one(false, there))).toEqual([]);
    expect(broken(one(true, there))).toContain('silent');
    expect(broken(one(false, { ownAddress: '+15550108888' }))).toEqual([]);
    expect(broken(one(true, { ownAddress: '+15550108888' }))).toContain('silent');
    expect(broken(one(true, { text: '' }))).toContain('silent');
    expect(broken(one(true, { associatedType: 2000 }))).toContain('silent');
  });

  it('silent: where the lists turn its copy away', () => {
    const listed = configOf({ dmPolicy: 'allowlist', allowFrom: ['+15550001111'] });
    expect(broken(one(true), { lives: lifeUnder(listed) })).toContain('silent');
    expect(broken(one(false), { lives: lifeUnder(listed) })).toEqual([]);
  });

  it('either: one without a date, of a preview, or of words that could not be read', () => {
    const marks = [
      { dateMs: null },
      { balloonId: 'com.apple.messages.URLBalloonProvider' },
      { text: 'mi\uFFFDlk' },
    ];
    for (const facts of marks)
      for (const isAnswered of [true, false]) expect(broken(one(isAnswered, facts))).toEqual([]);
  });

  it('silent: what was said there within ten minutes; answered: the same an hour later', () => {
    const again = (afterMs: number, isAnswered: boolean) => (run: DoctoredRun) => {
      answering(run, 'milk', HOUR_MS);
      const row = note(run, { inMs: HOUR_MS + afterMs });
      if (isAnswered) hand(run, row);
    };
    expect(broken(again(5 * MINUTE_MS, true))).toContain('silent');
    expect(broken(again(5 * MINUTE_MS, false))).toEqual([]);
    expect(broken(again(HOUR_MS, true))).toEqual([]);
    expect(broken(again(HOUR_MS, false))).toEqual(['answered']);
  });

  it('silent: what comes while an answer is open there; either where the gateway that sent it died', () => {
    const open = (isAnswered: boolean) => (run: DoctoredRun) => {
      const { parts } = answering(run, 'milk', HOUR_MS);
      Object.assign(parts[0]!, { state: 'sending', guid: null });
      const row = note(run, { inMs: HOUR_MS + MINUTE_MS, text: 'bread' });
      if (isAnswered) hand(run, row);
    };
    expect(broken(open(true))).toContain('silent');
    expect(broken(open(false))).not.toContain('answered');
    const lives = crashedAt(configOf(OPEN), START_MS + HOUR_MS + 30_000);
    expect(broken(open(true), { lives })).not.toContain('silent');
    expect(broken(open(false), { lives })).not.toContain('answered');
    const later = crashedAt(configOf(OPEN), START_MS + 2 * HOUR_MS);
    expect(broken(open(true), { lives: later })).toContain('silent');
  });

  it('either: what comes once an answer leaves while it is written, before anything is told of its parts', () => {
    const writing = (state: string) => (run: DoctoredRun) => {
      const { call, left, parts } = answering(run, 'As to that', HOUR_MS);
      const { turnId, messageGuids } = call;
      const { turnEvents } = run.history();
      for (const one of [left[0]!, parts[0]!, turnEvents.at(-1)!])
        Object.assign(one, { atMs: one.atMs + 30_000 });
      Object.assign(call, { endedAtMs: call.atMs + 30_000 });
      (turnEvents as object[]).push({ atMs: call.atMs + 1_000, turnId, messageGuids, state });
      note(run, { inMs: HOUR_MS + 15_000, text: 'bread' });
    };
    expect(broken(writing('replying'))).not.toContain('answered');
    expect(broken(writing('running'))).toContain('answered');
  });

  it('silent: what left, whenever that was', () => {
    const left = (run: DoctoredRun) => void hand(run, note(run, { guid: 'SENT' }));
    const departures = [{ atMs: START_MS, guid: 'SENT', chatGuid: CHAT_GUID, text: 'milk' }];
    expect(broken(left, { ...OPENED, departures })).toContain('silent');
  });
});

describe('the oracle on the two rows of a note', () => {
  const two =
    (answered: readonly ('own' | 'copy')[], gapMs: number, facts: Facts = {}) =>
    (run: DoctoredRun) => {
      const dateMs = START_MS + HOUR_MS;
      const rows = {
        own: note(run, { dateMs }),
        copy: copy(run, { inMs: HOUR_MS + gapMs, dateMs, ...facts }),
      };
      for (const which of answered) hand(run, rows[which]);
    };

  it('answered and silent: the first, and not the second', () => {
    const gapMs = 20_000;
    expect(broken(two(['own'], gapMs))).toEqual([]);
    expect(broken(two([], gapMs))).toEqual(['answered']);
    expect(broken(two(['own', 'copy'], gapMs))).toEqual(['silent', 'once']);
    expect(broken(two(['copy'], gapMs))).toEqual(['answered', 'silent']);
    expect(broken(two(['copy'], -gapMs))).toEqual([]);
    expect(broken(two(['own', 'copy'], -gapMs))).toContain('silent');
  });

  it('once: not both, also where nobody can say which came first', () => {
    const asked = (answered: readonly number[]) => (run: DoctoredRun) => {
      const rows = [note(run, {}), run.row({ inMs: HOUR_MS, text: 'milk', sender: OWN_ADDRESS, ...place })];
      run.toldAgain(rows[1]!, 500);
      for (const index of answered) hand(run, rows[index]!);
    };
    expect(broken(asked([0]))).toEqual([]);
    expect(broken(asked([1]))).toEqual([]);
    expect(broken(asked([0, 1]))).toContain('once');
  });

  it('answered: both, where they say something else, or are dated further apart', () => {
    expect(broken(two(['own'], 20_000, { text: 'bread' }))).toEqual(['answered']);
    expect(broken(two(['own'], 20_000, { dateMs: START_MS + HOUR_MS + 2_001 }))).toEqual(['answered']);
    expect(broken(two(['own'], 20_000, { dateMs: START_MS + HOUR_MS + 2_000 }))).toEqual([]);
  });

  it('either: where more than two say the same', () => {
    const three = (answered: readonly number[]) => (run: DoctoredRun) => {
      const dateMs = START_MS + HOUR_MS;
      const rows = [note(run, { dateMs }), note(run, { inMs: HOUR_MS + 900, dateMs: dateMs + 900 })];
      rows.push(copy(run, { inMs: HOUR_MS + 1_500, dateMs: dateMs + 900 }));
      for (const index of answered) hand(run, rows[index]!);
    };
    for (const answered of [[0, 1], [0, 2], [0]]) expect(broken(three(answered))).toEqual([]);
  });
});
