import { describe, expect, it } from 'vitest';
import {
  brokenBy,
  configOf,
  type DoctoredRun,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

describe('the words of a turn', () => {
  it('a turn that says something else, or what was changed long before or after it', () => {
    const said = (text: string, changedInMs: number) => (run: DoctoredRun) => {
      const row = run.row({ text: 'Hello', inMs: 60_000 });
      row.versions.push({ atMs: START_MS + changedInMs, text: 'Hello!', isFromMe: false });
      run.turn([row], { text, atMs: START_MS + 61_500 });
    };
    expect(brokenBy(said('Hullo', 900_000))).toEqual(['words']);
    expect(brokenBy(said('Hello', 900_000))).toEqual([]);
    expect(brokenBy(said('Hello!', 63_400))).toEqual([]);
    expect(brokenBy(said('Hello!', 63_600))).toEqual(['words']);
  });

  it('a text that was edited more than 2 s before the hand-over counts as edited', () => {
    const said = (text: string, edits: readonly [number, string][]) => (run: DoctoredRun) => {
      const row = run.row({ text: 'Cancel it', inMs: 60_000 });
      for (const [inMs, edited] of edits)
        row.versions.push({ atMs: START_MS + inMs, text: edited, isFromMe: false });
      run.turn([row], { text, atMs: START_MS + 90_000 });
    };
    expect(brokenBy(said('Cancel it', [[87_900, 'Keep it']]))).toEqual(['words']);
    expect(brokenBy(said('Cancel it', [[88_100, 'Keep it']]))).toEqual([]);
    expect(brokenBy(said('Keep it', [[70_000, 'Keep it']]))).toEqual([]);
    const twice: [number, string][] = [
      [70_000, 'Keep it'],
      [80_000, 'Move it'],
    ];
    expect(brokenBy(said('Keep it', twice))).toEqual(['words']);
    expect(brokenBy(said('Move it', twice))).toEqual([]);
  });

  it('a card that says no link is told of by a mark, where no words say it', () => {
    const said =
      (words: string, text: string, card = '') =>
      (run: DoctoredRun) => {
        const rows = [
          run.row({ text: words, inMs: 60_000 }),
          run.row({ text: card, inMs: 60_500, balloonId: LINK }),
        ];
        run.turn(rows, { text });
      };
    const lives = lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true }));
    const words = (tell: (run: DoctoredRun) => void) =>
      brokenBy(tell, { lives }).filter((clause) => clause === 'words');
    const MARK = '[imessage link unavailable]';
    expect(words(said('Look', `Look\n${MARK}`))).toEqual([]);
    expect(words(said('Look', 'Look'))).toEqual(['words']);
    expect(words(said('Look https://example.com/1', 'Look https://example.com/1'))).toEqual([]);
    expect(words(said('www.example.com', 'www.example.com'))).toEqual([]);
    expect(words(said('Look', 'Look https://example.com/1', 'https://example.com/1'))).toEqual([]);
    expect(words(said('Look https://example.com/1', `Look https://example.com/1\n${MARK}`))).toEqual([
      'words',
    ]);
  });

  it('of very many rows in one turn, of which edits may have been missed, are looked through in no time', () => {
    const outage = { what: 'chat.db slow', of: 'all' as const, fromMs: START_MS, toMs: START_MS + 900_000 };
    const run = (text: string) =>
      brokenBy(
        (doctored) => {
          const rows = Array.from({ length: 60 }, (_, index) =>
            doctored.row({ text: `n${index}`, inMs: 60_000 + index }),
          );
          // The first nine and the last are read out.
          const joined = [...rows.slice(0, 9), rows.at(-1)!]
            .map(({ versions }) => versions[0]!.text)
            .join(' ');
          doctored.turn(rows, { text: `${joined}${text}` });
        },
        { disturbances: [outage] },
      );
    expect(run('')).not.toContain('words');
    expect(run(' more')).toContain('words');
  });

  it('what was written or spoken beside files is said; only what stands for the files is free', () => {
    const said = (written: string, text: string) => (run: DoctoredRun) =>
      run.turn([run.row({ text: written, attachments: 1 })], { text });
    const lives = lifeUnder(configOf({ ...OPEN, includeAttachments: true }));
    expect(brokenBy(said('\uFFFC', '<media:image>'), { lives })).toEqual([]);
    expect(brokenBy(said('\uFFFCLook at this', 'Look at this'), { lives })).toEqual([]);
    expect(brokenBy(said('\uFFFCLook at this', '<media:image> Look at this'), { lives })).toEqual([]);
    expect(brokenBy(said('\uFFFCLook at this', '<media:image>'), { lives })).toEqual(['words']);
    expect(brokenBy(said('What the memo says', '<media:audio>'), { lives })).toEqual(['words']);
    expect(brokenBy(said('\uFFFC', 'Bytes of a file'), { lives })).toEqual(['words']);
  });

  it('what came before its file may be told without the words of that where it says that the file was not there', () => {
    const said = (text: string, attachedAfterMs: number | null) => (run: DoctoredRun) => {
      const came = attachedAfterMs !== null && { attachedAtMs: START_MS + 60_000 + attachedAfterMs };
      const row = run.row({ text: '\uFFFC', attachments: 1, announcesFiles: true, ...came });
      const saidMs = START_MS + 60_000 + (attachedAfterMs ?? 100);
      row.versions.push({ atMs: saidMs, text: 'Call me back', isFromMe: false });
      run.told(row, 50);
      run.turn([row], { text, atMs: START_MS + 80_000 });
    };
    const lives = lifeUnder(configOf({ ...OPEN, includeAttachments: true }));
    const MISSING = '<media:attachment>\n[imessage attachment unavailable]';
    expect(brokenBy(said(MISSING, 10_000), { lives })).toEqual([]);
    expect(brokenBy(said(MISSING, null), { lives })).toEqual(['words']);
    expect(brokenBy(said('<media:audio>', 10_000), { lives })).toEqual(['words']);
    expect(brokenBy(said('Call me back', 10_000), { lives })).toEqual([]);
    expect(brokenBy(said(`${MISSING}\nSomething else`, 10_000), { lives })).toEqual(['words']);
    const heard = ['Something else'];
    expect(brokenBy(said(`${MISSING}\nSomething else`, 10_000), { lives, heard })).toEqual([]);
  });

  it('a file that nobody else saw may be missing where its database was taken away right behind it', () => {
    const found = (replacedAfterMs: number) => {
      const atMs = START_MS + 60_000 + replacedAfterMs;
      const replaced = { what: 'restore-database', of: 'all' as const, fromMs: atMs, toMs: atMs };
      return brokenBy(
        (run) => {
          const row = run.row({ inMs: 60_000, text: 'See' });
          run.turn([row], { text: 'See\n[imessage attachment unavailable]', atMs: START_MS + 61_000 });
        },
        { disturbances: [replaced] },
      ).includes('words');
    };
    expect([0, 2_000, 2_001].map(found)).toEqual([false, false, true]);
  });

  it('what a memo says whose file came late stands in its place, or behind what was written', () => {
    const said = (text: string, attachedAfterMs: number | null) => (run: DoctoredRun) => {
      const came = attachedAfterMs !== null && { attachedAtMs: START_MS + 60_000 + attachedAfterMs };
      const memo = run.row({ inMs: 60_000, text: '\uFFFC', attachments: 1, announcesFiles: true, ...came });
      memo.versions.push({ atMs: START_MS + 60_100, text: 'Call me back', isFromMe: false });
      const written = run.row({ inMs: 61_000, text: 'Are you there?' });
      for (const row of [memo, written]) run.told(row, 50);
      run.turn([memo, written], { text, atMs: START_MS + 80_000 });
    };
    const includeAttachments = { ...OPEN, includeAttachments: true, coalesceSameSenderDms: true };
    const old = {
      lives: lifeUnder(configOf(includeAttachments)),
      build: { marksPreviews: false, losesPreviews: false },
    };
    expect(brokenBy(said('Call me back Are you there?', 100), old)).toEqual([]);
    expect(brokenBy(said('Are you there?\nCall me back', 100), old)).toEqual([]);
    expect(brokenBy(said('Are you there?\nCall me back', null), old)).toEqual(['words']);
    expect(brokenBy(said('Are you there?', 100), old)).toEqual(['words']);
  });
});
