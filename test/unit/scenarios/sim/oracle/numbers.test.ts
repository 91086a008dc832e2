import { describe, expect, it } from 'vitest';
import type { RowEvent, WitnessedRow } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  brokenIn,
  configOf,
  createDoctoredRun,
  GROUP,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const listing = configOf({ ...OPEN, groupPolicy: 'allowlist', groupAllowFrom: ['chat_id:7'] });
const FRIENDS = { ...GROUP, chatGuid: 'any;+;chat8', chatIdentifier: 'chat8' };
const OTHERS = { ...GROUP, chatGuid: 'any;+;chat9', chatIdentifier: 'chat9' };

const subscriptions = [1, 2].map((database) => ({
  atMs: START_MS + (database - 1) * 30 * MINUTE_MS,
  endedAtMs: null,
  pid: database,
  database,
  sinceRowid: -1,
}));

const decided = ({ guid, rowid }: WitnessedRow, atMs: number): RowEvent => ({
  atMs,
  rowid,
  guid,
  fate: 'denied',
  isNew: true,
});

describe('a number that was confirmed (ruling-22)', () => {
  const CONFIRMED_MS = START_MS + 70 * MINUTE_MS;
  /** Of a group that wrote after the number was confirmed, when the others' row had been decided, and so told. */
  const judgedAs = (writer: object, othersDecided: { afterMs: number; toldAfterMs?: number }) => {
    const run = createDoctoredRun();
    run.turn([run.row({ ...GROUP, inMs: MINUTE_MS })]);
    const friends = run.row({ ...FRIENDS, database: 2, inMs: 60 * MINUTE_MS });
    const others = run.row({ ...OTHERS, database: 2, inMs: 69 * MINUTE_MS });
    const { afterMs, toldAfterMs = afterMs } = othersDecided;
    run.told(friends, 500);
    run.told(others, CONFIRMED_MS + toldAfterMs - others.insertedAtMs);
    run.row({ ...writer, database: 2, inMs: 80 * MINUTE_MS });
    const rowEvents = [
      decided(friends, friends.insertedAtMs + 500),
      decided(others, CONFIRMED_MS + afterMs),
      { ...decided(friends, CONFIRMED_MS + 3_000), isNew: false },
    ];
    const confirmations = [{ atMs: CONFIRMED_MS, accountId: null, chatId: 7, isDone: true }];
    return judgementIn(run.history({ lives: lifeUnder(listing), subscriptions, rowEvents, confirmations }));
  };
  const UNSURE = 'the number of its chat may have meant another';

  it('stands for the group of which the gateway had decided last, not for what stands in chat.db unread', () => {
    expect(judgedAs(FRIENDS, { afterMs: 2_100 })).toBe('must');
    expect(judgedAs(OTHERS, { afterMs: 2_100 })).toBe('must not');
    expect(judgedAs(FRIENDS, { afterMs: -2_100 })).toBe('must not');
    expect(judgedAs(OTHERS, { afterMs: -2_100 })).toBe('must');
  });

  it('stands for either where that was decided within 2 s of it, or was told and not decided yet', () => {
    for (const writer of [FRIENDS, OTHERS]) {
      expect(judgedAs(writer, { afterMs: 1_900 })).toBe(UNSURE);
      expect(judgedAs(writer, { afterMs: -1_900 })).toBe(UNSURE);
      expect(judgedAs(writer, { afterMs: 2_100, toldAfterMs: -1_000 })).toBe(UNSURE);
    }
  });
});

describe('a number by which the owner spoke in a chat (ruling-22)', () => {
  it('is given to nobody by that: in another database it stands for whoever is let in by it first', () => {
    const judgedAs = (isFromMe: boolean) => {
      const run = createDoctoredRun();
      run.turn([run.row({ ...GROUP, inMs: MINUTE_MS, isFromMe })]);
      run.row({ ...FRIENDS, database: 2, inMs: 60 * MINUTE_MS });
      return judgementIn(run.history({ lives: lifeUnder(listing), subscriptions }));
    };
    expect(judgedAs(true)).toBe('must');
    expect(judgedAs(false)).toBe('must not');
  });
});

describe('a number of a group that has told the gateway what to do (ruling-22)', () => {
  const judgedAfter = (fate: string) => {
    const run = createDoctoredRun();
    const first = run.row({ ...GROUP, inMs: MINUTE_MS, text: '/reset' });
    run.row({ ...FRIENDS, database: 2, inMs: 60 * MINUTE_MS });
    const rowEvents = [{ ...decided(first, first.insertedAtMs + 500), fate }];
    return judgementIn(run.history({ lives: lifeUnder(listing), subscriptions, rowEvents }));
  };

  it('is given to that group by it, as by any other words', () => {
    expect(judgedAfter('command')).toBe('must not');
  });

  it('may be given to it where it was refused or left for what it said', () => {
    expect(judgedAfter('denied')).toBe('the number of its chat may have meant another');
    expect(judgedAfter('stale')).toBe('must');
  });
});

describe('a number of a chat of which it is not known whether it was let in (ruling-22)', () => {
  const watches = [
    ...subscriptions,
    { ...subscriptions[1]!, pid: 3, database: 3, atMs: START_MS + 90 * MINUTE_MS },
  ];
  /** Of the friends' row in the second database, where others of them are let in at these times. */
  const judgedWhere = (...letIn: readonly { readonly inMs: number; readonly database: number }[]) => {
    const run = createDoctoredRun();
    const first = run.row({ ...GROUP, inMs: MINUTE_MS, text: '/reset' });
    for (const where of letIn) run.turn([run.row({ ...FRIENDS, ...where })]);
    run.row({ ...FRIENDS, database: 2, inMs: 60 * MINUTE_MS });
    const rowEvents = [decided(first, first.insertedAtMs + 500)];
    return judgementIn(run.history({ lives: lifeUnder(listing), subscriptions: watches, rowEvents }));
  };
  const BEFORE = { inMs: 50 * MINUTE_MS, database: 2 };
  const LATER = { inMs: 100 * MINUTE_MS, database: 3 };

  it('stays in doubt for who writes there next, whoever is let in by it later', () => {
    expect(judgedWhere()).toBe('the number of its chat may have meant another');
    expect(judgedWhere(LATER)).toBe('the number of its chat may have meant another');
  });

  it('is that of whoever was let in by it before', () => {
    expect(judgedWhere(BEFORE)).toBe('must');
    expect(judgedWhere(BEFORE, LATER)).toBe('must');
  });
});

describe('a number of a chat in which somebody said the words of an agent (ruling-22, ECH-8)', () => {
  const THOUGHT = '<think>What do they want?</think>';
  const judgedAfter = (text: string, saidByAgent: string, config = listing) => {
    const run = createDoctoredRun();
    const first = run.row({ chatId: 7, inMs: MINUTE_MS, text });
    run.turn([run.row({ inMs: 2 * MINUTE_MS })], { replies: [saidByAgent] });
    run.row({ ...FRIENDS, database: 2, inMs: 60 * MINUTE_MS });
    const rowEvents = [{ ...decided(first, first.insertedAtMs + 500), fate: 'echo' }];
    return judgementIn(run.history({ lives: lifeUnder(config), subscriptions, rowEvents }));
  };

  it('is given to that chat by them: they are looked at once somebody is let in', () => {
    expect(judgedAfter(THOUGHT, 'Hello.')).toBe('must not');
  });

  it('may be given to it where they, or any others, may be an answer that comes back', () => {
    expect(judgedAfter(THOUGHT, THOUGHT)).toBe('the number of its chat may have meant another');
    expect(judgedAfter('Hello.', 'Hello.')).toBe('the number of its chat may have meant another');
  });
});

describe('a number of another group that a direct chat has now (ruling-22)', () => {
  it('is nothing to whoever writes there for having paired', () => {
    const pairing = configOf({
      dmPolicy: 'pairing',
      groupPolicy: 'allowlist',
      groupAllowFrom: ['chat_id:7'],
    });
    const run = createDoctoredRun();
    run.turn([run.row({ ...FRIENDS, inMs: MINUTE_MS })]);
    run.row({ chatId: 7, database: 2, inMs: 60 * MINUTE_MS });
    const approval = { verb: 'approve', accountId: null, handle: ALICE, isDone: true } as const;
    const pairings = [{ ...approval, atMs: START_MS + 5 * MINUTE_MS }];
    const judged = judgementIn(run.history({ lives: lifeUnder(pairing), subscriptions, pairings }));
    expect(judged).toBe('must');
  });
});

describe('a binding that names a chat by its number (ruling-22)', () => {
  const LIST = [{ id: 'main', default: true }, { id: 'other' }];
  const bound = (id: string) => ({
    lives: lifeUnder(
      configOf(OPEN, {
        agents: { list: LIST },
        bindings: [{ agentId: 'other', match: { channel: 'imessage', peer: { kind: 'group', id } } }],
      }),
    ),
  });
  /** The agents that may be asked about a row of this chat, after a row of another one. */
  const asked = (id: string, chat: object, before: Partial<WitnessedRow> = {}) =>
    ['main', 'other'].filter((agentId) => {
      const run = createDoctoredRun();
      run.turn([run.row({ ...GROUP, chatId: 3, inMs: MINUTE_MS, ...before })]);
      run.turn([run.row({ ...chat, database: 2, inMs: 60 * MINUTE_MS })], { agentId });
      return !brokenIn(run.history({ ...bound(id), subscriptions })).includes('agent');
    });

  it('is for the chat that has it, in any form of the entry, and for no other', () => {
    for (const id of ['7', 'chat_id:7', 'chat: 7'])
      expect(asked(id, GROUP, { ...FRIENDS, chatId: 3 })).toEqual(['other']);
    expect(asked('8', GROUP, { ...FRIENDS, chatId: 3 })).toEqual(['main']);
  });

  it('is not for a chat that has got the number in another database, and may be for one of the same group', () => {
    expect(asked('7', FRIENDS, { chatId: 7 })).toEqual(['main']);
    expect(asked('3', GROUP)).toEqual(['main', 'other']);
  });
});
