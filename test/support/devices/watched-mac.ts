// A Mac that one imsg watches: rows that nobody is told of, and what the watch tells.

import { startTestImsg, type TestImsg } from '../processes/imsg-process.ts';
import { createTestMac, type TestMac } from './fake-mac.ts';

const ALICE = '+15550001111';

export interface Watched {
  readonly mac: TestMac;
  readonly imsg: TestImsg;
}

/** With one chat and one message in it. */
export async function startWatched(build: string): Promise<Watched> {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'first' });
  await mac.pass(1000);
  return { mac, imsg: startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } }) };
}

/** Rows written straight into the file, which nobody is told of. */
export function insertUntold(
  { mac }: Watched,
  from: number,
  to: number,
  { chats = [1] }: { chats?: number[] } = {},
): void {
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

export async function subscribe({ mac, imsg }: Watched, params: object = {}): Promise<void> {
  imsg.ask(`sub${imsg.lines.length}`, 'watch.subscribe', params);
  await mac.clock.advance(0);
}

export const told = ({ imsg }: Watched, subscription = 1) =>
  imsg
    .frames()
    .filter(({ method, params }) => method === 'message' && params.subscription === subscription)
    .map(({ params }) => params.message);
export const toldIds = (setup: Watched, subscription = 1) =>
  told(setup, subscription).map((message: { id: number }) => message.id);
