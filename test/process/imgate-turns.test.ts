// `imgate turns` and the gateway that it asks, as people start them.

import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { makeStateDir } from '../support/processes/control.ts';
import { openConfig, startImgate } from '../support/processes/imgate-process.ts';
import { ALICE } from '../support/scenarios/stories.ts';

const WRAPPER = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));

it('shows turns that nobody answered, and lets them be answered when an agent is there (ruling-44)', async () => {
  const folder = makeDeviceFolder();
  const config = openConfig({
    stateDir: makeStateDir(),
    cliPath: folder.imsgPath,
    dbPath: folder.chatDbPath,
  });
  const device = openDeviceFolder(folder, REAL_TIME);
  const turns = async (configPath: string, ...args: string[]) => {
    const command = ['turns', ...args, '--config', configPath];
    const { exitCode, stdout, stderr } = await execa(WRAPPER, command, { reject: false });
    return { exitCode, stdout, code: /imgate: (\w+):/.exec(stderr)?.[1] ?? stderr };
  };
  const done = (stdout: string) => ({ exitCode: 0, stdout, code: '' });
  const refused = (code: string) => ({ exitCode: 1, stdout: '', code });

  const first = startImgate({ ...config, agents: { list: [] } });
  await first.said('watching messages');
  device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await first.said('nobody answers them');
  let table = '';
  const list = async () => {
    table = (await turns(first.configPath, 'list')).stdout;
    return table;
  };
  await expect.poll(list, { timeout: 20_000 }).toMatch(/^Turns without an answer \(1\)/);
  expect(table).toMatch(/account=default agent=main chat_id=1 {2}failed \(agent_missing\)/);
  expect(table).not.toMatch(/hello|\+1555/);
  const { stdout: json } = await turns(first.configPath, 'list', '--json');
  const [{ turnId }] = (JSON.parse(json) as { turns: [{ turnId: string }] }).turns;
  expect(await first.stop()).toBe(0);

  const second = startImgate(config);
  await second.said('watching messages');
  expect(await turns(second.configPath, 'redo', 'default/9/guid:none')).toEqual(refused('turn_unknown'));
  expect(await turns(second.configPath, 'redo', turnId)).toEqual(done('Redone: 1.'));
  await second.said('delivered reply to chat_id:1');
  expect(await turns(second.configPath, 'redo', turnId)).toEqual(refused('turn_not_redoable'));
  expect(await turns(second.configPath, 'redo', '--reason', 'agent_missing')).toEqual(
    done('There is none to be redone.'),
  );
  expect(await turns(second.configPath, 'list')).toEqual(done('No turn ended without its answer.'));
  expect(await second.stop()).toBe(0);
});
