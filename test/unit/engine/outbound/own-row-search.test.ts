import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { createOwnRowSearch } from '../../../../engine/outbound/own-row-search.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { EMPTY_MESSAGES_DB } from '../../../support/chat-db/empty-messages-db.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { ACCOUNT, part, TARGET } from '../../../support/stores/inputs.ts';

const PART = {
  ...part('p', { state: 'sending', maxRowid: 50, sendingAtMs: 1 }),
  ...{ turnId: null, accountId: ACCOUNT, lane: id.lane('l'), seq: 1, createdAtMs: 1 },
  ...{ guid: null, rowid: null, evidence: null, endedAtMs: null },
};
const OWN = { id: 51, guid: 'G', chat_id: 7, chat_guid: TARGET.chatGuid, is_from_me: true, text: 'ok' };

function search({ db = null, version = '0.14.1' }: { db?: MessagesDb | null; version?: string | null } = {}) {
  const asked: unknown[] = [];
  const caller: RpcCaller = {
    async call(method, params) {
      asked.push([method, params]);
      return { messages: [OWN, { ...OWN, id: 52, is_from_me: false }, 'no message'] };
    },
  };
  const logger = createListLogger();
  return {
    asked,
    ...createOwnRowSearch({ db, readClient: () => caller, imsgVersion: () => version, logger }),
  };
}

describe('own rows besides the watch', () => {
  it('are looked for in chat.db above the mark, which tells no words of most', async () => {
    const asked: unknown[] = [];
    const ownRows = async (...question: unknown[]) => {
      asked.push(question);
      return [{ rowid: 51, guid: 'G', text: null }];
    };
    const { inDatabase } = search({ db: { ...EMPTY_MESSAGES_DB, ownRows } });
    expect(await inDatabase(PART)).toEqual([{ rowid: 51, guid: 'G', chatGuid: TARGET.chatGuid, text: null }]);
    expect(asked).toEqual([[TARGET.chatGuid, 50, expect.any(Number)]]);
    expect(await inDatabase({ ...PART, maxRowid: null })).toBeNull();
  });

  it('carry their files by the names that are shown', async () => {
    const files = [
      { name: '../page.pdf', bytes: 12 },
      { name: null, bytes: 0 },
    ];
    const ownRows = async () => [{ rowid: 51, guid: 'G', text: null, files }];
    const { inDatabase } = search({ db: { ...EMPTY_MESSAGES_DB, ownRows } });
    expect(await inDatabase(PART)).toMatchObject([{ files: [{ name: 'page.pdf', bytes: 12 }] }]);
  });

  it('are asked for with their files where one of those is looked for', async () => {
    const { asked, inHistory } = search({ version: '0.13.2' });
    await inHistory({ ...PART, kind: 'file', content: '{}' });
    expect(asked).toEqual([['messages.history', expect.objectContaining({ attachments: true })]]);
  });

  it('are not known where chat.db cannot be read, or is behind a remote wrapper', async () => {
    const ownRows = async () => {
      throw new EngineError('messages_db_unreadable');
    };
    expect(await search({ db: { ...EMPTY_MESSAGES_DB, ownRows } }).inDatabase(PART)).toBeNull();
    expect(await search().inDatabase(PART)).toBeNull();
  });

  it('are asked of imsg from 0.13.2 on, and of no build before (ruling-30)', async () => {
    const { asked, inHistory, isSilent } = search({ version: '0.13.2' });
    const row = { rowid: 51, guid: 'G', chatGuid: TARGET.chatGuid, text: 'ok', sentAtMs: null };
    expect(await inHistory(PART)).toEqual([row]);
    expect(asked).toEqual([['messages.history', expect.objectContaining({ chat_id: 7 })]]);
    expect(isSilent()).toBe(false);
    for (const version of ['0.9.0', '0.13.1', null]) {
      const older = search({ version });
      expect(await older.inHistory(PART)).toBeNull();
      expect(older.asked).toEqual([]);
      expect(older.isSilent()).toBe(true);
    }
  });
});
