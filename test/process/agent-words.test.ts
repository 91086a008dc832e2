// A program as an agent that fails and prints what it was asked: at the default level nobody's words are in the log.

import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { nodeScript, temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE } from '../support/scenarios/stories.ts';

const FAILS = `process.stdin.on('data', (bytes) => process.stderr.write(\`\${String(bytes).match(/Meet[^"]*/)} \${bytes}\`));
  process.stdin.on('end', () => { process.exitCode = 3; });`;
const AGENTS = { list: [{ id: 'main', type: 'command', command: nodeScript(FAILS) }] };
const TEXT = 'Meet me at the harbour';

/** The log of a gateway whose agent fails at a text. */
async function logOf(...flags: readonly '--verbose'[]) {
  const folder = makeDeviceFolder();
  const device = openDeviceFolder(folder, REAL_TIME);
  const { imsgPath: cliPath, chatDbPath: dbPath } = folder;
  const config = openConfig({ stateDir: temporaryFolder(), cliPath, dbPath });
  const imgate = startImgate({ ...config, agents: AGENTS }, {}, flags);
  await imgate.said('watching messages');
  device.schedule({ kind: 'text', from: ALICE, text: TEXT });
  await imgate.said('imessage: inbound dispatch failed: agent command exited with code 3');
  if (flags.length > 0) await imgate.said('imessage: the agent said: ');
  expect(await imgate.stop()).toBe(0);
  return imgate.log;
}

it('shows no words of the turn and no number (T8, ruling-38)', async () => {
  const log = JSON.stringify(await logOf());
  expect(log).not.toContain(TEXT);
  expect(log).not.toContain(ALICE.slice(-10));
});

it('shows them with --verbose in debug lines alone, without a whole number', async () => {
  const log = await logOf('--verbose');
  const telling = log.filter(({ msg }) => msg.includes(TEXT));
  expect(telling.length).toBeGreaterThan(0);
  expect(telling.filter(({ level }) => level !== 'debug')).toEqual([]);
  expect(JSON.stringify(log.filter(({ level }) => level !== 'debug'))).not.toContain(ALICE.slice(-10));
});
