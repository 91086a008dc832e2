// What `imgate gateway` says when it cannot run at all: the field, what stands there, what to do; exit code 1.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../engine/store/migrations.ts';
import { openDatabase } from '../../engine/store/sqlite/open-database.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE } from '../support/scenarios/stories.ts';

const ECHO = { list: [{ id: 'main', type: 'echo' }] };
const CORRECT_IT = 'Correct the key or value at the path the message names.';

async function refusal(config: object): Promise<string[]> {
  const imgate = startImgate(config);
  expect(await imgate.exited).toBe(1);
  return imgate.log.map(({ msg }) => msg);
}

describe('a configuration', () => {
  it('with an unknown key is refused with its path and the nearest key', async () => {
    const config = { channels: { imessage: { dmPolicyy: 'open' } }, agents: ECHO };
    expect(await refusal(config)).toEqual([
      'imgate: config_invalid: channels.imessage.dmPolicyy: unknown key. Did you mean dmPolicy? (line 1, column 26)',
      CORRECT_IT,
    ]);
  });

  it('that is open without "*" is refused with both keys', async () => {
    const config = {
      channels: { imessage: { dmPolicy: 'open', allowFrom: [ALICE] } },
      agents: ECHO,
    };
    expect(await refusal(config)).toEqual([
      'imgate: config_invalid: channels.imessage.allowFrom: channels.imessage.dmPolicy="open" requires ' +
        'channels.imessage.allowFrom to include "*" (line 1, column 44)',
      CORRECT_IT,
    ]);
  });

  it('with several values that are not allowed is refused with all of them', async () => {
    const config = {
      channels: { imessage: { service: 'pigeon', cliPath: '-rf' } },
      agents: { list: [{ id: 'main', type: 'echo' }] },
    };
    expect(await refusal(config)).toEqual([
      'imgate: config_invalid:',
      '  channels.imessage.cliPath: "-rf" is not allowed, expected safe executable name or path (line 1, column 45)',
      '  channels.imessage.service: "pigeon" is not allowed, expected "imessage", "sms" or "auto" (line 1, column 26)',
      CORRECT_IT,
    ]);
  });

  it('that cannot be read as JSON5 is refused with its path, line and column', async () => {
    const imgate = startImgate('{\n  channels: {,\n}');
    expect(await imgate.exited).toBe(1);
    expect(imgate.log.map(({ msg }) => msg)).toEqual([
      `imgate: config_unreadable: ${imgate.configPath}: JSON5: invalid character ',' at 2:14`,
      'Check the path given with --config and the syntax at the line the message names.',
    ]);
  });
});

describe('a store', () => {
  const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const makeStore = (change: string) => {
    const stateDir = temporaryFolder();
    const path = join(stateDir, STORE_FILE);
    openDatabase(path).close();
    const db = new Database(path);
    db.pragma(change);
    db.close();
    return { stateDir, path };
  };
  const gateway = (stateDir: string) => refusal(openConfig({ stateDir, cliPath: 'imsg' }));

  it('of a newer version is refused with both versions, and left as it was', async () => {
    const { stateDir, path } = makeStore(`user_version = ${SCHEMA_VERSION + 1}`);
    const before = digest(path);
    expect(await gateway(stateDir)).toEqual([
      `imgate: store_too_new: ${path} has version ${SCHEMA_VERSION + 1}; this imgate knows versions up to ` +
        `${SCHEMA_VERSION}.`,
      'Run the newer imgate, or point stateDir at another folder. The file was not changed.',
    ]);
    expect(digest(path)).toBe(before);
  });

  it('that is the database of another program is refused, and left as it was', async () => {
    const { stateDir, path } = makeStore('application_id = 7');
    const before = digest(path);
    expect(await gateway(stateDir)).toEqual([
      `imgate: store_unusable: ${path} is a database of another program.`,
      'Put right what the message names, or move the file away to start afresh.',
    ]);
    expect(digest(path)).toBe(before);
  });

  it('that a second gateway takes is given up by the first, which says so; the second answers, once', async () => {
    const folder = makeDeviceFolder();
    const config = openConfig({
      stateDir: temporaryFolder(),
      cliPath: folder.imsgPath,
      dbPath: folder.chatDbPath,
    });
    const first = startImgate(config);
    await first.said('watching messages');
    const second = startImgate(config, {}, ['--take-over']);
    await second.said('watching messages');
    const device = openDeviceFolder(folder, REAL_TIME);
    device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
    expect(await first.exited).toBe(1);
    expect(first.log.slice(-2).map(({ msg }) => msg)).toEqual([
      'imgate: store_owner_lost: Another gateway has taken over this store.',
      'Run one gateway per state folder; stop the other one and start again.',
    ]);
    await second.said('imessage: delivered reply to chat_id:1');
    expect(await second.stop()).toBe(0);
    expect(device.sent().map(({ text }) => text)).toEqual(['You said: hello']);
  });
});
