import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  brokenIn,
  CAME_MS,
  configOf,
  createDoctoredRun,
  GROUP,
  judged,
  lifeUnder,
} from '../../../../support/oracle/doctored-run.ts';

const MAYBE = 'Messages may hide its writer';
const HIDES = { isHidden: true, guid: 'HIDDEN' };
const trouble = (inMs: number) => ({
  disturbances: [
    { what: 'chat.db slow', of: 'reading', fromMs: CAME_MS + inMs, toMs: CAME_MS + inMs } as const,
  ],
});

describe('whom Messages hides (ruling-35)', () => {
  it('is answered where everybody is, unless the file says not to', () => {
    expect(judged(HIDES)).toBe('must');
    expect(judged(HIDES, {}, { answerFiltered: false })).toBe('must not');
    expect(judged({}, {}, { answerFiltered: false })).toBe('must');
  });

  it('is answered all the same where a list names them, in a group, and behind a wrapper', () => {
    const but = { answerFiltered: false };
    expect(judged(HIDES, {}, { ...but, allowFrom: ['*', ALICE] })).toBe('must');
    expect(judged({ ...HIDES, ...GROUP }, {}, but)).toBe('must');
    expect(judged(HIDES, {}, { ...but, remoteHost: 'mac.example.com' })).toBe('must');
  });

  it('may be answered where chat.db could not be asked within 140 s of it', () => {
    const but = { answerFiltered: false };
    for (const inMs of [-139_000, 139_000]) expect(judged(HIDES, trouble(inMs), but)).toBe(MAYBE);
    for (const inMs of [-141_000, 141_000]) expect(judged(HIDES, trouble(inMs), but)).toBe('must not');
  });

  it('is sent no code, and nobody else is spared one', () => {
    const codeFor = (facts: object) => {
      const run = createDoctoredRun();
      const row = run.row({ sender: BOB, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, ...facts });
      run.told(row, 500);
      const { rowid, guid, insertedAtMs } = row;
      const event = { atMs: insertedAtMs + 600, rowid, guid, fate: 'challenged', isNew: true };
      const lives = lifeUnder(configOf({ dmPolicy: 'pairing' }));
      return brokenIn(run.history({ lives, rowEvents: [event] }));
    };
    expect(codeFor({ isHidden: true })).toContain('silent');
    expect(codeFor({})).not.toContain('silent');
  });
});
