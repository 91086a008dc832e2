import { beforeEach, describe, expect, it } from 'vitest';
import { createGroupSessions } from '../../../../engine/source/group-sessions.ts';
import type { SourceState } from '../../../../engine/store/commands/sources.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { id } from '../../../support/messages/ids.ts';
import { openCore } from '../../../support/stores/bed.ts';

const group = (chatId: number, meaning: string) => ({ chatId: id.chatId(chatId), meaning });
const NOTHING = { entries: [], forgotten: [] };

describe('what names a group in session keys (P4, ruling-22, SES-1)', () => {
  let store: Store;
  let first: SourceState;
  let second: SourceState;
  beforeEach(async () => {
    store = openCore(createMemoryCore());
    const place = { locator: '/l', fileKey: null, createdAtMs: 0 };
    first = await store.createSource({ sourceId: '11111111-aaaa', ...place });
    second = await store.createSource({ sourceId: '22222222-bbbb', ...place });
  });
  const opened = async (source: SourceState, before: SourceState[] = []) => {
    const sessions = createGroupSessions(store);
    await sessions.open(
      source,
      before.map(({ sourceId }) => sourceId),
    );
    return {
      sessions,
      async give(isSame: boolean, ...groups: ReturnType<typeof group>[]) {
        const chats = sessions.give(source, groups, isSame);
        await store.changeChats({ sourceId: source.sourceId, chats, ...NOTHING });
        return chats.map(({ session }) => session);
      },
    };
  };

  it('is the lowest number that came at once, and then for good', async () => {
    const { give } = await opened(first);
    expect(await give(false, group(7, 'chat100'), group(5, 'chat100'))).toEqual(['5', '5']);
    expect(await give(false, group(2, 'chat100'))).toEqual(['5']);
    const again = await opened(first);
    expect(await again.give(false, group(1, 'chat100'))).toEqual(['5']);
  });

  it('has the id of the database where that is not the first one', async () => {
    const { give } = await opened(second);
    expect(await give(false, group(5, 'chat100'))).toEqual(['5@22222222']);
  });

  it('stays when the group is found again in another database, whatever number it has there', async () => {
    await (await opened(first)).give(false, group(5, 'chat100'));
    const { give } = await opened(second, [first]);
    expect(await give(false, group(9, 'chat100'), group(5, 'chat200'))).toEqual(['5@22222222', '5']);
  });

  it('is never that of another group, also where nobody can say which database it is', async () => {
    const { give } = await opened(first);
    expect(await give(false, group(5, 'chat100'))).toEqual(['5']);
    expect(await give(false, group(5, 'chat200'))).toEqual(['5@11111111']);
    expect(await give(false, group(5, 'chat300'))).toEqual(['5@11111111.2']);
    expect(await give(false, group(6, 'chat100'))).toEqual(['5']);
  });

  it('stays with a chat that is called otherwise in the proven database', async () => {
    const { give } = await opened(first);
    expect(await give(true, group(5, 'chat100'))).toEqual(['5']);
    expect(await give(true, group(5, 'chat200'))).toEqual(['5']);
  });
});
