import { describe, expect, it } from 'vitest';
import type { Departure, History, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenWith,
  configOf,
  crashedAt,
  type DoctoredRun,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

const partsWith = (facts: Partial<PartEvent>) => (history: History) => ({
  parts: history.parts.map((part) => ({ ...part, ...facts })),
});
const leftWith = (facts: Partial<Departure>) => (history: History) => ({
  departures: history.departures.map((left) => ({ ...left, ...facts })),
});
const sendingFault = (what: string) => ({
  disturbances: [{ what, of: 'sending' as const, fromMs: START_MS, toMs: START_MS + 5 * MINUTE_MS }],
});

describe('the oracle on replies', () => {
  it('finds nothing where an answer left once and counts as sent', () => {
    expect(brokenWith(() => ({}))).toEqual([]);
  });

  it('replied: an answer that was never queued, or has no end', () => {
    expect(brokenWith(() => ({ parts: [], departures: [] }))).toEqual(['replied']);
    expect(brokenWith(partsWith({ state: 'sending', guid: null }))).toEqual(['replied']);
  });

  it('replied: not of an answer whose time was not over', () => {
    const endMs = START_MS + 3 * MINUTE_MS;
    expect(brokenWith(() => ({ parts: [], departures: [], endMs }))).toEqual([]);
    expect(brokenWith(() => ({ parts: [], departures: [], endMs, restedAtMs: endMs }))).toEqual(['replied']);
  });

  it('replied: of what was sent alone the gateway that died between noting and telling has told nobody', () => {
    const died = (toMs: number) => (history: History) => ({
      ...partsWith({ state: 'sending', guid: null, atMs: START_MS + MINUTE_MS + 1_590 })(history),
      lives: crashedAt(configOf(OPEN), toMs, toMs + 1_000),
    });
    expect(brokenWith(died(START_MS + 2 * MINUTE_MS))).toEqual([]);
    expect(brokenWith(died(START_MS + MINUTE_MS))).toEqual(['replied']);
    const failed = (history: History) => ({
      ...died(START_MS + 2 * MINUTE_MS)(history),
      ...sendingFault('send-fails=22'),
      departures: [],
    });
    expect(brokenWith(failed)).toEqual(['replied']);
  });

  it('replied: what waited for room and failed, by what was in its way as it left', () => {
    const waited = (faultInMs: number) => (history: History) => {
      const endedInMs = 40 * MINUTE_MS;
      const [fromMs, toMs] = [faultInMs, faultInMs + MINUTE_MS].map((inMs) => START_MS + inMs);
      return {
        ...partsWith({ state: 'failed', guid: null, atMs: START_MS + endedInMs })(history),
        departures: [],
        disturbances: [{ what: 'signedIn', of: 'sending' as const, fromMs: fromMs!, toMs: toMs! }],
      };
    };
    expect(brokenWith(waited(39 * MINUTE_MS))).toEqual([]);
    expect(brokenWith(waited(20 * MINUTE_MS))).toEqual(['replied']);
    expect(brokenWith(waited(41 * MINUTE_MS))).toEqual(['replied']);
  });

  it('replied: what failed with nothing in its way', () => {
    const failed = (history: History) => ({
      ...partsWith({ state: 'failed', guid: null })(history),
      departures: [],
    });
    expect(brokenWith(failed)).toEqual(['replied']);
    expect(brokenWith((history) => ({ ...failed(history), ...sendingFault('send-fails=22') }))).toEqual([]);
  });

  it('replied: not of what came to nothing in a chat that another database does not have', () => {
    const state = (
      to: string,
      rows: readonly { database: number; inMs?: number; chatGuid?: string }[],
      facts: Partial<History> = {},
    ) =>
      brokenWith(
        (history) => ({
          ...facts,
          ...partsWith({ state: to, guid: null, atMs: START_MS + 3 * MINUTE_MS })(history),
          departures: [],
        }),
        (run) => {
          const asked = run.row({ rowid: 1 });
          run.told(asked, 500);
          run.turn([asked]);
          for (const [index, row] of rows.entries()) run.row({ rowid: 8 + index, isFromMe: true, ...row });
        },
      );
    const chatGuid = `any;-;${BOB}`;
    expect(state('failed', [{ database: 2, inMs: 2 * MINUTE_MS, chatGuid }])).toEqual([]);
    // A build that says why in words alone leaves it open whether it left.
    expect(state('unknown', [{ database: 2, inMs: 2 * MINUTE_MS, chatGuid }])).toEqual([]);
    expect(state('expired', [{ database: 2, inMs: 2 * MINUTE_MS, chatGuid }])).toEqual(['replied']);
    // It stands there without a row.
    const emptied = (inMs: number) => ({ replacements: [{ database: 2, atMs: START_MS + inMs }] });
    expect(state('failed', [], emptied(2 * MINUTE_MS))).toEqual([]);
    expect(state('failed', [], emptied(9 * MINUTE_MS))).toEqual(['replied']);
    // It has the chat, or came later, or it is the same one.
    expect(state('failed', [{ database: 2, inMs: 2 * MINUTE_MS }])).toEqual(['replied']);
    expect(state('unknown', [{ database: 2, inMs: 2 * MINUTE_MS }])).toEqual(['replied']);
    expect(state('failed', [{ database: 2, inMs: 9 * MINUTE_MS, chatGuid }])).toEqual(['replied']);
    expect(state('failed', [{ database: 1, inMs: 2 * MINUTE_MS, chatGuid }])).toEqual(['replied']);
  });

  it('addressee: an answer that went to another chat', () => {
    const astray = { chatGuid: `any;-;${BOB}` };
    expect(brokenWith(leftWith(astray))).toContain('addressee');
  });

  it('unasked: something left that no agent said', () => {
    const extra = { atMs: START_MS + 9 * MINUTE_MS, guid: 'SENT-9', chatGuid: `any;-;${BOB}`, text: 'Boo' };
    expect(brokenWith(({ departures }) => ({ departures: [...departures, extra] }))).toEqual(['unasked']);
  });

  it('doubled: an answer that left more often than it was said', () => {
    const again = ({ departures }: History) => ({
      departures: [...departures, { ...departures[0]!, guid: 'SENT-AGAIN' }],
    });
    expect(brokenWith(again)).toContain('doubled');
    expect(brokenWith((history) => ({ ...again(history), ...sendingFault('send-twice') }))).toContain(
      'doubled',
    );
  });

  it('doubled: not what Messages sent once more by itself, and whatever else left beside it', () => {
    const with2 =
      (...more: readonly Partial<Departure>[]) =>
      ({ departures }: History) => ({
        departures: [...departures, ...more.map((one) => ({ ...departures[0]!, ...one }))],
        ...sendingFault('send-twice'),
      });
    const repeated = { guid: 'SENT-1-0-MORE', repeats: 'SENT-1-0' };
    expect(brokenWith(with2(repeated))).toEqual([]);
    expect(brokenWith(with2(repeated, { guid: 'SENT-AGAIN' }))).toContain('doubled');
  });

  it('order: what Messages sent once more by itself stands in none, the others do', () => {
    const parts = (run: DoctoredRun) => void run.turn([run.row()], { replies: ['First', 'Second'] });
    const more = ({ departures: [first, second] }: History) => {
      const repeated = { ...first!, guid: 'SENT-MORE', repeats: first!.guid };
      return { straight: [first!, second!, repeated], crossed: [second!, first!, repeated] };
    };
    const twice = sendingFault('send-twice');
    expect(brokenWith((history) => ({ departures: more(history).straight, ...twice }), parts)).toEqual([]);
    expect(brokenWith((history) => ({ departures: more(history).crossed, ...twice }), parts)).toEqual([
      'order',
    ]);
  });

  it('doubled: not an answer that was said twice', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    expect(brokenWith(() => ({}), same)).toEqual([]);
    expect(brokenWith(({ departures }) => ({ departures: [...departures, departures[1]!] }), same)).toContain(
      'doubled',
    );
  });

  it('order: the second part of an answer that leaves before the first', () => {
    const parts = (run: DoctoredRun) => void run.turn([run.row()], { replies: ['First', 'Second'] });
    expect(brokenWith(() => ({}), parts)).toEqual([]);
    expect(brokenWith(({ departures }) => ({ departures: departures.toReversed() }), parts)).toEqual([
      'order',
    ]);
  });

  it('evidence: sent without a message that left, or by one of another text or chat', () => {
    expect(brokenWith(partsWith({ guid: null }))).toContain('evidence');
    expect(brokenWith(partsWith({ guid: 'NOWHERE' }))).toContain('evidence');
    expect(brokenWith(partsWith({ guid: 'sent-1-0' }))).toEqual([]);
    expect(brokenWith(leftWith({ text: 'Something else' }))).toContain('evidence');
    expect(brokenWith(leftWith({ chatGuid: `any;-;${BOB}` }))).toContain('evidence');
  });

  it('evidence: one message that two parts count as theirs', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    expect(brokenWith(partsWith({ guid: 'SENT-1-0' }), same)).toEqual(['evidence']);
  });

  it('truth: what left counts as failed; `unknown` is no claim', () => {
    const swallowed = sendingFault('send-unanswered');
    const counted = (state: string) => (history: History) => ({
      ...partsWith({ state, guid: null })(history),
      ...swallowed,
    });
    expect(brokenWith(counted('failed'))).toEqual(['truth']);
    expect(brokenWith(counted('expired'))).toEqual(['truth']);
    expect(brokenWith(counted('unknown'))).toEqual([]);
  });

  it('truth: not where all that left is what Messages sent once more by itself', () => {
    const failed = (history: History) => partsWith({ state: 'failed', guid: null })(history);
    const under = (what: string) => (history: History) => ({ ...failed(history), ...sendingFault(what) });
    expect(brokenWith(under('send-fails'))).toEqual(['truth']);
    expect(brokenWith(under('send-twice'))).toEqual(['truth']);
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    // The first part is proven by what left once more; nothing left as the second.
    const second = (repeats: object) => (history: History) => ({
      parts: [
        { ...history.parts[0]!, guid: 'SENT-MORE' },
        { ...history.parts[1]!, state: 'failed', guid: null },
      ],
      departures: [
        { ...history.departures[1]!, guid: 'SENT-1-0' },
        { ...history.departures[1]!, guid: 'SENT-MORE', ...repeats },
      ],
      ...sendingFault('send-twice'),
    });
    expect(brokenWith(second({ repeats: 'SENT-1-0' }), same)).toEqual([]);
    expect(brokenWith(second({}), same)).toEqual(['truth']);
  });

  it('truth: what left has no proof where the owner deleted its row', () => {
    const own = (deletedAtMs: number | null) => (run: DoctoredRun) => {
      run.turn([run.row()]);
      run.row({ guid: 'SENT-1-0', isFromMe: true, deletedAtMs });
    };
    const unknown = partsWith({ state: 'unknown', guid: null });
    expect(brokenWith(unknown, own(START_MS + 2 * MINUTE_MS))).toEqual([]);
    expect(brokenWith(unknown, own(null))).toEqual(['truth']);
  });

  describe('in pieces', () => {
    const text = 'Looking';
    const atMs = START_MS + MINUTE_MS + 1_500;
    /** An agent that says one piece, and of whose call no end was heard; the piece leaves and counts as sent. */
    const said = (isTaken: boolean) => (run: DoctoredRun) =>
      void run.turn([run.row()], { replies: null, pieces: [{ atMs, text, isTaken }] });
    const partOf = (facts: Partial<PartEvent> = {}): PartEvent => {
      const part = { atMs, partId: 'turn-1#0', turnId: 'turn-1', text, state: 'sent', guid: 'SENT' };
      return { ...part, ...facts };
    };
    const left = ({ calls: [call] }: History, count = 1) =>
      Array.from({ length: count }, () => ({ atMs, guid: 'SENT', chatGuid: call!.chatGuid, text }));
    const sentAs =
      (state: string, ...aborted: string[]) =>
      (history: History) => ({
        parts: [partOf(state === 'sent' ? {} : { state, guid: null })],
        departures: state === 'sent' ? left(history) : [],
        aborted: new Set(aborted),
      });

    it('a piece that left was asked for, also where the call had no end', () => {
      expect(brokenWith(sentAs('sent'), said(true))).toEqual([]);
      expect(brokenWith(sentAs('sent'), said(false))).toEqual([]);
    });

    it('replied: a piece that was taken is queued and has an end; one that was only said need not be', () => {
      const none = () => ({ parts: [], departures: [] });
      expect(brokenWith(none, said(true))).toEqual(['replied']);
      expect(brokenWith(none, said(false))).toEqual([]);
    });

    it('replied: what waits is taken back only where its turn was aborted, and then perhaps without a word', () => {
      expect(brokenWith(sentAs('expired', 'turn-1'), said(true))).toEqual([]);
      expect(brokenWith(sentAs('expired'), said(true))).toEqual(['replied']);
      const untold = () => ({ parts: [], departures: [], aborted: new Set(['turn-1']) });
      expect(brokenWith(untold, said(true))).toEqual([]);
    });

    it('doubled: a piece that was said again leaves once', () => {
      const again = (run: DoctoredRun) => {
        const row = run.row();
        const first = run.turn([row], { replies: null, pieces: [{ atMs, text, isTaken: false }] });
        run.turn([row], { ...first.call, atMs: atMs + 5_000, pieces: [{ atMs, text, isTaken: true }] });
      };
      expect(brokenWith(sentAs('sent'), again)).toEqual([]);
      const twice = (history: History) => ({ ...sentAs('sent')(history), departures: left(history, 2) });
      expect(brokenWith(twice, again)).toEqual(['doubled', 'order']);
    });
  });
});
