// `imgate why` and `imgate what-if` beside the gateway whose rows they ask about, as people start them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { STAGES } from '../../engine/inbound/stages/stages.ts';
import { REAL_TIME } from '../support/clocks/fast-time.ts';
import { makeDeviceFolder, openDeviceFolder } from '../support/devices/device-folder.ts';
import { makeStateDir } from '../support/processes/control.ts';
import { startImgate } from '../support/processes/imgate-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';
import { ALICE, BOB } from '../support/scenarios/stories.ts';

const WRAPPER = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));

/** A gateway that is for Alice, and for groups where somebody calls the agent. */
function startGateway() {
  const folder = makeDeviceFolder();
  const stateDir = makeStateDir();
  const config = `{
  stateDir: ${JSON.stringify(stateDir)},
  channels: {
    imessage: {
      cliPath: ${JSON.stringify(folder.imsgPath)},
      dbPath: ${JSON.stringify(folder.chatDbPath)},
      dmPolicy: 'allowlist',
      allowFrom: [
        'carl@example.com',
        '${ALICE}',
      ],
    },
  },
  agents: { list: [{ id: 'main', type: 'echo' }] },
}`;
  const gateway = startImgate(config, {}, ['--verbose']);
  const run = async (...command: string[]) => {
    const { exitCode, stdout, stderr } = await execa(WRAPPER, command, { reject: false });
    return { exitCode, stdout, stderr };
  };
  const why = (...args: string[]) => run('why', ...args, '--config', gateway.configPath);
  const whatIf = (other: string, ...args: string[]) => {
    const path = join(temporaryFolder(), 'other.json5');
    writeFileSync(path, other);
    return run('what-if', ...args, '--config', path);
  };
  return { gateway, device: openDeviceFolder(folder, REAL_TIME), why, whatIf, config };
}

it('shows the way of a row, the key that decided and what became of its turn, and what another configuration would do, beside a gateway that runs (invariant-30)', async () => {
  const { gateway, device, why, whatIf, config } = startGateway();
  await gateway.said('watching messages');
  device.schedule({ kind: 'text', from: ALICE, text: 'a secret' });
  await gateway.said('delivered reply to chat_id:1');
  device.schedule({ kind: 'text', from: BOB, text: 'let me in' });
  await gateway.said('dmPolicy blocked');

  const says: Readonly<Record<string, string>> = {
    fence: 'N s old, at most 15 min; came by itself',
    gate: 'admitted',
  };
  const answered = await why('1');
  expect(answered).toMatchObject({ exitCode: 0, stderr: '' });
  const lines = answered.stdout.replace(/[0-9A-Fa-f-]{36}/g, 'ID').replace(/\d{4}-\S+Z/g, 'DATE');
  expect(lines.replace(/[\d.]+ s old/, 'N s old').split('\n')).toEqual([
    'row           1, ID, of source ID',
    `sender        ${ALICE}`,
    `chat          chat_id:1, any;-;${ALICE}`,
    'sent          DATE',
    'arrived       DATE',
    '',
    'account       default',
    'fate          dispatched',
    ...STAGES.map(({ name }) => `  ${name.padEnd(12)}${says[name] ?? 'nothing'}`),
    `decided by    channels.imessage.allowFrom[1] = "${ALICE}" (line 10)`,
    'agent         main, chosen by agents.list[0] = {…} (line 14)',
    'turn          default/1/guid:ID: answered, agent main asked once',
    '  part        0, text: sent as row 2',
  ]);
  expect(answered.stdout).not.toContain('a secret');

  const denied = await why('3', '--json');
  expect(JSON.parse(denied.stdout)).toMatchObject({
    rowid: 3,
    sender: BOB,
    verdicts: [
      {
        accountId: 'default',
        fate: 'denied',
        code: 'dm_blocked',
        undecidable: null,
        now: null,
        turn: null,
        keys: [
          { key: 'channels.imessage.allowFrom', line: 8 },
          { key: 'channels.imessage.dmPolicy', value: 'allowlist', line: 7 },
        ],
      },
    ],
  });
  const { guid } = JSON.parse(denied.stdout) as { guid: string };
  expect((await why(guid.toLowerCase(), '--account', 'Default')).stdout).toContain(
    'denied: dmPolicy blocked',
  );
  expect((await why('2')).stdout).toMatch(/fate +echo: own send/);

  expect(await why('77')).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringMatching(/^imgate: row_unknown: The journal has no row 77\.\n/),
  });
  expect(await why('3', '--account', 'work')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /^imgate: account_unknown: Row 3 went to account default, and not to work\./,
    ),
  });

  const tried = await whatIf(config.replace(`'${ALICE}'`, `'${BOB}'`), '--since', '1h');
  expect(tried).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/^warning: imessage: 2 addresses/),
  });
  expect(tried.stdout.replace(/\d{4}-\S+Z/g, 'DATE').split('\n')).toEqual([
    `row 1  DATE  ${ALICE} in chat_id:1 (default), text: a turn → denied (dmPolicy blocked)`,
    `row 3  DATE  ${BOB} in chat_id:2 (default), text: denied (dmPolicy blocked) → a turn, unless its words say otherwise`,
    '2 of 3 rows would have another fate',
    '  1  a turn → denied',
    '  1  denied → a turn',
  ]);
  const json = await whatIf(config, '--json');
  expect(JSON.parse(json.stdout)).toEqual({
    rows: 3,
    differing: 0,
    changes: [],
    undecidable: {},
    differences: [],
  });
  expect(await whatIf(config.replace('allowFrom', 'allowfrom'))).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringContaining('config_invalid'),
  });
  expect(await whatIf(config, '--since', 'yesterday')).toMatchObject({
    exitCode: 64,
    stderr: expect.stringContaining('It is a time such as 7d, 12h or 2026-03-01.'),
  });
  const elsewhere = await whatIf(
    config.replace(/stateDir: .*/, `stateDir: ${JSON.stringify(temporaryFolder())},`),
  );
  expect(elsewhere).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('journal_missing') });
  expect(await gateway.stop()).toBe(0);
  expect((await why('3')).stdout).toContain('denied: dmPolicy blocked');
});
