import { describe, expect, test } from 'vitest';
import type { NumberEntry } from '../../../../engine/access/chat-facts.ts';
import { type ChatNumbers, findMeanings, standsFor } from '../../../../engine/access/chat-numbers.ts';
import type { EntryMeaning } from '../../../../engine/store/commands/chats.ts';
import { id } from '../../../support/messages/ids.ts';

const ENTRY: NumberEntry = {
  accountId: 'default',
  entry: 'groupAllowFrom chat_id:2',
  chatId: id.chatId(2),
  list: 'groupAllowFrom',
};
const FAMILY = {
  isGroup: true,
  chatId: id.chatId(2),
  chatGuid: id.chat('iMessage;+;chat100'),
  chatIdentifier: 'chat100',
};
const OTHERS = { ...FAMILY, chatGuid: id.chat('iMessage;+;chat200'), chatIdentifier: 'chat200' };
const { list: _, ...NAME } = ENTRY;
const MEANT: EntryMeaning = { ...NAME, meaning: 'chat100', sourceId: 'here', other: null };

const known = (meant?: Partial<EntryMeaning> | null, isProven = false): ChatNumbers => ({
  sourceId: 'here',
  isProven,
  standing: () => undefined,
  meaningOf: () => (meant === undefined || meant === null ? undefined : { ...MEANT, ...meant }),
});

describe('a number in a list (P3, ruling-22)', () => {
  test.each([
    ['that nobody has used stands for whatever has it', FAMILY, known(null), true],
    ['stands for the chat that it was used for', FAMILY, known({}), true],
    ['stands for it in another database, too', FAMILY, known({ sourceId: 'before' }), true],
    [
      'stands for it over another service',
      { ...FAMILY, chatGuid: id.chat('RCS;+;chat100') },
      known({}),
      true,
    ],
    ['stands for no other chat of another database', OTHERS, known({ sourceId: 'before' }), false],
    ['stands for no other where nobody can say which database it is', OTHERS, known({}), false],
    ['stands for a chat that is called otherwise, in the proven database', OTHERS, known({}, true), true],
    ['of another database is proven by nothing', OTHERS, known({ sourceId: 'before' }, true), false],
    ['without GUID goes by the identifier', { ...FAMILY, chatGuid: null }, known({}), true],
    ['without GUID stands for no other', { ...OTHERS, chatGuid: null }, known({}), false],
    [
      'stands for no chat without a name',
      { ...FAMILY, chatGuid: null, chatIdentifier: null },
      known({}),
      false,
    ],
  ])('%s', (_what, chat, numbers, stands) => {
    expect(standsFor(ENTRY, chat, numbers)).toBe(stands);
  });
});

describe('what a row tells of a number', () => {
  const tell = (chat: typeof FAMILY, numbers: ChatNumbers, isAdmitted = true, entry = ENTRY) =>
    findMeanings([entry], chat, { isAdmitted, isGroup: chat.isGroup }, numbers);

  test('is what it stands for, once a row is admitted', () => {
    expect(tell(FAMILY, known(null))).toEqual({ entries: [MEANT], warnOnce: null });
    expect(tell(FAMILY, known(null), false)).toBeNull();
    expect(tell(FAMILY, known({}))).toBeNull();
    expect(tell({ ...FAMILY, chatId: id.chatId(3) }, known(null))).toBeNull();
  });

  test('is the database in which it stands for that now', () => {
    expect(tell(FAMILY, known({ sourceId: 'before' }))?.entries).toEqual([MEANT]);
    expect(tell(OTHERS, known({}, true))?.entries).toEqual([{ ...MEANT, meaning: 'chat200' }]);
  });

  test('is that another has it, with one warning for each that does', () => {
    const before = known({ sourceId: 'before' });
    const found = tell(OTHERS, before, false);
    const other = { sourceId: 'here', meaning: 'chat200' };
    expect(found?.entries).toEqual([{ ...MEANT, sourceId: 'before', other }]);
    expect(found?.warnOnce?.text).toBe(
      'imessage: chat_id:2 (account "default") is another chat than it was when it was used before; it admits nobody ' +
        'now. If this chat is meant, run imgate channels confirm-chat 2, or write "chat_guid:iMessage;+;chat200" in its place.',
    );
    const again = tell(OTHERS, known({ sourceId: 'before', other }), false);
    expect(again).toEqual({ entries: [], warnOnce: found?.warnOnce });
  });

  test('ends what was not confirmed when the chat that was meant has it again', () => {
    const other = { sourceId: 'here', meaning: 'chat200' };
    expect(tell(FAMILY, known({ other }))?.entries).toEqual([MEANT]);
  });

  test('names the account where it is not the default one, and no number of a person', () => {
    const own: NumberEntry = { ...ENTRY, accountId: 'work', list: 'groups' };
    const direct = { ...OTHERS, isGroup: false, chatGuid: id.chat('iMessage;-;+15550001111') };
    const text = tell(direct, known({ sourceId: 'before' }), false, own)?.warnOnce?.text;
    expect(text).toContain(
      'imgate channels confirm-chat 2 --account work, or write the chat_guid: that imsg chats shows',
    );
    expect(text).not.toContain('15550001111');
  });

  test('is what another chat of the group has shown, by the number that chat.db gives it', () => {
    const rcs = { ...FAMILY, chatId: id.chatId(9), chatGuid: id.chat('RCS;+;chat100') };
    const standing = (meaning: string) => ({ ...known(null), standing: () => meaning });
    expect(tell(rcs, standing('chat100'))?.entries).toEqual([MEANT]);
    expect(tell(rcs, standing('chat200'))).toBeNull();
    expect(tell({ ...rcs, isGroup: false }, standing('chat100'))).toBeNull();
  });

  test('is nothing where a direct chat has the number of a listed group', () => {
    expect(tell({ ...OTHERS, isGroup: false }, known({ sourceId: 'before' }))).toBeNull();
  });

  test('is that another has it, in each list that is asked where a key of groups makes a group of a direct chat', () => {
    const direct = { ...OTHERS, isGroup: false };
    const key: NumberEntry = { ...ENTRY, entry: 'groups 2', list: 'groups' };
    const before = known({ sourceId: 'before' });
    const other = { sourceId: 'here', meaning: 'chat200' };
    const toldOf = (entries: readonly NumberEntry[], isGroup: boolean, numbers = before) =>
      findMeanings(entries, direct, { isAdmitted: false, isGroup }, numbers)?.entries;
    const marked = { ...MEANT, sourceId: 'before', other };
    // The key is not confirmed yet, or it is, or names the chat by its GUID.
    expect(toldOf([ENTRY, key], false)).toEqual([marked, marked]);
    expect(toldOf([ENTRY], true)).toEqual([marked]);
    expect(toldOf([ENTRY], false)).toBeUndefined();
  });
});
