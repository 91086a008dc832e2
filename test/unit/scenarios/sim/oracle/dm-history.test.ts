import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const HOUR_MS = 3_600_000;
type Row = ReturnType<DoctoredRun['row']>;

const entry = ({ rowid, sender, versions }: Row) => ({ rowid, sender: sender!, text: versions[0]!.text });
const own = (row: Row) => ({ ...entry(row), sender: 'Me' });
const session = { sessionKey: 'agent:main:direct:alice' };

/** Alice and the owner have talked before the gateway came. */
function begun(tell: (run: DoctoredRun, said: [Row, Row]) => void, imessage: object = {}) {
  const run = createDoctoredRun();
  const said: [Row, Row] = [
    run.row({ inMs: -60_000, text: 'one' }),
    run.row({ inMs: -50_000, text: 'two', isFromMe: true }),
  ];
  tell(run, said);
  return brokenIn(run.history({ lives: lifeUnder(configOf({ ...OPEN, dmHistoryLimit: 3, ...imessage })) }));
}

describe('the oracle on what a session begins with', () => {
  it('finds nothing in what the two have said before', () => {
    const whole = (run: DoctoredRun, [one, two]: [Row, Row]) => {
      run.turn([run.row()], { ...session, history: [entry(one), own(two)] });
      run.turn([run.row()], session);
    };
    expect(begun(whole)).toEqual([]);
    expect(begun(whole, { dmHistoryLimit: 0, dms: { '+1 555 000 1111': { historyLimit: 2 } } })).toEqual([]);
  });

  it('a turn of another conversation in the session may be handed over while the first is prepared', () => {
    const overtaken =
      (later: number) =>
      (run: DoctoredRun, [one]: [Row, Row]) => {
        const chatGuid = `any;-;${BOB}`;
        const { call } = run.turn(
          [run.row({ sender: BOB, chatGuid, chatIdentifier: BOB, chatId: 2 })],
          session,
        );
        run.turn([run.row()], { ...session, history: [entry(one)], atMs: call.atMs + later });
      };
    expect(begun(overtaken(60_000))).toEqual([]);
    expect(begun(overtaken(60_001))).toEqual(['history']);
  });

  describe('where another database took the place of the first', () => {
    const THERE = { database: 2, inMs: 3 * HOUR_MS };
    const found = (tell: (run: DoctoredRun) => void) => {
      const run = createDoctoredRun();
      tell(run);
      const watch = { endedAtMs: null, sinceRowid: -1 };
      const subscriptions = [
        { ...watch, atMs: START_MS + 1_000, endedAtMs: START_MS + 3 * HOUR_MS, pid: 1, database: 1 },
        { ...watch, atMs: START_MS + 3 * HOUR_MS + 1_000, pid: 2, database: 2 },
      ];
      const lives = lifeUnder(configOf({ ...OPEN, dmHistoryLimit: 3 }));
      return brokenIn(run.history({ subscriptions, lives }));
    };

    it('what was history in the first and is answered in the second', () => {
      const answered = (text: string) => (run: DoctoredRun) => {
        const one = run.row({ inMs: -60_000, text: 'one', guid: 'SAME' });
        run.turn([run.row()], { ...session, history: [{ ...entry(one), text }] });
        const again = run.row({ ...THERE, rowid: 9, text: 'one', guid: 'SAME', dateMs: one.dateMs });
        run.told(again, 2_000, 2);
        run.turn([again], { ...session, atMs: START_MS + 3 * HOUR_MS + 5_000 });
      };
      expect(found(answered('one'))).not.toContain('history');
      expect(found(answered('other'))).toContain('history');
    });

    it('the rows of one database come before the turn there, whatever their numbers in the other', () => {
      const numbered = (later: number) => (run: DoctoredRun) => {
        const one = run.row({ inMs: -60_000, rowid: 40, text: 'one' });
        const row = run.row({ rowid: 50, guid: 'SAME' });
        run.turn([row], { ...session, history: [{ ...entry(one), rowid: 40 + later }] });
        run.row({ ...THERE, rowid: 3, guid: 'SAME', text: row.versions[0]!.text, dateMs: row.dateMs });
        if (later > 0) run.row({ inMs: 2 * HOUR_MS, rowid: 40 + later, text: 'one' });
      };
      expect(found(numbered(0))).not.toContain('history');
      expect(found(numbered(11))).toContain('history');
    });
  });

  it('what was given up was said all the same; what a list denies was not', () => {
    const MINUTE_MS = 60_000;
    const told = (dms: object, isGivenUp: boolean) => {
      const run = createDoctoredRun();
      const lost = run.row({ joinedAtMs: START_MS + 16 * MINUTE_MS });
      const row = run.row({ inMs: 20 * MINUTE_MS, sender: isGivenUp ? ALICE : BOB });
      run.turn([row], { ...session, sender: ALICE, history: [entry(lost)] });
      const { rowid, guid } = lost;
      const dead = { atMs: START_MS + 15 * MINUTE_MS, rowid, guid, fate: 'dead', isNew: true };
      const lives = lifeUnder(configOf({ ...OPEN, dmHistoryLimit: 3, ...dms }));
      return brokenIn(run.history({ lives, rowEvents: isGivenUp ? [dead] : [] }));
    };
    expect(told({}, true)).toEqual([]);
    expect(told({ dmPolicy: 'allowlist', allowFrom: [BOB] }, false)).toContain('history');
  });

  it('what was beyond what one person may have answered was said all the same', () => {
    const later = (run: DoctoredRun) => {
      const first = run.row();
      run.turn([first], session);
      const [over, again] = [run.row({ text: 'more' }), run.row({ text: 'and more' })];
      run.turn([run.row({ inMs: 2 * HOUR_MS })], {
        sessionKey: 'agent:main:direct:another',
        history: [entry(over), entry(again)],
      });
    };
    const broken = begun(later, { inbound: { turnsPerSender: { hour: 1 } } });
    expect(broken.filter((clause) => clause === 'history')).toEqual([]);
  });

  it('what was too old may be told of until the gateway is told of it', () => {
    const told = (afterMs: number) => (run: DoctoredRun) => {
      const old = run.row({ dateMs: START_MS - 5 * HOUR_MS });
      run.told(old, afterMs);
      run.turn([run.row()], { ...session, history: [entry(old)] });
    };
    expect(begun(told(1_000))).toContain('history');
    expect(begun(told(120_000))).not.toContain('history');
  });

  it.each<[string, (run: DoctoredRun, said: [Row, Row]) => void, object?]>([
    [
      'there is more than the limit',
      (run, [one, two]) => run.turn([run.row()], { ...session, history: [entry(one), own(two)] }),
      { dms: { [ALICE]: { historyLimit: 1 } } },
    ],
    [
      'the session had begun',
      (run, [one]) => {
        run.turn([run.row()], session);
        run.turn([run.row()], { ...session, history: [entry(one)] });
      },
    ],
    [
      'the other one said it',
      (run, [, two]) =>
        run.turn([run.row()], { ...session, history: [entry(two)] }) &&
        run.turn([run.row()], { sessionKey: 'x', history: [{ ...entry(two), sender: BOB }] }),
    ],
    [
      'nobody said it',
      (run, [one]) => run.turn([run.row()], { ...session, history: [{ ...entry(one), text: 'other' }] }),
    ],
    [
      'it came later',
      (run) => {
        const [row, next] = [run.row(), run.row()];
        run.turn([row], { ...session, history: [entry(next)] });
        run.turn([next], session);
      },
    ],
    [
      'it is out of order',
      (run, [one, two]) => run.turn([run.row()], { ...session, history: [own(two), entry(one)] }),
    ],
    [
      'it was too old',
      (run) => {
        const old = run.row({ dateMs: Date.UTC(2025, 5, 1) });
        run.turn([run.row()], { ...session, history: [entry(old)] });
      },
    ],
    [
      'it was said to somebody else',
      (run) => {
        const other = run.row({ chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB });
        run.turn([other], { sessionKey: 'bob' });
        run.turn([run.row()], { ...session, history: [entry(other)] });
      },
    ],
    [
      'it changes when the turn comes again',
      (run, [one]) => {
        const row = run.row();
        run.turn([row], { ...session, history: [entry(one)], replies: null });
        run.turn([row], { ...session, turnId: 'turn-1', atMs: row.joinedAtMs! + 9_000 });
      },
    ],
  ])('history: %s (HIS-1, HIS-2, HIS-4)', (_name, tell, imessage) => {
    expect(begun(tell, imessage)).toContain('history');
  });
});
