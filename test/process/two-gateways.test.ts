// A gateway whose state is taken over or away: it ends by itself, with one line that says why.

import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { makeDeviceFolder } from '../support/devices/device-folder.ts';
import { type ImgateProcess, openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

async function startFirst() {
  const folder = makeDeviceFolder();
  const stateDir = join(temporaryFolder(), 'state');
  const config = openConfig({ stateDir, cliPath: folder.imsgPath, dbPath: folder.chatDbPath });
  const first = startImgate(config);
  await first.said('gateway: running');
  return { stateDir, config, first };
}

const errors = ({ log }: ImgateProcess) => log.filter(({ level }) => level === 'error').map(({ msg }) => msg);

it('one that is taken over from ends, and the other goes on (ruling-42)', async () => {
  const { config, first } = await startFirst();
  const second = startImgate(config, {}, ['--take-over']);
  await second.said('gateway: running');
  expect(await first.exited).toBe(1);
  expect(errors(first)).toEqual([expect.stringContaining('Another gateway has taken over this store.')]);
  expect(await second.stop()).toBe(0);
});

it('one that is not told to take over is refused, and the first goes on (ruling-42)', async () => {
  const { config, first } = await startFirst();
  const second = startImgate(config);
  expect(await second.exited).toBe(1);
  expect(second.log.at(-2)?.msg).toMatch(
    /^imgate: store_in_use: The store .* is in use by a gateway whose process id is \d+\.$/,
  );
  expect(await first.stop()).toBe(0);
});

it('one that waits for the state is stopped at once', async () => {
  const { config, first } = await startFirst();
  const second = startImgate(config);
  await second.said('Waiting up to 10000 ms for it.');
  expect(await second.stop()).toBe(0);
  expect(second.log.map(({ msg }) => msg)).not.toContain('gateway: running');
  expect(await first.stop()).toBe(0);
});

it.each<[string, (stateDir: string) => void]>([
  ['was removed', (stateDir) => rmSync(stateDir, { recursive: true })],
  ['was moved away', (stateDir) => renameSync(stateDir, `${stateDir} of before`)],
  ['lost its file', (stateDir) => rmSync(join(stateDir, STORE_FILE))],
  ['lost its log', (stateDir) => rmSync(join(stateDir, `${STORE_FILE}-wal`))],
])('one whose state %s ends, and another can be started in its place (T3)', async (_, take) => {
  const { stateDir, config, first } = await startFirst();
  take(stateDir);
  expect(await first.exited).toBe(1);
  expect(errors(first)).toEqual([expect.stringMatching(/ was removed while the gateway ran\. /)]);
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const second = startImgate(config);
  await second.said('gateway: running');
  expect(await second.stop()).toBe(0);
});
