// How fast the fake `imsg` tells a backlog to a reader that keeps up, beside SELECT and JSON.stringify alone.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openChatDbReader } from '../fake-imsg/chat-db/database/file.ts';
import { secondsOf } from './clock.ts';
import { createBenchDevice, fillDevice } from './device.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { rows: 2_000, runs: 3 }, full: { rows: 50_000, runs: 5 } } as const;
const LF = 0x0a;
/** As many as the fake reads at once. */
const PAGE_ROWS = 100;

export const fakeServes: Workload = {
  name: 'fake serves',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { rows, runs } = SIZES[size];
      const device = createBenchDevice(join(folder, 'mac'));
      fillDevice(device, rows);
      const seconds: number[] = [];
      const limitSeconds: number[] = [];
      let served = 0;
      let bare = 0;
      for (let run = 0; run < runs; run += 1) {
        limitSeconds.push(
          await secondsOf(() => {
            bare = selectAndStringify(device.chatDbPath, rows);
          }),
        );
        const answer = await serve(device.imsgPath, rows);
        seconds.push(answer.seconds);
        served = answer.bytes;
      }
      const figure: Figure = {
        figure: 'fake: rows served over rpc',
        value: rows / median(seconds),
        unit: 'rows/s',
        limit: rows / median(limitSeconds),
        bar: { of: 'ratio', atLeast: 0.5 },
        parameters: `${rows} rows of ${Math.round(served / rows)} B, ${runs} runs, watch.subscribe answered to last row; limit = select + stringify, ${Math.round(bare / rows)} B a row`,
        checksum: '',
      };
      return [figure];
    }),
};

/** Watches from the first row on and counts lines. Time runs from the answer to the call. */
function serve(imsg: string, rows: number): Promise<{ seconds: number; bytes: number }> {
  const child = spawn(imsg, ['rpc'], { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let lines = 0;
    let bytes = 0;
    let startedMs = 0;
    child.once('exit', () => reject(new Error(`imsg ended after ${lines} lines`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (startedMs === 0) startedMs = performance.now();
      bytes += chunk.length;
      for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) lines += 1;
      // The answer to the call is a line too.
      if (lines <= rows) return;
      resolve({ seconds: (performance.now() - startedMs) / 1000, bytes });
      child.stdin.end();
    });
    const params = { since_rowid: -1, attachments: false, include_reactions: true };
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'watch.subscribe', params })}\n`);
  });
}

// CROSS JOIN keeps SQLite from beginning with the chats and sorting all there is for every page.
const PAGE = `SELECT m.ROWID AS id, j.chat_id, m.guid, h.id AS sender, m.is_from_me, m.text, m.date AS created_at,
    c.chat_identifier, c.guid AS chat_guid, c.display_name AS chat_name, m.destination_caller_id,
    m.reply_to_guid, m.is_read
  FROM message m CROSS JOIN handle h ON h.ROWID = m.handle_id
    CROSS JOIN chat_message_join j ON j.message_id = m.ROWID CROSS JOIN chat c ON c.ROWID = j.chat_id
  WHERE m.ROWID > ? ORDER BY m.ROWID LIMIT ${PAGE_ROWS}`;

/** Answers how many bytes came out. */
function selectAndStringify(chatDbPath: string, rows: number): number {
  const db = openChatDbReader(chatDbPath);
  const page = db.prepare<[number], { id: number }>(PAGE);
  let bytes = 0;
  let count = 0;
  for (let cursor = 0; count < rows; ) {
    const messages = page.all(cursor);
    if (messages.length === 0) throw new Error(`${count} of ${rows} rows were read`);
    for (const message of messages) {
      const frame = { jsonrpc: '2.0', method: 'message', params: { subscription: 1, message } };
      bytes += Buffer.from(`${JSON.stringify(frame)}\n`).length;
    }
    count += messages.length;
    cursor = messages.at(-1)!.id;
  }
  db.close();
  return bytes;
}
