// What watches do about rows that are in no chat yet, by build (wire-3.2).

import { describe, expect, it } from 'vitest';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg, type TestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

interface Setup {
  readonly mac: TestMac;
  readonly imsg: TestImsg;
}

/** With one chat and one message in it. */
async function start(build: string): Promise<Setup> {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'first' });
  await mac.pass(1000);
  return { mac, imsg: startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } }) };
}

/** Rows written straight into the file, which nobody is told of. */
function insert({ mac }: Setup, from: number, to: number, { chats = [1] }: { chats?: number[] } = {}): void {
  const db = mac.device.openReader();
  for (let id = from; id <= to; id++) {
    db.prepare(
      `INSERT INTO message (ROWID, guid, text, handle_id, date, service) VALUES (?, ?, ?, 1, ?, 'iMessage')`,
    ).run(id, `G${id}`, `m${id}`, id * 1e9);
    for (const chat of chats) {
      db.prepare('INSERT INTO chat_message_join (chat_id, message_id) VALUES (?, ?)').run(chat, id);
    }
  }
}

async function subscribe({ mac, imsg }: Setup, params: object = {}): Promise<void> {
  imsg.ask(`sub${imsg.lines.length}`, 'watch.subscribe', params);
  await mac.clock.advance(0);
}

const told = ({ imsg }: Setup, subscription = 1) =>
  imsg
    .frames()
    .filter(({ method, params }) => method === 'message' && params.subscription === subscription)
    .map(({ params }) => params.message);
const ids = (setup: Setup, subscription = 1) =>
  told(setup, subscription).map((message: { id: number }) => message.id);

describe('a row in no chat', () => {
  it.each(['0.5.0', '0.8.1', '0.9.0'])('is told as of chat 0 in %s', async (build) => {
    const setup = await start(build);
    insert(setup, 2, 2, { chats: [] });
    insert(setup, 3, 3);
    await subscribe(setup, { since_rowid: 1 });
    expect(ids(setup)).toEqual([2, 3]);
    expect(told(setup)[0]).toMatchObject({
      chat_id: 0,
      chat_identifier: '',
      chat_guid: '',
      chat_name: '',
      participants: [],
      is_group: false,
    });
  });

  it.each(['0.11.0', '0.11.1', '0.13.4', '0.14.1', 'current'])(
    'holds back what comes after it for 20 tries in %s, then is skipped',
    async (build) => {
      const setup = await start(build);
      insert(setup, 2, 2, { chats: [] });
      insert(setup, 3, 3);
      await subscribe(setup, { since_rowid: 1, debounce_ms: 100 });
      await setup.mac.clock.advance(1999);
      expect(ids(setup)).toEqual([]);
      await setup.mac.clock.advance(1);
      expect(ids(setup)).toEqual([3]);
    },
  );
});

describe('a link preview behind a row in no chat', () => {
  const told = async (build: string) => {
    const setup = await start(build);
    insert(setup, 2, 2, { chats: [] });
    insert(setup, 3, 3);
    const db = setup.mac.device.openReader();
    db.exec(`UPDATE message SET balloon_bundle_id = 'com.apple.messages.URLBalloonProvider' WHERE ROWID = 3`);
    await subscribe(setup, { since_rowid: 1 });
    db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 2)');
    await setup.mac.clock.advance(5000);
    return ids(setup);
  };

  it.each(['0.11.0', '0.11.1', '0.13.4'])('counts as seen in %s, and so it is lost', async (build) => {
    expect(await told(build)).toEqual([2]);
  });

  it.each(['0.14.1', 'current'])('waits its turn in %s', async (build) => {
    expect(await told(build)).toEqual([2, 3]);
  });
});
