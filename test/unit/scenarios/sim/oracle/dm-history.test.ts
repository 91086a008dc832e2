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
} from '../../../../support/oracle/doctored-run.ts';

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
