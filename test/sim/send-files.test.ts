import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bridge } from '../../fake-imsg/environments.ts';
import { besideGateway } from '../../scenarios/sim/beside-gateway.ts';
import { OPEN_CONFIG } from '../../scenarios/sim/gateway.ts';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';
import { type CommandEnd, runCommand } from '../../scenarios/sim/operator-command.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const REMEDY = 'Name a file that you can read, that is not empty and no larger than mediaMaxMb.';
const FOLDER = '/home/ada/Documents';
/** Where the gateway keeps copies. */
const MEDIA = '/sim/state/media';

let mac: Installation;
afterEach(() => {
  mac.gateway()?.node.die('the test is over');
  mac.device.close();
});

/** A gateway to which Alice has written, files beside the database, and what a command comes to. */
async function runs(...args: readonly string[]): Promise<CommandEnd> {
  mac = createInstallation({ seed: 'send files', facts: bridge });
  mac.start();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  mac.disk().mkdirSync(FOLDER, { recursive: true });
  for (const name of ['plan.pdf', 'map.png', 'memo.caf']) mac.disk().writeFileSync(`${FOLDER}/${name}`, name);
  mac.disk().writeFileSync(`${FOLDER}/empty.pdf`, '');
  mac.disk().symlinkSync(`${FOLDER}/plan.pdf`, `${FOLDER}/latest.pdf`);
  mac.disk().writeFileSync(`${FOLDER}/large.mov`, Buffer.alloc(17 * 1024 * 1024));
  await mac.world.advance(10_000);
  let end: CommandEnd | null = null;
  await runCommand(args, { config: OPEN_CONFIG, ...besideGateway(mac) }, (ended) => {
    end = ended;
  });
  await mac.world.advance(60_000);
  return end!;
}
const sent = () => mac.device.sent().map(({ text, file }) => file?.split('/').at(-1) ?? text);

describe('imgate send with files', () => {
  it('sends words and each file behind them, and shows what became of each', async () => {
    const files = ['--file', `${FOLDER}/plan.pdf`, '--file', `${FOLDER}/map.png`];
    const { exitCode, output } = await runs('send', '--to', ALICE, 'The plan', ...files);
    expect([exitCode, output]).toEqual([
      0,
      expect.stringMatching(/^sent [\w-]+\nsent [\w-]+ plan\.pdf\nsent [\w-]+ map\.png\n$/),
    ]);
    expect(sent()).toEqual(['The plan', 'plan.pdf', 'map.png']);
  });

  it('takes the file that a link leads to, by the name that it was given by', async () => {
    const { exitCode, output } = await runs('send', '--to', ALICE, '--file', `${FOLDER}/latest.pdf`);
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/^sent [\w-]+ latest\.pdf\n$/)]);
    expect(sent()).toEqual(['latest.pdf']);
  });

  it('says the caption with the first file', async () => {
    const files = ['--file', `${FOLDER}/plan.pdf`, '--file', `${FOLDER}/map.png`];
    const { exitCode } = await runs('send', '--to', ALICE, ...files, '--caption', 'Both of them');
    expect(exitCode).toBe(0);
    expect(sent()).toEqual(['plan.pdf', 'Both of them', 'map.png']);
  });

  it('sends a voice message', async () => {
    const { exitCode } = await runs('send', '--to', ALICE, '--voice', '--file', `${FOLDER}/memo.caf`);
    expect(exitCode).toBe(0);
    const isVoice = mac.device
      .openReader()
      .prepare('SELECT is_audio_message FROM message WHERE is_from_me = 1 AND cache_has_attachments = 1')
      .pluck();
    expect(isVoice.all()).toEqual([1]);
  });

  it('leaves no copy of its own behind', async () => {
    await runs('send', '--to', ALICE, '--file', `${FOLDER}/plan.pdf`);
    const left = mac.disk().readdirSync(MEDIA);
    expect(left).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.out$/)]);
  });

  it.each([
    ['none.pdf', 'there is no such file'],
    ['.', 'it is no regular file'],
  ])('sends nothing at all where a file cannot be read, and names it: %j', async (name, why) => {
    const { exitCode, output } = await runs('send', '--to', ALICE, 'The plan', '--file', `${FOLDER}/${name}`);
    expect(exitCode).toBe(1);
    expect(output).toContain('file_unusable');
    expect(output).toContain(`--file "${resolve(FOLDER, name)}": ${why}`);
    expect(sent()).toEqual([]);
    expect(mac.disk().existsSync(MEDIA)).toBe(false);
  });

  it('sends nothing that is too large, and leaves no copy of it', async () => {
    const disk = () => mac.disk();
    const path = `${FOLDER}/large.mov`;
    const { exitCode, output } = await runs('send', '--to', ALICE, '--file', path);
    expect([exitCode, output]).toEqual([
      1,
      `imgate: file_unusable: --file "${path}": attachment exceeds 16MB limit.\n${REMEDY}\n`,
    ]);
    expect(sent()).toEqual([]);
    expect(disk().existsSync(MEDIA)).toBe(false);
  });

  it('says what the gateway refuses in the words of whoever typed it', async () => {
    const files = ['--file', `${FOLDER}/plan.pdf`, '--file', `${FOLDER}/empty.pdf`];
    const { exitCode, output } = await runs('send', '--to', ALICE, 'The plan', ...files);
    expect([exitCode, output]).toEqual([
      1,
      `imgate: file_unusable: --file "${FOLDER}/empty.pdf": attachment is empty.\n${REMEDY}\n`,
    ]);
    expect(sent()).toEqual([]);
  });

  it('says what can be done for a voice message to somebody new', async () => {
    const { exitCode, output } = await runs('send', '--to', BOB, '--voice', '--file', `${FOLDER}/memo.caf`);
    expect(exitCode).toBe(1);
    expect(output).toContain(`target_unknown: --file "${FOLDER}/memo.caf": asVoice requires a known chat`);
    expect(output).toContain('Send words or a plain file to them first.');
  });

  it('names the option where the name of its file was left out', async () => {
    const { exitCode, output } = await runs('send', '--to', ALICE, '--file', '');
    expect([exitCode, output]).toEqual([1, expect.stringContaining('--file "": there is no such file')]);
  });

  it.each(['--voice', '--caption=see'])('refuses %s without a file', async (option) => {
    const { exitCode, output } = await runs('send', '--to', ALICE, 'The plan', option);
    expect([exitCode, output]).toEqual([1, expect.stringContaining('action_invalid')]);
    expect(sent()).toEqual([]);
  });

  it('sends nothing where nothing is given', async () => {
    const { exitCode, output } = await runs('send', '--to', ALICE);
    expect([exitCode, output]).toEqual([1, expect.stringContaining('nothing_to_send')]);
  });
});

describe('imgate action', () => {
  it('does what takes no input without one', async () => {
    const { exitCode, output } = await runs('action', 'leaveGroup', '--to', 'chat_id:1');
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/^imgate: action_\w+: (?!.*input)/)]);
  });
});
