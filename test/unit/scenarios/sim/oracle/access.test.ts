import { describe, expect, it } from 'vitest';
import type { WitnessedRow } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  BOB,
  configOf,
  createDoctoredRun,
  GROUP,
  judgementIn,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

/** Whether a row of this sender, in a direct chat or where it says, may speak under these keys. */
function maySpeak(imessage: object, row: Partial<WitnessedRow> = {}, rest: object = {}): boolean {
  const run = createDoctoredRun();
  run.row(row);
  const config = configOf(imessage as Record<string, unknown>, rest as Record<string, unknown>);
  const judgement = judgementIn(run.history({ lives: lifeUnder(config) }));
  expect(['must', 'must not']).toContain(judgement);
  return judgement === 'must';
}

const listing = (...allowFrom: unknown[]) => ({ dmPolicy: 'allowlist', allowFrom });
const groupListing = (...groupAllowFrom: unknown[]) => ({ groupPolicy: 'allowlist', groupAllowFrom });

describe('direct messages', () => {
  it.each(['pairing', 'allowlist', 'open', undefined])('%s: who is listed, nobody else', (dmPolicy) => {
    const keys = { ...(dmPolicy && { dmPolicy }), allowFrom: [ALICE] };
    expect(maySpeak(keys)).toBe(true);
    expect(maySpeak(keys, { sender: BOB })).toBe(false);
  });

  it('`*` lists everybody; disabled lists nobody; without a list there is nobody', () => {
    expect(maySpeak(listing('*'), { sender: BOB })).toBe(true);
    expect(maySpeak({ dmPolicy: 'disabled', allowFrom: ['*', ALICE] })).toBe(false);
    expect(maySpeak({})).toBe(false);
  });

  it.each([
    ['+1 (555) 000-1111'],
    ['1.555.000.1111'],
    ['tel:+15550001111'],
    ['iMessage:+15550001111'],
    ['SMS: +1-555-000-1111'],
    ['auto:imessage:15550001111'],
    [15550001111],
    ['5550001111'],
    ['001 555 000 1111'],
    ['sms:001 555 000 1111'],
    ['iMessage:+1-15550001111'],
    ['+1\u2011555\u2011000\u20111111'],
  ])('%s is +15550001111', (entry) => {
    expect(maySpeak(listing(entry))).toBe(true);
    expect(maySpeak(listing(entry), { sender: '+15550001112' })).toBe(false);
  });

  it.each(['+5550001111', '+25550001111', 'chat_id:1', `chat_guid:any;-;${ALICE}`, '', '+'])(
    '%s is not',
    (entry) => {
      expect(maySpeak(listing(entry))).toBe(false);
    },
  );

  it('5550001111 is so only where numbers are dialled so (ruling-36)', () => {
    expect(maySpeak({ ...listing('5550001111'), region: 'DE' })).toBe(false);
  });

  it('mail in any case of ASCII, no look-alikes', () => {
    const mark = { sender: 'Mark@Example.com' };
    expect(maySpeak(listing('mark@example.COM'), mark)).toBe(true);
    expect(maySpeak(listing('mar\u212A@example.com'), mark)).toBe(false);
  });
});

describe('access groups', () => {
  const crew = (members: object, type = 'message.senders') => ({ accessGroups: { crew: { type, members } } });
  const keys = listing('accessGroup:crew');

  it('list their members, for every channel or for this one', () => {
    expect(maySpeak(keys, {}, crew({ '*': [ALICE] }))).toBe(true);
    expect(maySpeak(keys, {}, crew({ imessage: ['1 555 000 1111'] }))).toBe(true);
    expect(maySpeak(keys, {}, crew({ telegram: [ALICE] }))).toBe(false);
    expect(maySpeak(keys, {}, crew({ imessage: [BOB] }))).toBe(false);
  });

  it('of another type, or that are not there, list nobody', () => {
    expect(maySpeak(keys, {}, crew({ '*': [ALICE] }, 'something.else'))).toBe(false);
    expect(maySpeak(keys)).toBe(false);
    expect(maySpeak(listing('accessGroup:constructor'))).toBe(false);
  });

  it('serve in lists of groups as well', () => {
    expect(maySpeak(groupListing('accessGroup:crew'), GROUP, crew({ '*': [ALICE] }))).toBe(true);
    expect(maySpeak(groupListing('accessGroup:crew'), GROUP, crew({ '*': [BOB] }))).toBe(false);
  });
});

describe('groups', () => {
  it('open, disabled, and listed by sender', () => {
    expect(maySpeak({ groupPolicy: 'open' }, GROUP)).toBe(true);
    expect(maySpeak({ ...OPEN, groupPolicy: 'disabled' }, GROUP)).toBe(false);
    expect(maySpeak(groupListing(ALICE), GROUP)).toBe(true);
    expect(maySpeak(groupListing(BOB), GROUP)).toBe(false);
    expect(maySpeak(groupListing('*'), GROUP)).toBe(true);
    expect(maySpeak(groupListing(), GROUP)).toBe(false);
  });

  it.each([
    ['chat_id:7', true],
    ['chat_id: 7', true],
    ['CHAT_ID:7', true],
    ['chat_id:8', false],
    ['chat_guid:any;+;chat7007', true],
    ['chat_guid:any;+;CHAT7007', false],
    ['chat: 7', true],
    ['ChatId:7', true],
    ['chat:8', false],
    ['guid:any;+;chat7007', true],
    ['chatident:chat7007', true],
    ['chat7007', false],
    ['chat_identifier:chat7007', true],
    ['chat_identifier:chat700', false],
    ['chat_id:', false],
  ])('%s: %s', (entry, expected) => {
    expect(maySpeak(groupListing(entry), { ...GROUP, sender: BOB })).toBe(expected);
  });

  it('without a list of their own the senders of `allowFrom` serve, its chats do not', () => {
    expect(maySpeak({ allowFrom: [ALICE] }, GROUP)).toBe(true);
    expect(maySpeak({ allowFrom: ['chat_id:7'] }, GROUP)).toBe(false);
    expect(maySpeak({ allowFrom: [ALICE], groupAllowFrom: [] }, GROUP)).toBe(false);
  });

  it('entries of their own close the others out', () => {
    const registered = (...ids: string[]) => ({
      groupPolicy: 'open',
      groups: Object.fromEntries(ids.map((id) => [id, {}])),
    });
    expect(maySpeak(registered('7'), GROUP)).toBe(true);
    expect(maySpeak(registered('8'), GROUP)).toBe(false);
    expect(maySpeak(registered('8', '*'), GROUP)).toBe(true);
    expect(maySpeak({ ...registered('7'), groupPolicy: 'allowlist' }, GROUP)).toBe(false);
  });

  it('a chat with an entry is a group, whatever it says of itself', () => {
    const keys = { dmPolicy: 'disabled', groupPolicy: 'open', groups: { '1': {} } };
    expect(maySpeak(keys)).toBe(true);
    expect(maySpeak({ ...keys, groups: { '2': {} } })).toBe(false);
  });
});

describe('a direct chat that has got the number of another (ruling-22)', () => {
  const other = { chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB, database: 2 };
  const judgedUnder = (groups: object, keys: object = {}) => {
    const run = createDoctoredRun();
    const first = run.row();
    run.turn([first]);
    run.row({ ...other, inMs: 60 * 60_000 });
    const subscriptions = [1, 2].map((database) => {
      return {
        atMs: START_MS + (database - 1) * 30 * 60_000,
        endedAtMs: null,
        pid: database,
        database,
        sinceRowid: -1,
      };
    });
    const config = configOf({ ...OPEN, ...keys, groups });
    return judgementIn(run.history({ lives: lifeUnder(config), subscriptions }));
  };

  it('is let in by no key of groups that stood for that one', () => {
    expect(judgedUnder({ '8': {} })).toBe('must');
    expect(judgedUnder({ '1': {} })).toBe('must not');
    expect(judgedUnder({ '1': {}, '*': {} })).toBe('must');
    const listed = { groupPolicy: 'allowlist', groupAllowFrom: [ALICE] };
    expect(judgedUnder({ '1': {}, '*': {} }, listed)).toBe('must not');
    const named = { groupPolicy: 'allowlist', groupAllowFrom: [ALICE, 'chat_id:1'] };
    expect(judgedUnder({ '1': {}, '*': {} }, named)).toBe('must not');
  });
});

describe('a group that has got the number of another chat in another database (ruling-22)', () => {
  const judgedAfter = (first: Partial<WitnessedRow>) => {
    const run = createDoctoredRun();
    run.turn([run.row({ ...first, chatId: 7 })]);
    run.row({ ...GROUP, database: 2, inMs: 60 * 60_000 });
    const [watch] = run.history().subscriptions;
    const subscriptions = [
      { ...watch!, endedAtMs: START_MS + 20 * 60_000 },
      { ...watch!, pid: 2, atMs: START_MS + 21 * 60_000, endedAtMs: START_MS + 30 * 60_000 },
      { ...watch!, pid: 3, atMs: START_MS + 31 * 60_000, database: 2 },
    ];
    const [life] = lifeUnder(configOf(OPEN));
    const config = configOf({ ...OPEN, groups: { '7': {} } });
    const lives = [
      { ...life!, toMs: START_MS + 20 * 60_000, end: 'stop' as const },
      { ...life!, fromMs: START_MS + 20 * 60_000, config },
    ];
    return judgementIn(run.history({ lives, subscriptions }));
  };

  it('is named by an entry that is newer than what was said there, unless that was a group by then', () => {
    expect(judgedAfter({})).toBe('must');
    expect(judgedAfter({ chatGuid: 'any;+;chat1', chatIdentifier: 'chat1' })).toBe('must not');
    expect(judgedAfter(GROUP)).toBe('must');
  });
});

describe('a number under which a gateway that ended may have let something in (ruling-22)', () => {
  it('may mean that: nobody was told what it decided last', () => {
    const judgedWith = (endedMs: number) => {
      const run = createDoctoredRun();
      run.row({ chatId: 7, inMs: 60_000 });
      run.row({ ...GROUP, database: 2, inMs: 60 * 60_000 });
      const [watch] = run.history().subscriptions;
      const subscriptions = [
        { ...watch!, endedAtMs: START_MS + endedMs },
        { ...watch!, pid: 2, atMs: START_MS + endedMs + 1_000, endedAtMs: START_MS + 30 * 60_000 },
        { ...watch!, pid: 3, atMs: START_MS + 31 * 60_000, database: 2 },
      ];
      const [life] = lifeUnder(
        configOf({ ...OPEN, groupPolicy: 'allowlist', groupAllowFrom: ['chat_id:7'] }),
      );
      const lives = [
        { ...life!, toMs: START_MS + endedMs, end: 'stop' as const },
        { ...life!, fromMs: START_MS + endedMs },
      ];
      return judgementIn(run.history({ lives, subscriptions }));
    };
    expect(judgedWith(60_500)).toBe('the number of its chat may have meant another');
    expect(judgedWith(30_000)).toBe('must');
  });
});

describe('the chat with oneself', () => {
  it('is that also with an entry of its own: an answer that comes back there is nobody’s words (ruling-21)', () => {
    const chat = { chatId: 3, chatGuid: `any;-;${OWN_ADDRESS}`, chatIdentifier: OWN_ADDRESS };
    const judgedWith = (groups: object, facts: Partial<WitnessedRow> = {}) => {
      const run = createDoctoredRun();
      const row = run.row({ ...chat, sender: OWN_ADDRESS, text: 'You said: hello', inMs: 60_000, ...facts });
      run.told(row, 500);
      const { chatGuid } = row;
      const left = { atMs: START_MS + 59_000, guid: 'SENT', chatGuid: chatGuid!, text: 'You said: hello' };
      const lives = lifeUnder(configOf({ ...OPEN, groups }));
      return judgementIn(run.history({ lives, departures: [left] }));
    };
    expect(judgedWith({})).toBe('must not');
    expect(judgedWith({ '3': {} })).toBe('must not');
    expect(judgedWith({ 'chat_guid:any;-;+15550109999': {}, '3': {} })).toBe('must not');
    expect(judgedWith({ '3': {} }, { chatGuid: 'any;-;other', chatIdentifier: ALICE, sender: ALICE })).toBe(
      'must',
    );
  });
});
