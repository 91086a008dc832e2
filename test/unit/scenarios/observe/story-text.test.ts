import { expect, test } from 'vitest';
import type { EngineEvents } from '../../../../engine/events.ts';
import type { AnyRecordedEvent } from '../../../../scenarios/observe/ledger.ts';
import { createStoryText } from '../../../../scenarios/observe/story-text.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const CHAT = `any;-;${ALICE}`;

function setUp({ hasColours = false, columns = null as number | null } = {}) {
  const lines: string[] = [];
  const textOf = createStoryText({ people: { Alice: ALICE }, hasColours, columns: () => columns });
  const tell = ({ name, event }: Pick<AnyRecordedEvent, 'name' | 'event'>, atMs = 0) => {
    const entry = { kind: 'event', incarnation: 1, atMs, name, event } as AnyRecordedEvent;
    lines.push(...textOf(entry).split(/(?<=\n)(?! {20})/));
  };
  return { lines, textOf, tell };
}
const row = (fields: Partial<EngineEvents['row']>): EngineEvents['row'] => ({
  accountId: 'default',
  rowid: id.rowid(7),
  eventId: 'guid:A',
  chatGuid: id.chat(CHAT),
  sender: ALICE,
  text: 'hello',
  isFromMe: false,
  isNew: true,
  isReplay: false,
  fate: null,
  code: 'admitted',
  reason: 'admitted',
  ...fields,
});
const part = (fields: Partial<EngineEvents['part']>): EngineEvents['part'] => ({
  accountId: 'default',
  partId: id.part('t#0'),
  turnId: id.turn('t'),
  lane: id.lane(`default/${CHAT}`),
  name: 'reply',
  text: 'hi',
  state: 'sending',
  guid: null,
  reason: '',
  ...fields,
});

test('a line says when, who, what, its state and why, in columns', () => {
  const { lines, tell } = setUp();
  tell({ name: 'row', event: row({}) }, 1_234);
  expect(lines).toEqual(['  1.23s  Alice     row 7     pending     "hello"\n']);
});

test('a row that has its fate at once is told with the reason', () => {
  const { lines, tell } = setUp();
  tell({ name: 'row', event: row({ fate: 'denied', code: 'dm_blocked', reason: 'dmPolicy blocked' }) });
  expect(lines).toEqual(['  0.00s  Alice     row 7     denied      dmPolicy blocked\n']);
});

test('a row that waited and became no turn is told with its fate and why', () => {
  const { lines, tell } = setUp();
  const event = {
    accountId: 'default',
    rowid: id.rowid(7),
    eventId: 'guid:A',
    chatGuid: id.chat(CHAT),
    fate: 'context',
    code: 'preview_late',
    reason: 'preview asked for again',
  } as const;
  tell({ name: 'settled', event });
  expect(lines).toEqual(['  0.00s  Alice     row 7     context     preview asked for again\n']);
});

test('a turn is told with the rows it was formed of, the first dispatched, the others merged', () => {
  const { lines, tell } = setUp();
  tell({ name: 'row', event: row({}) });
  tell({ name: 'row', event: row({ rowid: id.rowid(8), eventId: 'guid:B', text: 'world' }) });
  const event = {
    accountId: 'default',
    turnId: id.turn('t'),
    lane: id.lane(`default/${CHAT}`),
    text: 'hello world',
    messageGuids: ['A', 'B', 'of another life'].map(id.guid),
    state: 'formed',
    code: null,
    reason: '',
  } as const;
  tell({ name: 'turn', event });
  expect(lines.slice(2).map((line) => line.slice(9))).toEqual([
    'Alice     turn 1    formed      "hello world"\n',
    'Alice     row 7     dispatched  as turn 1\n',
    'Alice     row 8     merged      into turn 1\n',
  ]);
});

test('what people write cannot move the cursor or break the line', () => {
  const { lines, tell } = setUp();
  tell({ name: 'row', event: row({ text: 'a\u001b[2Jb\nc' }) });
  expect(lines).toEqual(['  0.00s  Alice     row 7     pending     "a [2Jb c"\n']);
});

test('a long text is wrapped beside the other columns in a terminal, and left whole off one', () => {
  const text = 'one two three four five six seven eight';
  const narrow = setUp({ columns: 61 });
  narrow.tell({ name: 'row', event: row({ text }) });
  expect(narrow.lines.join('').split('\n')).toEqual([
    '  0.00s  Alice     row 7     pending     "one two three four',
    `${' '.repeat(41)}five six seven`,
    `${' '.repeat(41)}eight"`,
    '',
  ]);
  const piped = setUp();
  piped.tell({ name: 'row', event: row({ text }) });
  expect(piped.lines).toEqual([`  0.00s  Alice     row 7     pending     "${text}"\n`]);
});

test("the gateway's log is told as it stands", () => {
  const { textOf } = setUp();
  const line = (level: string) =>
    textOf({ kind: 'log', incarnation: 1, atMs: 0, level, message: 'imessage: something is odd' });
  expect(line('warn')).toBe('  0.00s  gateway   log  imessage: something is odd\n');
  expect(line('debug')).toBe('');
});

test('a repeat sighting is told as one, whatever the fate', () => {
  const { lines, tell } = setUp();
  tell({ name: 'row', event: row({ isNew: false }) });
  expect(lines).toEqual(['  0.00s  Alice     row 7     repeat      known already\n']);
});

test('parts are numbered in the order in which they appear, and show the beginning of their receipt', () => {
  const { lines, tell } = setUp();
  tell({ name: 'part', event: part({}) });
  tell({ name: 'part', event: part({ partId: id.part('t#1'), text: 'there' }) });
  tell({ name: 'part', event: part({ state: 'sent', guid: id.guid('12345678-9ABC') }) });
  tell({ name: 'part', event: part({ partId: id.part('t#1'), state: 'unknown', reason: 'no proof' }) });
  expect(lines.map((line) => line.slice(9))).toEqual([
    'Alice     part 1    sending     "hi"\n',
    'Alice     part 2    sending     "there"\n',
    'Alice     part 1    sent        receipt 12345678\n',
    'Alice     part 2    unknown     no proof\n',
  ]);
});

test('a child that goes down is told with its reason', () => {
  const { lines, tell } = setUp();
  const event = { accountId: 'default', name: 'watch', state: 'down', reason: 'imsg exited' } as const;
  tell({ name: 'child', event });
  expect(lines).toEqual(['  0.00s  gateway   watch     down        imsg exited\n']);
});

test('colours tell good from bad, and leave the columns where they are', () => {
  const { lines, tell } = setUp({ hasColours: true });
  tell({ name: 'part', event: part({ state: 'sent', guid: id.guid('12345678-9ABC') }) });
  tell({ name: 'part', event: part({ state: 'failed', reason: 'refused' }) });
  expect(lines[0]).toContain('\u001b[32msent      \u001b[39m');
  expect(lines[1]).toContain('\u001b[31mfailed    \u001b[39m');
});
