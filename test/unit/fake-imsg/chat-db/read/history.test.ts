import { describe, expect, it } from 'vitest';
import { readChatDb } from '../../../../../fake-imsg/chat-db/read/chat-db.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const QUERY = { chatId: 1, limit: 50, senders: [], from: null, until: null };
const FILL = { attachments: true, reactions: true };
const PREVIEWS = { foldMax: 1, memory: null };

describe('the history of a chat in memory', () => {
  const readerOf = (mac: ReturnType<typeof createTestMac>) => {
    const db = readChatDb(mac.device.openReader(), null);
    return (query = QUERY, fill = FILL) => db.history(query, fill, PREVIEWS);
  };
  const written = async (...words: string[]) => {
    const mac = createTestMac();
    for (const text of words) mac.device.schedule({ kind: 'text', from: '+15550001111', text });
    await mac.pass(1000);
    return mac;
  };

  it('is not read again where nobody has written since', async () => {
    const read = readerOf(await written('one', 'two'));
    expect(read()).toHaveLength(2);
    expect(read()).toBe(read());
  });

  it('is another one where something else is asked', async () => {
    const read = readerOf(await written('one', 'two'));
    expect(read()).toHaveLength(2);
    expect(read({ ...QUERY, limit: 1 })).toHaveLength(1);
    expect(read({ ...QUERY, chatId: 2 })).toEqual([]);
    expect(read(QUERY, { ...FILL, reactions: false })).not.toBe(read());
  });

  it('shows what was put on a message since', async () => {
    const mac = await written('one');
    const read = readerOf(mac);
    expect(read()[0]!.reactions).toEqual([]);
    mac.device.schedule({ kind: 'tapback', from: '+15550001111', reaction: 'like' });
    await mac.pass(1000);
    expect(read()[0]!.reactions).toMatchObject([{ type: 'like' }]);
  });

  it('is empty in a database that is used again', async () => {
    const first = await written('one');
    const read = readerOf(first);
    expect(read()).toHaveLength(1);
    const reader = first.device.openReader();
    first.device.close();
    expect(createTestMac().device.openReader()).toBe(reader);
    expect(read()).toEqual([]);
  });
});
