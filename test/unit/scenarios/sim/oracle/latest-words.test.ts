import { describe, expect, it } from 'vitest';
import {
  brokenIn,
  CAME_MS,
  configOf,
  createDoctoredRun,
  judgementIn,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

describe('what was edited before its turn (ruling-32)', () => {
  const HANDED_MS = CAME_MS + 90_000;
  const READABLE: object = {};
  const handed = (now: string, said: string, facts: object = READABLE, editedMs = CAME_MS + 30_000) => {
    const run = createDoctoredRun();
    const row = run.row({ inMs: CAME_MS - START_MS, text: 'Cancel it' });
    row.versions.push({ atMs: editedMs, text: now, isFromMe: false });
    run.told(row, 200);
    run.turn([row], { text: said, atMs: HANDED_MS });
    return brokenIn(run.history(facts));
  };
  const trouble = (what: string, sinceMs: number) => ({
    disturbances: [{ what, of: 'all' as const, fromMs: HANDED_MS - sinceMs, toMs: HANDED_MS + 60_000 }],
  });
  const REMOTE = { lives: lifeUnder(configOf({ ...OPEN, remoteHost: 'mac.example.com' })) };

  it('is given as it is then, and as nothing else', () => {
    expect(handed('Keep it', 'Keep it')).toEqual([]);
    expect(handed('Keep it', 'Cancel it')).toEqual(['words']);
    expect(handed('Keep it', 'Cancel it', READABLE, HANDED_MS + 60_000)).toEqual([]);
    expect(handed('Keep it', 'Keep it', READABLE, HANDED_MS + 60_000)).toEqual(['words']);
  });

  it('or as it was when something kept the store from fixing it, which had been looked for before', () => {
    const busy = (fromMs: number, toMs: number) => ({
      disturbances: [{ what: 'the store is busy', of: 'reading' as const, fromMs, toMs }],
    });
    expect(handed('Keep it', 'Cancel it', busy(CAME_MS + 20_000, HANDED_MS - 10_000))).toEqual([]);
    expect(handed('Keep it', 'Keep it', busy(CAME_MS + 20_000, HANDED_MS - 10_000))).toEqual([]);
    expect(handed('Keep it', 'Cancel it', busy(CAME_MS + 60_000, HANDED_MS - 10_000))).toEqual(['words']);
    expect(handed('', 'Cancel it', busy(CAME_MS + 20_000, HANDED_MS - 10_000))).toEqual([]);
  });

  it('and taken back but for a file that still stands there, is answered where files count', () => {
    const left = (includeAttachments: boolean, now: string) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: 'See \uFFFC', attachments: 1 });
      row.versions.push({ atMs: CAME_MS + 30_000, text: now, isFromMe: false });
      run.told(row, 200);
      run.turn([row], { text: '<media:image>', atMs: HANDED_MS });
      return judgementIn(run.history({ lives: lifeUnder(configOf({ ...OPEN, includeAttachments })) }));
    };
    expect(left(true, '\uFFFC')).toBe('must');
    expect(left(true, '')).toBe('must not');
    expect(left(false, '\uFFFC')).toBe('must not');
  });

  it('may be given as it was told where the message is gone with its chat', () => {
    const deleted = (deletedAtMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: 'Cancel it' });
      row.versions.push({ atMs: CAME_MS + 30_000, text: 'Keep it', isFromMe: false });
      run.told(row, 200);
      run.turn([row], { text: 'Cancel it', atMs: HANDED_MS });
      row.deletedAtMs = deletedAtMs;
      return brokenIn(run.history());
    };
    expect(deleted(CAME_MS + 30_000)).toEqual([]);
    expect(deleted(HANDED_MS + 60_000)).toEqual(['words']);
  });

  it('and taken back, is given to nobody', () => {
    expect(handed('', 'Cancel it')).toContain('silent');
    expect(handed('', 'Cancel it', READABLE, HANDED_MS + 60_000)).toEqual([]);
  });

  it('is given as it was told where nobody could look: without chat.db, or without imsg for half a minute', () => {
    expect(handed('Keep it', 'Cancel it', trouble('chat.db rejects', 1_000))).toEqual([]);
    expect(handed('Keep it', 'Something', trouble('chat.db rejects', 1_000))).toEqual(['words']);
    expect(handed('', 'Cancel it', trouble('chat.db hangs', 1_000))).toEqual([]);
    expect(handed('Keep it', 'Cancel it', trouble('stall', 1_000))).toEqual(['words']);
    expect(handed('Keep it', 'Cancel it', trouble('stall', 31_000))).toEqual([]);
    expect(handed('Keep it', 'Cancel it', REMOTE)).toEqual([]);
    // What keeps nobody from answering is no excuse.
    expect(handed('Keep it', 'Cancel it', trouble('chunks', 31_000))).toEqual(['words']);
  });

  it('is given as it was told where lines broke off until the last answer but one, which takes the last with it', () => {
    const brokeOff = (what: string, sinceMs: number, untilMs: number) => ({
      disturbances: [{ what, of: 'all' as const, fromMs: HANDED_MS - sinceMs, toMs: HANDED_MS - untilMs }],
    });
    expect(handed('Keep it', 'Cancel it', brokeOff('torn', 31_000, 20_000))).toEqual([]);
    expect(handed('Keep it', 'Cancel it', brokeOff('torn', 31_000, 20_001))).toEqual(['words']);
    expect(handed('Keep it', 'Cancel it', brokeOff('torn', 29_000, 20_000))).toEqual(['words']);
    expect(handed('Keep it', 'Cancel it', brokeOff('stall', 31_000, 20_000))).toEqual(['words']);
  });

  it('is given as nothing that it said before it was told', () => {
    const told = (said: string) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: 'Too early' });
      row.versions.push({ atMs: CAME_MS + 10_000, text: 'Cancel it', isFromMe: false });
      row.versions.push({ atMs: CAME_MS + 30_000, text: 'Keep it', isFromMe: false });
      run.told(row, 20_000);
      run.turn([row], { text: said, atMs: HANDED_MS });
      return brokenIn(run.history(REMOTE)).filter((clause) => clause === 'words');
    };
    expect(told('Cancel it')).toEqual([]);
    expect(told('Keep it')).toEqual([]);
    expect(told('Too early')).toEqual(['words']);
  });

  it('is given as it was told where another database stood there by then', () => {
    const replaced = (beforeMs: number) => ({ replacements: [{ database: 2, atMs: HANDED_MS - beforeMs }] });
    expect(handed('Keep it', 'Cancel it', replaced(1_000))).toEqual([]);
    expect(handed('Keep it', 'Something', replaced(1_000))).toEqual(['words']);
    expect(handed('', 'Cancel it', replaced(1_000))).toEqual([]);
    expect(handed('Keep it', 'Cancel it', replaced(-1_000))).toEqual(['words']);
  });

  it('is given as it is then in the database that stands there', () => {
    const copied = (said: string) => {
      const run = createDoctoredRun();
      const facts = { inMs: CAME_MS - START_MS, text: 'Cancel it' };
      const row = run.row(facts);
      const copy = run.row({ ...facts, database: 2, guid: row.guid });
      copy.versions.push({ atMs: CAME_MS + 30_000, text: 'Keep it', isFromMe: false });
      run.told(row, 200);
      run.turn([row], { text: said, atMs: HANDED_MS });
      const replacements = [{ database: 2, atMs: CAME_MS + 20_000 }];
      return brokenIn(run.history({ replacements })).filter((clause) => clause === 'words');
    };
    expect(copied('Keep it')).toEqual([]);
    expect(copied('Drop it')).toEqual(['words']);
    expect(copied('Cancel it')).toEqual(['words']);
  });

  it('and taken back while nobody was there to hand it over, is given to nobody where the gateway says so', () => {
    const waited = (code: string) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: 'Cancel it' });
      row.versions.push({ atMs: CAME_MS + 90_000, text: '', isFromMe: false });
      run.told(row, 200);
      const event = {
        atMs: CAME_MS + 100_000,
        turnId: 'turn-x',
        messageGuids: [row.guid],
        state: 'withdrawn',
        code,
      };
      return brokenIn(run.history({ lives: lifeUnder(configOf(OPEN)), turnEvents: [event] }));
    };
    expect(waited('taken_back')).toEqual([]);
    expect(waited('withdrawn_by_command')).toContain('answered');
  });
});

describe('what was taken back out of a turn of which others of its rows go on (ruling-32)', () => {
  const HANDED_MS = CAME_MS + 90_000;
  const wentOn = (takenBackMs: number, { turnId = 'turn-1', accountId = 'default', said = '' } = {}) => {
    const run = createDoctoredRun();
    const text = run.row({ inMs: CAME_MS - START_MS, text: 'Look' });
    const link = run.row({
      inMs: CAME_MS - START_MS + 1_000,
      text: 'https://example.com/a',
      balloonId: LINK,
    });
    link.versions.push({ atMs: takenBackMs, text: said, isFromMe: false });
    for (const row of [text, link]) run.told(row, 200);
    const { call } = run.turn([text], { atMs: HANDED_MS, accountId });
    const formed = { atMs: CAME_MS + 3_500, turnId, messageGuids: [text.guid, link.guid], state: 'formed' };
    const lives = lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true }));
    const history = run.history({ lives });
    return judgementIn({ ...history, calls: [call], turnEvents: [formed, ...history.turnEvents] });
  };

  it('is given to nobody where that was before the hand-over, and only there', () => {
    expect(wentOn(HANDED_MS - 2_001)).toBe('must not');
    expect(wentOn(HANDED_MS - 2_000)).toBe('its text was taken back');
    expect(wentOn(HANDED_MS + 2_001)).toBe('must');
  });

  it('is to be answered where it says something still, or was in no turn that went on', () => {
    expect(wentOn(HANDED_MS - 40_000, { said: 'https://example.com/b' })).toBe('must');
    expect(wentOn(HANDED_MS - 40_000, { turnId: 'turn-of-another' })).toBe('must');
    expect(wentOn(HANDED_MS - 40_000, { accountId: 'another' })).toBe('must');
  });
});
