import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  brokenIn,
  createDoctoredRun,
  DIRECT,
  type DoctoredRun,
  GROUP,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

function brokenBy(message: string, level = 'info'): string[] {
  const run = createDoctoredRun();
  run.turn([run.row({ text: 'Meet me at nine' })], { replies: ['I shall be there'] });
  return brokenIn(run.history({ log: [{ atMs: START_MS, level, message }] }));
}

describe('the oracle on log lines', () => {
  it.each([
    ['words that somebody wrote', 'row 1: Meet me at nine'],
    ['words of an answer', 'sending I shall be there'],
    ['a full address', `row 1 of ${ALICE}`],
  ])('privacy: %s', (_, message) => {
    expect(brokenBy(message)).toEqual(['privacy']);
    expect(brokenBy(message, 'warn')).toEqual(['privacy']);
    expect(brokenBy(message, 'debug')).toEqual([]);
  });

  it.each([
    ['a line feed that forges a line', 'row 1\nerror: lost'],
    ['an escape sequence', 'row 1 \u001B[31mred'],
    ['a mark that turns the direction', 'row 1 \u202Eoops'],
    ['a mark that says which direction it has', 'row 1 \u200Foops'],
    ['what nobody can see', 'row 1 \u2060\uFEFFoops'],
    ['half of a character', 'row 1 \uD83C oops'],
    ['more than anybody reads', `row 1 ${'of'.repeat(1_000)}`],
  ])('privacy, of whatever level: %s', (_, message) => {
    expect(brokenBy(message)).toEqual(['privacy']);
    expect(brokenBy(message, 'debug')).toEqual(['privacy']);
  });

  it('privacy: not of the end of an address, a rowid or a tab', () => {
    expect(brokenBy('row 1 of …1111:\tdenied')).toEqual([]);
  });

  const brokenIf = (tell: (run: DoctoredRun) => void, message: string) => {
    const run = createDoctoredRun();
    tell(run);
    return brokenIn(run.history({ log: [{ atMs: START_MS, level: 'info', message }] })).includes('privacy');
  };

  it.each([
    ['in quotes', 'row 1 says "Yes, 2" and waits'],
    ['in a field', 'row 1 {"text":"Yes, 2"}'],
    ['at the end', 'row 1 of …1111: Yes, 2'],
    ['a code', 'row 1 (482915) waits'],
  ])('privacy: a short text that a line shows by itself, %s', (_, message) => {
    const said = (run: DoctoredRun) => {
      run.row({ text: 'Yes, 2' });
      run.row({ text: '482915' });
      run.row({ text: 'row' });
      run.row({ text: '12' });
      run.row({ text: '' });
    };
    expect(brokenIf(said, message)).toBe(true);
    expect(brokenIf(() => {}, message)).toBe(false);
    for (const prose of [
      'Yes, 2 rows wait',
      'row 4829157 waits',
      'rowids=12-12 are missing',
      'a row: it waits',
    ])
      expect(brokenIf(said, prose)).toBe(false);
  });

  it('privacy: the last of many texts and of many addresses', () => {
    const number = (index: number) => `+1555${String(2_000_000 + index)}`;
    const many = (run: DoctoredRun) => {
      for (let index = 0; index < 700; index += 1)
        run.row({ text: `Many of them, ${index} of 700`, sender: number(index), inMs: index * 1_000 });
    };
    expect(brokenIf(many, 'row 700: Many of them, 699 of 700')).toBe(true);
    expect(brokenIf(many, `row 700 of ${number(699)}`)).toBe(true);
    expect(brokenIf(many, `row 700 of ${number(700)}: Many of them, 700 of 700`)).toBe(false);
  });

  it.each([
    ['a number as people write it', '1 (555) 000-1111'],
    ['a number with a scheme', 'tel:+15550001111'],
    ['a number without its country', '555-000-1111'],
    ['an address of this Mac', OWN_ADDRESS],
    ['a mail address', 'account=Carol@Example.com,'],
    ['a mail address with umlauts', 'no name for jürgen@exämple.com.'],
    ['the other side of a chat', `chat any;-;${BOB}`],
  ])('privacy: %s', (_, message) => {
    const said = (run: DoctoredRun) => {
      run.row();
      run.row({ sender: 'carol@example.com' });
      run.row({ sender: 'jürgen@exämple.com' });
      run.row({ ...DIRECT, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, isFromMe: true, sender: null });
    };
    expect(brokenIf(said, `line ${message}`)).toBe(true);
  });

  it('privacy: not of the name of a group that stands as the sender of a note', () => {
    const note = (run: DoctoredRun) =>
      void run.row({ ...GROUP, sender: 'chat70077007', chatIdentifier: 'chat70077007' });
    expect(brokenIf(note, 'no entry for chat70077007')).toBe(false);
    expect(brokenIf((run) => void run.row({ sender: 'chat70077007' }), 'row of chat70077007')).toBe(true);
  });
});
