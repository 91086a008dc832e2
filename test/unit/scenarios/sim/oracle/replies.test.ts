import { describe, expect, it } from 'vitest';
import type { Departure, History, PartEvent } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenIn,
  createDoctoredRun,
  type DoctoredRun,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

/** One answer, or two to two rows, and what became of them. */
function broken(
  change: (history: History) => Partial<History>,
  tell: (run: DoctoredRun) => void = (run) => void run.turn([run.row()]),
): string[] {
  const run = createDoctoredRun();
  tell(run);
  const history = run.history();
  return brokenIn({ ...history, ...change(history) });
}

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
    expect(broken(() => ({}))).toEqual([]);
  });

  it('replied: an answer that was never queued, or has no end', () => {
    expect(broken(() => ({ parts: [], departures: [] }))).toEqual(['replied']);
    expect(broken(partsWith({ state: 'sending', guid: null }))).toEqual(['replied']);
  });

  it('replied: not of an answer whose time was not over', () => {
    const endMs = START_MS + 3 * MINUTE_MS;
    expect(broken(() => ({ parts: [], departures: [], endMs }))).toEqual([]);
    expect(broken(() => ({ parts: [], departures: [], endMs, restedAtMs: endMs }))).toEqual(['replied']);
  });

  it('replied: the gateway that died between noting and telling has told nobody', () => {
    const died = (toMs: number) => (history: History) => ({
      ...partsWith({ state: 'sending', guid: null, atMs: START_MS + MINUTE_MS + 1_590 })(history),
      lives: [
        { ...history.lives[0]!, toMs, end: 'crash' as const },
        { ...history.lives[0]!, fromMs: toMs + 1_000 },
      ],
    });
    expect(broken(died(START_MS + 2 * MINUTE_MS))).toEqual([]);
    expect(broken(died(START_MS + MINUTE_MS))).toEqual(['replied']);
  });

  it('replied: what failed with nothing in its way', () => {
    const failed = (history: History) => ({
      ...partsWith({ state: 'failed', guid: null })(history),
      departures: [],
    });
    expect(broken(failed)).toEqual(['replied']);
    expect(broken((history) => ({ ...failed(history), ...sendingFault('send-fails=22') }))).toEqual([]);
  });

  it('replied: not of what came to nothing in a chat that another database does not have', () => {
    const state = (
      to: string,
      rows: readonly { database: number; inMs?: number; chatGuid?: string }[],
      facts: Partial<History> = {},
    ) =>
      broken(
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
    expect(broken(leftWith(astray))).toContain('addressee');
  });

  it('unasked: something left that no agent said', () => {
    const extra = { atMs: START_MS + 9 * MINUTE_MS, guid: 'SENT-9', chatGuid: `any;-;${BOB}`, text: 'Boo' };
    expect(broken(({ departures }) => ({ departures: [...departures, extra] }))).toEqual(['unasked']);
  });

  it('doubled: an answer that left more often than it was said', () => {
    const again = ({ departures }: History) => ({
      departures: [...departures, { ...departures[0]!, guid: 'SENT-AGAIN' }],
    });
    expect(broken(again)).toContain('doubled');
    expect(broken((history) => ({ ...again(history), ...sendingFault('send-twice') }))).toContain('doubled');
  });

  it('doubled: not what Messages sent once more by itself, and whatever else left beside it', () => {
    const with2 =
      (...more: readonly Partial<Departure>[]) =>
      ({ departures }: History) => ({
        departures: [...departures, ...more.map((one) => ({ ...departures[0]!, ...one }))],
        ...sendingFault('send-twice'),
      });
    const repeated = { guid: 'SENT-1-0-MORE', repeats: 'SENT-1-0' };
    expect(broken(with2(repeated))).toEqual([]);
    expect(broken(with2(repeated, { guid: 'SENT-AGAIN' }))).toContain('doubled');
  });

  it('order: what Messages sent once more by itself stands in none, the others do', () => {
    const parts = (run: DoctoredRun) => void run.turn([run.row()], { replies: ['First', 'Second'] });
    const more = ({ departures: [first, second] }: History) => {
      const repeated = { ...first!, guid: 'SENT-MORE', repeats: first!.guid };
      return { straight: [first!, second!, repeated], crossed: [second!, first!, repeated] };
    };
    const twice = sendingFault('send-twice');
    expect(broken((history) => ({ departures: more(history).straight, ...twice }), parts)).toEqual([]);
    expect(broken((history) => ({ departures: more(history).crossed, ...twice }), parts)).toEqual(['order']);
  });

  it('doubled: not an answer that was said twice', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    expect(broken(() => ({}), same)).toEqual([]);
    expect(broken(({ departures }) => ({ departures: [...departures, departures[1]!] }), same)).toContain(
      'doubled',
    );
  });

  it('order: the second part of an answer that leaves before the first', () => {
    const parts = (run: DoctoredRun) => void run.turn([run.row()], { replies: ['First', 'Second'] });
    expect(broken(() => ({}), parts)).toEqual([]);
    expect(broken(({ departures }) => ({ departures: departures.toReversed() }), parts)).toEqual(['order']);
  });

  it('evidence: sent without a message that left, or by one of another text or chat', () => {
    expect(broken(partsWith({ guid: null }))).toContain('evidence');
    expect(broken(partsWith({ guid: 'NOWHERE' }))).toContain('evidence');
    expect(broken(partsWith({ guid: 'sent-1-0' }))).toEqual([]);
    expect(broken(leftWith({ text: 'Something else' }))).toContain('evidence');
    expect(broken(leftWith({ chatGuid: `any;-;${BOB}` }))).toContain('evidence');
  });

  it('evidence: one message that two parts count as theirs', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    expect(broken(partsWith({ guid: 'SENT-1-0' }), same)).toEqual(['evidence']);
  });

  it('truth: what left counts as failed; `unknown` is no claim', () => {
    const swallowed = sendingFault('send-unanswered');
    const counted = (state: string) => (history: History) => ({
      ...partsWith({ state, guid: null })(history),
      ...swallowed,
    });
    expect(broken(counted('failed'))).toEqual(['truth']);
    expect(broken(counted('expired'))).toEqual(['truth']);
    expect(broken(counted('unknown'))).toEqual([]);
  });

  it('truth: not of a reply that failed before another one left that says the same and is unknown', () => {
    const same = (run: DoctoredRun) =>
      [run.row(), run.row()].map((row) => run.turn([row], { replies: ['Always the same'] }));
    const ends = (first: string, second: string, leaves: 0 | 1) => (history: History) => ({
      parts: history.parts.map((part, index) => ({ ...part, state: [first, second][index]!, guid: null })),
      departures: [history.departures[leaves]!],
      ...sendingFault('send-unanswered'),
    });
    expect(broken(ends('failed', 'unknown', 1), same)).toEqual([]);
    // Nobody had said the other one by then.
    expect(broken(ends('failed', 'unknown', 0), same)).toEqual(['truth']);
    expect(broken(ends('failed', 'failed', 1), same)).toEqual(['truth']);
  });

  it('truth: not where all that left is what Messages sent once more by itself', () => {
    const failed = (history: History) => partsWith({ state: 'failed', guid: null })(history);
    const under = (what: string) => (history: History) => ({ ...failed(history), ...sendingFault(what) });
    expect(broken(under('send-fails'))).toEqual(['truth']);
    expect(broken(under('send-twice'))).toEqual(['truth']);
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
    expect(broken(second({ repeats: 'SENT-1-0' }), same)).toEqual([]);
    expect(broken(second({}), same)).toEqual(['truth']);
  });

  it('truth: what left has no proof where the owner deleted its row', () => {
    const own = (deletedAtMs: number | null) => (run: DoctoredRun) => {
      run.turn([run.row()]);
      run.row({ guid: 'SENT-1-0', isFromMe: true, deletedAtMs });
    };
    const unknown = partsWith({ state: 'unknown', guid: null });
    expect(broken(unknown, own(START_MS + 2 * MINUTE_MS))).toEqual([]);
    expect(broken(unknown, own(null))).toEqual(['truth']);
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
      expect(broken(sentAs('sent'), said(true))).toEqual([]);
      expect(broken(sentAs('sent'), said(false))).toEqual([]);
    });

    it('replied: a piece that was taken is queued and has an end; one that was only said need not be', () => {
      const none = () => ({ parts: [], departures: [] });
      expect(broken(none, said(true))).toEqual(['replied']);
      expect(broken(none, said(false))).toEqual([]);
    });

    it('replied: what waits is taken back only where its turn was aborted, and then perhaps without a word', () => {
      expect(broken(sentAs('expired', 'turn-1'), said(true))).toEqual([]);
      expect(broken(sentAs('expired'), said(true))).toEqual(['replied']);
      const untold = () => ({ parts: [], departures: [], aborted: new Set(['turn-1']) });
      expect(broken(untold, said(true))).toEqual([]);
    });

    it('doubled: a piece that was said again leaves once', () => {
      const again = (run: DoctoredRun) => {
        const row = run.row();
        const first = run.turn([row], { replies: null, pieces: [{ atMs, text, isTaken: false }] });
        run.turn([row], { ...first.call, atMs: atMs + 5_000, pieces: [{ atMs, text, isTaken: true }] });
      };
      expect(broken(sentAs('sent'), again)).toEqual([]);
      const twice = (history: History) => ({ ...sentAs('sent')(history), departures: left(history, 2) });
      expect(broken(twice, again)).toEqual(['doubled', 'order']);
    });
  });
});
