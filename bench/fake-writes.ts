// How fast things happen on the fake Mac: rows written as Messages writes them, row and join in commits of
// their own, by way of the agenda; and many rows at once.

import { join } from 'node:path';
import { createSystemIds } from '../fake-imsg/device/ids.ts';
import { openFolderDevice } from '../fake-imsg/process/files/folder-device.ts';
import { secondsOf } from './clock.ts';
import { createBenchDevice, fillDevice } from './device.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { ALLOWED, checksumOf, WALL_MS } from './traffic.ts';

const SIZES = {
  small: { rows: 300, bulkRows: 2_000, runs: 3 },
  full: { rows: 5_000, bulkRows: 100_000, runs: 5 },
} as const;
/** Longer than a row takes from being written to being joined. */
const JOINED_MS = 1_000;

export const fakeWrites: Workload = {
  name: 'fake writes',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { rows, bulkRows, runs } = SIZES[size];
      const seconds: number[] = [];
      const bulkSeconds: number[] = [];
      let checksum = '';
      for (let run = 0; run < runs; run += 1) {
        const { dir, clock, device } = openDevice(join(folder, `mac-${run}`));
        seconds.push(
          await secondsOf(() => {
            for (let index = 0; index < rows; index += 1) {
              const from = ALLOWED[index % ALLOWED.length]!;
              device.schedule(
                { kind: 'text', from, text: `message ${index}` },
                { eventId: `bench ${index}` },
              );
            }
            clock.nowMs += JOINED_MS;
            device.step();
          }),
        );
        checksum = joinedRows(dir.chatDbPath, device.openReader(), rows);
        device.close();
        const bulk = createBenchDevice(join(folder, `bulk-${run}`));
        bulkSeconds.push(await secondsOf(() => fillDevice(bulk, bulkRows)));
      }
      const figure: Figure = {
        figure: "fake: rows written with Messages' own commits",
        value: rows / median(seconds),
        unit: 'rows/s',
        limit: null,
        bar: { of: 'value', atLeast: 3_000 },
        parameters: `${rows} rows from ${ALLOWED.length} people, ${runs} runs, scheduled and applied`,
        checksum,
      };
      const bulkFigure: Figure = {
        figure: 'fake: rows written in bulk',
        value: bulkRows / median(bulkSeconds),
        unit: 'rows/s',
        limit: null,
        bar: { of: 'value', atLeast: 20_000 },
        parameters: `${bulkRows} rows in a new chat.db, ${runs} runs, from opening to closing it`,
        checksum: '',
      };
      return [figure, bulkFigure];
    }),
};

/** A device whose time stands still until it is told to go on. */
function openDevice(path: string) {
  const dir = createBenchDevice(path);
  const clock = {
    nowMs: WALL_MS,
    wallMs: () => clock.nowMs,
    monotonicMs: () => clock.nowMs,
    after: () => ({ cancel() {} }),
    soon() {},
  };
  return { dir, clock, device: openFolderDevice(path, { clock, ids: createSystemIds() }) };
}

function joinedRows(
  path: string,
  reader: ReturnType<ReturnType<typeof openFolderDevice>['openReader']>,
  rows: number,
) {
  const guids = reader
    .prepare<[], string>(
      'SELECT guid FROM message JOIN chat_message_join ON message_id = ROWID ORDER BY guid',
    )
    .pluck()
    .all();
  reader.close();
  if (guids.length !== rows) throw new Error(`${guids.length} of ${rows} rows are in ${path}`);
  return checksumOf(guids);
}
