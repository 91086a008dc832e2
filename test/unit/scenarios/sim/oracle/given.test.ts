import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  GROUP,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const lives = (commands: object) => lifeUnder(configOf(OPEN, { commands }));

describe('what a turn is given of its message', () => {
  it('is a number that no other message has', () => {
    const run = createDoctoredRun();
    const rows = [run.row(), run.row()];
    run.turn([rows[0]!], { MessageSid: '4' });
    const { call } = run.turn([rows[1]!], { MessageSid: '5' });
    expect(brokenIn(run.history())).toEqual([]);
    Object.assign(call, { MessageSid: '4' });
    expect(brokenIn(run.history())).toEqual(['given']);
  });

  it.each([
    ['an owner', { ownerAllowFrom: [ALICE] }, true],
    ['somebody else than the file names', { allowFrom: { imessage: [BOB] } }, false],
    ['whoever writes, where nobody is heard', { text: false }, false],
  ])('says whether its sender may use commands: %s', (_who, commands, isAllowed) => {
    for (const CommandAuthorized of [true, false]) {
      const run = createDoctoredRun();
      run.turn([run.row(GROUP)], { CommandAuthorized });
      const broken = brokenIn(run.history({ lives: lives(commands) }));
      expect(broken).toEqual(CommandAuthorized === isAllowed ? [] : ['given']);
    }
  });
});
