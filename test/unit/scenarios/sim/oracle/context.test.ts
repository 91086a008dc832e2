import { describe, expect, it } from 'vitest';
import {
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  GROUP,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

type Row = ReturnType<DoctoredRun['row']>;

const MENTIONS = (imessage: object = {}) =>
  configOf(
    { ...OPEN, historyLimit: 3, ...imessage },
    { messages: { groupChat: { mentionPatterns: ['\\bclaw\\b'] } } },
  );

/** A run in which Alice and Bob talk, and mention the agent in the end. */
function talk(tell: (run: DoctoredRun, said: Row[], mention: () => Row) => void, imessage: object = {}) {
  const run = createDoctoredRun();
  const say = (text: string, facts: object = {}) => {
    const row = run.row({ ...GROUP, text, ...facts });
    run.told(row, 500);
    return row;
  };
  const said = [say('one'), say('two', { sender: BOB })];
  tell(run, said, () => say('claw?'));
  const { rows } = run.history();
  const rowEvents = rows.map(({ rowid, guid, insertedAtMs }) => {
    return { atMs: insertedAtMs + 600, rowid, guid, fate: 'context', isNew: true };
  });
  return run.history({ lives: lifeUnder(MENTIONS(imessage)), rowEvents });
}

const entry = ({ rowid, sender, versions }: Row, text = versions[0]!.text) => ({
  rowid,
  sender: sender!,
  text,
});

describe('the oracle on groups that ask for a mention', () => {
  const judgedAs = (text: string, imessage: object = {}, facts: object = {}) => {
    const run = createDoctoredRun();
    run.told(run.row({ ...GROUP, text, ...facts }), 500);
    return judgementIn(run.history({ lives: lifeUnder(MENTIONS(imessage)) }));
  };

  it('answers what has one, whatever its case, and nothing else (ACC-50, ACC-52)', () => {
    expect(judgedAs('CL\u200BAW!')).toBe('must');
    expect(judgedAs('clawed')).toBe('must not');
    expect(judgedAs('hello', { groups: { '7': { requireMention: false } } })).toBe('must');
    expect(judgedAs('hello', { groups: { '7': {}, '*': { requireMention: false } } })).toBe('must');
    expect(judgedAs('hello', { groups: { '8': { requireMention: false }, '*': {} } })).toBe('must not');
  });

  it('silent: what mentions nobody is in a turn; answered: what mentions the agent is in none', () => {
    expect(brokenIn(talk((run, [one]) => run.turn([one!])))).toEqual(['silent']);
    expect(brokenIn(talk((_run, _said, mention) => mention()))).toEqual(['answered']);
  });
});

describe('the oracle on what a turn is told of its group', () => {
  it('finds nothing where the talk before it goes with a mention, once', () => {
    const history = talk((run, said, mention) => {
      run.turn([mention()], { context: said.map((row) => entry(row)) });
      run.turn([mention()]);
    });
    expect(brokenIn(history)).toEqual([]);
  });

  it.each<[string, (run: DoctoredRun, said: Row[], mention: () => Row) => void, object?]>([
    ['something is left out', (run, [one], mention) => run.turn([mention()], { context: [entry(one!)] })],
    [
      'something is told twice',
      (run, said, mention) => {
        run.turn([mention()], { context: said.map((row) => entry(row)) });
        run.turn([mention()], { context: [entry(said[0]!)] });
      },
    ],
    [
      'nobody said that',
      (run, said, mention) => run.turn([mention()], { context: [entry(said[0]!, 'other'), entry(said[1]!)] }),
    ],
    [
      'it was said in another group',
      (run, said, mention) => {
        const other = run.row({ chatId: 9, chatGuid: 'any;+;chat9', chatIdentifier: 'chat9', text: 'x' });
        run.told(other, 500);
        run.turn([mention()], { context: [...said, other].map((row) => entry(row)) });
      },
    ],
    [
      'a stranger said it',
      (run, said, mention) => {
        const strange = run.row({ ...GROUP, text: 'x', sender: '+15550009999' });
        run.told(strange, 500);
        run.turn([mention()], { context: [...said, strange].map((row) => entry(row)) });
      },
      { groupPolicy: 'allowlist', groupAllowFrom: ['+15550001111', BOB] },
    ],
    [
      'it was too old',
      (run, said, mention) => {
        const old = run.row({ ...GROUP, text: 'x', dateMs: START_MS - 3 * 3_600_000 });
        run.told(old, 500);
        run.turn([mention()], { context: [...said, old].map((row) => entry(row)) });
      },
    ],
    [
      'it is a turn of its own',
      (run, said, mention) => {
        const own = mention();
        run.turn([own]);
        run.turn([mention()], { context: [...said, own].map((row) => entry(row)) });
      },
    ],
    [
      'more than the limit',
      (run, said, mention) => run.turn([mention()], { context: said.map((row) => entry(row)) }),
      { historyLimit: 1 },
    ],
    [
      'it changes when the turn comes again',
      (run, said, mention) => {
        const row = mention();
        const context = said.map((one) => entry(one));
        run.turn([row], { context, replies: null });
        run.turn([row], { context: [], turnId: 'turn-1', atMs: row.joinedAtMs! + 9_000 });
      },
    ],
  ])('context: %s (HIS-5)', (_name, tell, imessage) => {
    expect(brokenIn(talk(tell, imessage))).toContain('context');
  });

  it('context: what was said before the session began anew is told to nobody', () => {
    const renewed = (isTold: boolean) =>
      brokenIn(
        talk((run, said, mention) => {
          run.told(run.row({ ...GROUP, text: ' /new ', inMs: 150_000 }), 500);
          const asks = mention();
          run.turn([asks], isTold ? { context: said.map((row) => entry(row)) } : {});
        }),
      ).filter((clause) => clause === 'context');
    expect(renewed(false)).toEqual([]);
    expect(renewed(true)).toEqual(['context']);
  });

  it('context: what decides a request in words is no talk of its group (APR-15)', () => {
    const decided = (commands: object, isTold: boolean) => {
      const run = createDoctoredRun();
      const say = (text: string) => {
        const row = run.row({ ...GROUP, text });
        run.told(row, 500);
        return row;
      };
      const decision = say('/approve ABCD2345 deny');
      run.turn([say('claw?')], isTold ? { context: [entry(decision)] } : {});
      const config = MENTIONS();
      return brokenIn(run.history({ lives: lifeUnder({ ...config, commands }) })).filter(
        (clause) => clause === 'context',
      );
    };
    expect([decided({}, false), decided({}, true)]).toEqual([[], ['context']]);
    expect([decided({ text: false }, false), decided({ text: false }, true)]).toEqual([['context'], []]);
  });

  describe('where two databases give one number to two messages', () => {
    const found = (text: string, facts: object = {}) =>
      brokenIn(
        talk((run, [one, two], mention) => {
          // Of the earlier database, which was read to its end.
          const asked = run.row({
            ...GROUP,
            database: 2,
            rowid: one!.rowid,
            text: 'claw',
            inMs: 90_000,
            ...facts,
          });
          run.told(asked, 500, 2);
          run.turn([asked]);
          run.turn([mention()], { context: [{ ...entry(one!), text }, entry(two!)] });
        }),
      );

    it('the one that said it there is meant, whatever stands beside the other', () => {
      expect(found('one', { attachments: 3 })).not.toContain('context');
      expect(found('one', { text: 'one, claw' })).not.toContain('context');
      expect(found('<media:image> one', { attachments: 3 })).toContain('context');
      expect(found('claw', { attachments: 3 })).toContain('context');
    });
  });

  it('marks of files are free, and the words beside them are not', () => {
    const told = (text: string) =>
      brokenIn(
        talk((run, said, mention) => {
          const photo = run.row({ ...GROUP, text: 'look', attachments: 1 });
          run.told(photo, 500);
          run.turn([mention()], { context: [...said.map((row) => entry(row)), entry(photo, text)] });
        }),
      );
    expect(told('look <media:image>')).toEqual([]);
    expect(told('see <media:image>')).toEqual(['context']);
  });

  it('asks for no more than the limit', () => {
    const one = (run: DoctoredRun, [, two]: Row[], mention: () => Row) =>
      run.turn([mention()], { context: [entry(two!)] });
    expect(brokenIn(talk(one, { historyLimit: 1 }))).toEqual([]);
  });
});
