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

  it('the first who pairs becomes an owner: nobody may be kept from what the lists allow, and others may be more', () => {
    for (const [allowFrom, CommandAuthorized, isRight] of [
      [[ALICE], true, true],
      [[ALICE], false, false],
      [[BOB], true, true],
      [[BOB], false, true],
    ] as const) {
      const run = createDoctoredRun();
      run.turn([run.row(GROUP)], { CommandAuthorized });
      const policy = configOf({ dmPolicy: 'pairing', allowFrom, groupPolicy: 'open' });
      expect(brokenIn(run.history({ lives: lifeUnder(policy) }))).toEqual(isRight ? [] : ['given']);
    }
  });

  it('nobody can say of a row that names nobody, in whose place imsg names whom the chat is with', () => {
    const broken = (sender: string | null) => {
      const run = createDoctoredRun();
      run.turn([run.row({ ...GROUP, sender })], { CommandAuthorized: true });
      const policy = { ...OPEN, allowFrom: [ALICE], dmPolicy: 'allowlist' };
      return brokenIn(run.history({ lives: lifeUnder(configOf(policy)) }));
    };
    expect(broken(BOB)).toContain('given');
    expect(broken(null)).not.toContain('given');
  });

  it('by the row that stood in a chat, where a copy brought it there', () => {
    const run = createDoctoredRun();
    const none = { joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null };
    run.row({ ...none, sender: BOB, guid: 'SAME' });
    const row = run.row({ ...GROUP, sender: BOB, guid: 'SAME', database: 2, rowid: 1 });
    run.turn([row], { CommandAuthorized: false });
    const policy = { dmPolicy: 'allowlist', allowFrom: [ALICE], groupPolicy: 'open' };
    expect(brokenIn(run.history({ lives: lifeUnder(configOf(policy)) }))).not.toContain('given');
  });

  it.each(['chat_id:7', 'chat: 7', 'Chat_ID:7'])(
    'where a number has been that of another group nobody can say whom %s lists',
    (entry) => {
      const numbered = (chatId: number, isOther: boolean) => {
        const run = createDoctoredRun();
        const other = isOther ? { chatGuid: 'any;+;chat9', chatIdentifier: 'chat9' } : {};
        run.row({ ...GROUP, ...other, chatId, database: 1 });
        const row = run.row({ ...GROUP, sender: BOB, database: 2, rowid: 4 });
        run.turn([row], { CommandAuthorized: false });
        const policy = { ...OPEN, allowFrom: [ALICE], dmPolicy: 'allowlist', groupAllowFrom: [entry] };
        return brokenIn(run.history({ lives: lifeUnder(configOf(policy)) })).includes('given');
      };
      expect(numbered(7, true)).toBe(false);
      expect(numbered(8, false)).toBe(false);
      expect(numbered(7, false)).toBe(true);
      expect(numbered(8, true)).toBe(true);
    },
  );
});
