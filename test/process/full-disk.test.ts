// A disk that is full for a while, with real children and a real store: the store is told where the disk
// ends, which no other process could do.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { locatorOf } from '../../engine/config/locator.ts';
import { createEngine, createSystemPorts } from '../../engine/index.ts';
import { createSqliteCore, openSqliteReader } from '../../engine/store/sqlite/core.ts';
import { openDatabase } from '../../engine/store/sqlite/open-database.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { checkAll } from '../../scenarios/sim/checkers.ts';
import { readJournal } from '../../scenarios/sim/inspect.ts';
import { waysOf } from '../../scenarios/sim/oracle/ways.ts';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { openConfig } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE, BOB } from '../support/scenarios/stories.ts';
import { coreBackend } from '../support/stores/bed.ts';

/**
 * More than the pages there are have room for, and under 8 KiB: imsg reads a longer text that stands in the body
 * only with a stray character in front.
 */
const LONG = 'words '.repeat(1_300).trim();

it('rows wait while the disk is full, the log says so, and all are answered once there is room', async () => {
  const folder = makeDeviceFolder();
  const device = openDeviceFolder(folder, REAL_TIME);
  const stateDir = temporaryFolder();
  const path = join(stateDir, STORE_FILE);
  const db = openDatabase(path);
  const hasWarned = Promise.withResolvers<string>();
  const logger = {
    debug() {},
    info() {},
    warn() {},
    error: (message: string) => void (message.startsWith('store:') && hasWarned.resolve(message)),
  };
  const backend = coreBackend(createSqliteCore(db, path), (apply) => setImmediate(() => apply()()));
  const config = openConfig({ stateDir, cliPath: folder.imsgPath, dbPath: folder.chatDbPath });
  const engine = createEngine({
    config: { ...config, channels: { imessage: { ...config.channels.imessage, textChunkLimit: 1_000_000 } } },
    ports: { ...createSystemPorts({ logger }), storeOf: () => backend },
    logger,
  });
  const subscribed = new Promise((resolve) => engine.on('subscribed', resolve));
  const sent: string[] = [];
  const bothSent = new Promise<void>((resolve) => {
    engine.on('part', ({ state, text }) => {
      if (state === 'sent') sent.push(text);
      if (sent.length === 2) resolve();
    });
  });
  await engine.start();
  await subscribed;

  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages}`);
  for (const from of [ALICE, BOB]) device.schedule({ kind: 'text', from, text: `${from} ${LONG}` });
  expect(await hasWarned.promise).toBe(
    `store: The disk is full: ${path} was not written. Trying again in 1000 ms. Free disk space. Reading ` +
      'pauses until a commit succeeds; nothing is lost.',
  );
  expect(db.prepare('SELECT count(*) FROM event').pluck().get()).toBe(0);

  db.pragma(`max_page_count = ${pages + 10_000}`);
  await bothSent;
  await engine.stop();
  expect(sent.toSorted()).toEqual([ALICE, BOB].map((from) => `You said: ${from} ${LONG}`).toSorted());
  const core = openSqliteReader(path);
  const journal = readJournal(core, locatorOf({ dbPath: folder.chatDbPath }))!;
  core.close();
  const script = ({ text }: { readonly text: string }) => [`You said: ${text}`];
  // Each is one message, however long.
  const ways = [waysOf({ textChunkLimit: 1_000_000 })];
  expect(checkAll({ journal, device, script, firstBoundary: 0, ways })).toEqual([]);
});
