import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  configOf,
  crashedAt,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  reloadedAt,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';
import { brokenOfTold, QUIET, stepsIn, told } from '../../../../support/oracle/told-rows.ts';

const MINUTE_MS = 60_000;
const HEARD = {
  lives: lifeUnder(
    configOf(
      { ...OPEN, ownerMessages: 'mention' },
      { messages: { groupChat: { mentionPatterns: ['claw'] } } },
    ),
  ),
};

describe('the oracle on the owner’s own words', () => {
  it('silent: what they asked before the gateway looked for the first time', () => {
    const asks = (inMs: number, isAnswered: boolean) => (run: DoctoredRun) => {
      const row = run.row({ inMs, isFromMe: true, text: 'claw, are you there?' });
      if (inMs > 0) run.told(row, 500);
      if (isAnswered) run.turn([row]);
    };
    const began = { atMs: START_MS + 5_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 };
    const facts = { ...HEARD, subscriptions: [began] };
    expect(brokenOfTold(asks(-1, false), facts)).toEqual([]);
    expect(brokenOfTold(asks(MINUTE_MS, false), facts)).toEqual(['answered']);
  });

  it('silent: what comes while the owner has the conversation', () => {
    expect(brokenOfTold(stepsIn(5 * MINUTE_MS, true), QUIET)).toEqual(['silent']);
    expect(brokenOfTold(stepsIn(5 * MINUTE_MS, false), QUIET)).toEqual([]);
  });

  it('silent: so too where their words are deleted or changed later, and nobody can say where that was as they were told', () => {
    const both = (change: (row: ReturnType<typeof told>) => void) =>
      [true, false].map((isAnswered) =>
        brokenOfTold((run) => {
          change(told(run, { inMs: MINUTE_MS, isFromMe: true, text: 'It is me' }));
          const row = told(run, { inMs: 6 * MINUTE_MS });
          if (isAnswered) run.turn([row]);
        }, QUIET),
      );
    const deleted = (afterMs: number) =>
      both((row) => Object.assign(row, { deletedAtMs: row.insertedAtMs + afterMs }));
    const edited = (afterMs: number) =>
      both(({ versions, insertedAtMs }) => {
        versions.push({ atMs: insertedAtMs + afterMs, text: 'It was me', isFromMe: true });
      });
    for (const changed of [deleted, edited]) {
      expect(changed(MINUTE_MS)).toEqual([['silent'], []]);
      expect(changed(4_000)).toEqual([[], []]);
    }
  });

  it('silent: what was told right behind the owner’s words, but where a gateway crashed around then', () => {
    const dies = (atMs: number) => ({
      lives: crashedAt(QUIET.lives[0]!.config, START_MS + atMs, START_MS + atMs + 1_000),
    });
    const answersLater = (run: DoctoredRun) => {
      told(run, { inMs: MINUTE_MS, isFromMe: true, text: 'It is me' });
      const row = told(run, { inMs: MINUTE_MS + 1_000 });
      run.turn([row], { atMs: row.insertedAtMs + MINUTE_MS });
    };
    expect(brokenOfTold(answersLater, QUIET)).toEqual(['silent']);
    expect(brokenOfTold(answersLater, dies(10 * MINUTE_MS))).toEqual(['silent']);
    expect(brokenOfTold(answersLater, dies(MINUTE_MS + 2_000))).toEqual([]);
  });

  it('answered: what they stepped in after, long after it was to be begun, also of a gateway that went on otherwise', () => {
    const stepsInLater = (run: DoctoredRun) => {
      told(run, { inMs: MINUTE_MS });
      told(run, { inMs: 30 * MINUTE_MS, isFromMe: true });
    };
    expect(brokenOfTold(stepsInLater, QUIET)).toEqual(['answered']);
    const lives = reloadedAt(QUIET.lives[0]!.config, START_MS + MINUTE_MS + 10_000);
    expect(brokenOfTold(stepsInLater, { lives })).toEqual(['answered']);
  });

  it('stopped: what still waited as the owner stepped in and is begun after it', () => {
    const waits =
      (begunMs: number | null, gapMs = MINUTE_MS) =>
      (run: DoctoredRun) => {
        const busy = told(run, { inMs: MINUTE_MS });
        run.turn([busy], { endedAtMs: START_MS + 4 * MINUTE_MS, replies: [] });
        const row = told(run, { inMs: 2 * MINUTE_MS });
        told(run, { inMs: 2 * MINUTE_MS + gapMs, isFromMe: true, text: 'It is me' });
        if (begunMs !== null) run.turn([row], { atMs: START_MS + begunMs });
      };
    expect(brokenOfTold(waits(null), QUIET)).toEqual([]);
    expect(brokenOfTold(waits(4 * MINUTE_MS + 10_000), QUIET)).toEqual(['stopped']);
    // The owner spoke only when it should long have been begun.
    expect(brokenOfTold(waits(null, 10 * MINUTE_MS), QUIET)).toEqual(['answered']);
    // What goes wrong hours later has not held it up; what did as it was told may have.
    const wentWrong = (fromMs: number) => [
      { what: 'deaf', of: 'reading' as const, fromMs, toMs: fromMs + MINUTE_MS },
    ];
    const disturbedAt = (inMs: number) => ({ ...QUIET, disturbances: wentWrong(START_MS + inMs) });
    expect(brokenOfTold(waits(null, 10 * MINUTE_MS), disturbedAt(20 * MINUTE_MS))).toEqual(['answered']);
    expect(brokenOfTold(waits(null, 10 * MINUTE_MS), disturbedAt(MINUTE_MS))).toEqual([]);
    expect(brokenOfTold(waits(4 * MINUTE_MS + 10_000), { lives: lifeUnder(configOf(OPEN)) })).toEqual([]);
  });

  it('answered: a command of who may use none is words as any others, and waits for its turn', () => {
    const commands = { allowFrom: { imessage: [BOB] } };
    const lives = lifeUnder(configOf({ ...OPEN, handoff: { quietMs: 10 * MINUTE_MS } }, { commands }));
    const waits = (endedInMs: number | null, stepsInMs: number | null) => (run: DoctoredRun) => {
      const busy = told(run, { inMs: MINUTE_MS });
      const endedAtMs = endedInMs === null ? null : START_MS + endedInMs;
      run.turn([busy], { endedAtMs, replies: [] });
      told(run, { inMs: 2 * MINUTE_MS, text: '/help' });
      if (stepsInMs !== null) told(run, { inMs: stepsInMs, isFromMe: true, text: 'It is me' });
    };
    expect(brokenOfTold(waits(4 * MINUTE_MS, 3 * MINUTE_MS), { lives })).toEqual([]);
    expect(brokenOfTold(waits(4 * MINUTE_MS, 30 * MINUTE_MS), { lives })).toEqual(['answered']);
    expect(brokenOfTold(waits(null, null), { lives })).toEqual([]);
  });

  it('answered: what the owner steps in on that should have been begun, but where the agent had no room for it', () => {
    const elsewhere = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
    const busy = (endedInMs: number, turnsMax: number) =>
      brokenOfTold(
        (run) => {
          const other = told(run, { inMs: MINUTE_MS, ...elsewhere });
          run.turn([other], { endedAtMs: START_MS + endedInMs });
          told(run, { inMs: MINUTE_MS + 1_000 });
          told(run, { inMs: 4 * MINUTE_MS, isFromMe: true, text: 'It is me' });
        },
        { ...QUIET, turnsMax },
      );
    expect(busy(5 * MINUTE_MS, 1)).not.toContain('answered');
    expect(busy(5 * MINUTE_MS, 2)).toContain('answered');
    expect(busy(2 * MINUTE_MS, 1)).toContain('answered');
  });

  it('answered: what comes after words of theirs from before the first look', () => {
    const began = { atMs: START_MS + 5_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 };
    const saidBefore = (isAnswered: boolean) => (run: DoctoredRun) => {
      run.row({ inMs: -1, isFromMe: true, text: 'It is me' });
      const row = told(run, { inMs: MINUTE_MS });
      if (isAnswered) run.turn([row]);
    };
    expect(brokenOfTold(saidBefore(false), { ...QUIET, subscriptions: [began] })).toEqual(['answered']);
    expect(brokenOfTold(saidBefore(true), { ...QUIET, subscriptions: [began] })).toEqual([]);
  });

  it('answered: what comes when that is over, or where nobody is to be quiet', () => {
    expect(brokenOfTold(stepsIn(11 * MINUTE_MS, false), QUIET)).toEqual(['answered']);
    expect(brokenOfTold(stepsIn(5 * MINUTE_MS, false), { lives: lifeUnder(configOf(OPEN)) })).toEqual([
      'answered',
    ]);
  });

  it('silent: what was said long before and comes while the owner has the conversation', () => {
    const handoff = { quietMs: 3 * MINUTE_MS };
    const quiet = { lives: lifeUnder(configOf({ ...OPEN, handoff })) };
    const late = (saidIn: number, cameIn: number, ...own: readonly number[]) =>
      [true, false].map((isAnswered) =>
        brokenOfTold((run) => {
          for (const inMinutes of own)
            told(run, { inMs: inMinutes * MINUTE_MS, isFromMe: true, text: `It is me ${inMinutes}` });
          const row = told(run, { inMs: cameIn * MINUTE_MS, dateMs: START_MS + saidIn * MINUTE_MS });
          if (isAnswered) run.turn([row]);
        }, quiet),
      );
    const [must, mustNot, either] = [
      [[], ['answered']],
      [['silent'], []],
      [[], []],
    ];
    expect(late(12, 21, 20)).toEqual(mustNot);
    expect(late(12, 24, 20)).toEqual(must);
    // It was said shortly before all their words, and longer before the last than they have the conversation.
    expect(late(13, 23, 14, 19)).toEqual(either);
    expect(late(13, 21, 14, 19)).toEqual(mustNot);
    expect(late(13, 19, 14)).toEqual(mustNot);
    expect(late(15, 23, 14, 19)).toEqual(mustNot);
  });

  it('answered: what comes when that is over since the word came, where it is dated ahead of the gateway’s clock', () => {
    const behind = { ...QUIET, clockOffsets: [{ fromMs: START_MS, offsetMs: -91 * 24 * 60 * MINUTE_MS }] };
    const afterBacklog = (inMinutes: number) => (run: DoctoredRun) => {
      const word = run.row({ inMs: MINUTE_MS, isFromMe: true, text: 'It is me' });
      run.told(word, 59 * MINUTE_MS);
      told(run, { inMs: inMinutes * MINUTE_MS });
    };
    expect(brokenOfTold(afterBacklog(65), QUIET)).toEqual(['answered']);
    expect(brokenOfTold(afterBacklog(65), behind)).toEqual([]);
    expect(brokenOfTold(afterBacklog(71), behind)).toEqual(['answered']);
  });

  it('answered: what comes after a row that says what has just left', () => {
    const repeats = (isAnswered: boolean) => (run: DoctoredRun) => {
      run.turn([told(run, { inMs: MINUTE_MS, text: 'hello' })]);
      told(run, { inMs: 3 * MINUTE_MS, isFromMe: true, text: 'You said: hello' });
      const row = told(run, { inMs: 4 * MINUTE_MS });
      if (isAnswered) run.turn([row]);
    };
    expect(brokenOfTold(repeats(true), QUIET)).toEqual([]);
    expect(brokenOfTold(repeats(false), QUIET)).toEqual(['answered']);
  });

  it('answered and silent: what the owner says to the agent, and what else they say', () => {
    const says =
      (text: string, isAnswered: boolean, sender = OWN_ADDRESS) =>
      (run: DoctoredRun) => {
        const row = told(run, { inMs: MINUTE_MS, isFromMe: true, text });
        if (isAnswered) run.turn([row], { sender });
      };
    expect(brokenOfTold(says('claw, go', true), HEARD)).toEqual([]);
    expect(brokenOfTold(says('claw, go', false), HEARD)).toEqual(['answered']);
    expect(brokenOfTold(says('Let us go', true), HEARD)).toEqual(['silent']);
    expect(brokenOfTold(says('claw, go', true, ALICE), HEARD)).toEqual(['sender']);
  });

  it('answered: what comes after the owner has asked the agent, which does not make it quiet', () => {
    const config = configOf(
      { ...OPEN, ownerMessages: 'mention', handoff: { quietMs: 60 * MINUTE_MS } },
      { messages: { groupChat: { mentionPatterns: ['claw'] } } },
    );
    const asks = (own: string, isAnswered: boolean, ageMs = 0) =>
      brokenOfTold(
        (run) => {
          const dateMs = START_MS + MINUTE_MS - ageMs;
          const word = told(run, { inMs: MINUTE_MS, isFromMe: true, text: own, dateMs });
          const atMs = word.insertedAtMs + 10_000;
          if (own.includes('claw') && ageMs === 0) run.turn([word], { sender: OWN_ADDRESS, atMs });
          const row = told(run, { inMs: 2 * MINUTE_MS });
          if (isAnswered) run.turn([row]);
        },
        { lives: lifeUnder(config) },
      );
    expect(asks('claw, go', true)).toEqual([]);
    expect(asks('claw, go', false)).toEqual(['answered']);
    expect(asks('Let us go', true)).toEqual(['silent']);
    // Too old to be a turn.
    expect(asks('claw, go', true, 20 * MINUTE_MS)).toEqual([]);
    expect(asks('claw, go', false, 20 * MINUTE_MS)).toEqual([]);
  });

  it('answered: what comes after words of another that became the owner’s later, also where a restored database has them as theirs', () => {
    const restored = (afterMs: number) => (run: DoctoredRun) => {
      const text = 'It is me';
      const row = run.row({ inMs: MINUTE_MS, text, sender: null });
      row.versions.push({ atMs: row.insertedAtMs + afterMs, text, isFromMe: true });
      run.told(row, 500);
      run.row({ inMs: 2 * MINUTE_MS, text, isFromMe: true, guid: row.guid, database: 2, rowid: row.rowid });
      run.turn([told(run, { inMs: 3 * MINUTE_MS, database: 2, rowid: 9 })]);
    };
    expect(brokenOfTold(restored(1_000), QUIET)).toEqual([]);
    expect(brokenOfTold(restored(100), QUIET)).toEqual(['silent']);
  });

  it('answered and silent: what the owner says is theirs, too, where it was another’s until it was told', () => {
    const says =
      (text: string, isAnswered: boolean, afterMs: number, sender: string) => (run: DoctoredRun) => {
        const row = run.row({ inMs: MINUTE_MS, text, sender: null });
        row.versions.push({ atMs: row.insertedAtMs + afterMs, text, isFromMe: true });
        run.told(row, 500);
        if (isAnswered) run.turn([row], { sender });
      };
    expect(brokenOfTold(says('claw, go', true, 100, OWN_ADDRESS), HEARD)).toEqual([]);
    expect(brokenOfTold(says('claw, go', false, 100, OWN_ADDRESS), HEARD)).toEqual(['answered']);
    expect(brokenOfTold(says('claw, go', true, 100, ALICE), HEARD)).toEqual(['sender']);
    expect(brokenOfTold(says('Let us go', true, 100, OWN_ADDRESS), HEARD)).toEqual(['silent']);
    expect(brokenOfTold(says('claw, go', true, 499, OWN_ADDRESS), HEARD)).toEqual([]);
    expect(brokenOfTold(says('claw, go', false, 499, OWN_ADDRESS), HEARD)).toEqual([]);
    expect(brokenOfTold(says('claw, go', true, 600, OWN_ADDRESS), HEARD)).toEqual(['silent']);
  });
});
