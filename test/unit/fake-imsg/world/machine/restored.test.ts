import { describe, expect, it } from 'vitest';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';

const text = (words: string, more: object = {}) => ({
  kind: 'text',
  from: '+15550001111',
  text: words,
  ...more,
});

interface Row {
  readonly rowid: number;
  readonly guid: string;
  readonly chat: string | null;
}

const ROWS = `SELECT message.ROWID AS rowid, message.guid AS guid, chat.guid AS chat FROM message
  LEFT JOIN chat_message_join ON message_id = message.ROWID LEFT JOIN chat ON chat.ROWID = chat_id
  ORDER BY message.ROWID`;

const rowsOf = ({ device }: TestMac) => device.openReader().prepare(ROWS).all() as Row[];
const countOf = ({ device }: TestMac, table: string) =>
  device.openReader().prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get();

async function macWithFive(): Promise<TestMac> {
  const mac = createTestMac();
  for (const words of ['one', 'two', 'three']) mac.device.schedule(text(words));
  await mac.pass(1000);
  mac.device.schedule({ kind: 'photo', from: '+15550001111', caption: 'four' });
  await mac.pass(60_000);
  mac.device.schedule(text('five', { from: '+15550002222' }));
  await mac.pass(1000);
  return mac;
}

describe('a copy of chat.db that takes its place', () => {
  it('has the same rows and another file', async () => {
    const mac = await macWithFive();
    const [before, { database }] = [rowsOf(mac), mac.device.files()];
    mac.device.schedule({ kind: 'restore-database' });
    await mac.pass(1);
    expect(mac.device.files().database).not.toBe(database);
    expect(rowsOf(mac)).toEqual(before);
    expect(mac.device.record().map(({ what }) => what)).toContain('database');
  });

  it('lacks the newest, their files and their chats, and gives their rowids again', async () => {
    const mac = await macWithFive();
    const before = rowsOf(mac);
    mac.device.schedule({ kind: 'restore-database', lacks: 2 });
    mac.device.schedule(text('other'), { inMs: 1 });
    await mac.pass(1000);
    const [other, ...kept] = rowsOf(mac).toReversed();
    expect(kept.toReversed()).toEqual(before.slice(0, 3));
    expect(other).toMatchObject({ rowid: 4, chat: 'any;-;+15550001111' });
    expect(other!.guid).not.toBe(before[3]!.guid);
    expect([countOf(mac, 'attachment'), countOf(mac, 'chat'), countOf(mac, 'chat_handle_join')]).toEqual([
      0, 1, 1,
    ]);
  });

  it('has the newest first where it was built anew', async () => {
    const mac = await macWithFive();
    const before = rowsOf(mac);
    mac.device.schedule({ kind: 'restore-database', lacks: 1, rowids: 'new' });
    await mac.pass(1);
    const guids = before.slice(0, 4).map(({ guid }) => guid);
    expect(rowsOf(mac).map(({ rowid, guid }) => [rowid, guid])).toEqual(
      guids.toReversed().map((guid, index) => [index + 1, guid]),
    );
  });

  it('is empty where it lacks more than there was', async () => {
    const mac = await macWithFive();
    mac.device.schedule({ kind: 'restore-database', lacks: 9 });
    await mac.pass(1);
    expect(rowsOf(mac)).toEqual([]);
  });

  it('is refused with a number that is none', () => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'restore-database', lacks: -1 })).toThrow(
      'give how many of the newest messages it lacks',
    );
  });
});
