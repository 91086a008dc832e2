import { describe, expect, it } from 'vitest';
import type { EntryMeaning, KnownChat } from '../../../engine/store/commands/chats.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, createSource, row, SOURCE } from './inputs.ts';

const FAMILY: KnownChat = { chatId: id.chatId(2), meaning: 'chat100', session: '2' };
const LISTED: EntryMeaning = {
  accountId: ACCOUNT,
  entry: 'groupAllowFrom chat_id:2',
  chatId: id.chatId(2),
  meaning: 'chat100',
  sourceId: SOURCE,
  other: null,
};
const NOTHING = { chats: [], entries: [], forgotten: [] };

export function describeChats(current: () => StoreFixture): void {
  const chatsOf = (sourceId = SOURCE) => current().store.chats({ sourceId });
  const entriesOf = (accountId = ACCOUNT) => current().store.entryMeanings({ accountId });

  describe('numbers of chats (ruling-22)', () => {
    it('are kept with the rows that tell of them', async () => {
      const chats = { chats: [FAMILY], entries: [LISTED] };
      await current().store.ingest({ sourceId: SOURCE, rows: [row(1)], chats });
      expect(await chatsOf()).toEqual([FAMILY]);
      expect(await entriesOf()).toEqual([LISTED]);
    });

    it('are of one database, and entries of one account', async () => {
      await createSource(current().store, 'other');
      await current().store.changeChats({ sourceId: SOURCE, ...NOTHING, chats: [FAMILY], entries: [LISTED] });
      expect(await chatsOf('other')).toEqual([]);
      expect(await entriesOf('work')).toEqual([]);
    });

    it('keep the session that a group was given under them first, in the order in which they became known', async () => {
      const change = (...chats: KnownChat[]) =>
        current().store.changeChats({ sourceId: SOURCE, ...NOTHING, chats });
      const others: KnownChat = { ...FAMILY, meaning: 'chat200', session: '2@s' };
      const first: KnownChat = { chatId: id.chatId(1), meaning: 'chat100', session: '2' };
      await change(FAMILY, others);
      await change({ ...FAMILY, session: '9' }, first);
      expect(await chatsOf()).toEqual([FAMILY, others, first]);
    });

    it('stand for what an entry was set to last, until it is forgotten', async () => {
      const change = (entries: EntryMeaning[], forgotten: EntryMeaning[] = []) =>
        current().store.changeChats({ sourceId: SOURCE, ...NOTHING, entries, forgotten });
      const refused: EntryMeaning = { ...LISTED, other: { sourceId: 'other', meaning: 'chat200' } };
      const keyed: EntryMeaning = { ...LISTED, entry: 'groups 2 {}' };
      await change([LISTED, keyed]);
      await change([refused]);
      expect(await entriesOf()).toEqual([refused, keyed]);
      await change([], [refused]);
      expect(await entriesOf()).toEqual([keyed]);
    });
  });
}
