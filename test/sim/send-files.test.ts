import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bridge } from '../../fake-imsg/environments.ts';
import { besideGateway } from '../../scenarios/sim/beside-gateway.ts';
import { OPEN_CONFIG } from '../../scenarios/sim/gateway.ts';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';
import { type CommandEnd, runCommand } from '../../scenarios/sim/operator-command.ts';

const ALICE = '+15550001111';
const FOLDER = '/sim/Attachments/out';

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
  for (const name of ['plan.pdf', 'map.png']) mac.disk().writeFileSync(`${FOLDER}/${name}`, name);
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

  it('sends nothing at all where a file may not be read, and names it as the gateway sees it', async () => {
    const { exitCode, output } = await runs('send', '--to', ALICE, 'The plan', '--file', 'package.json');
    expect(exitCode).toBe(1);
    expect(output).toContain('file_unusable');
    expect(output).toContain(`parts[1]: path "${resolve('package.json')}"`);
    expect(sent()).toEqual([]);
  });

  it('sends nothing where nothing is given', async () => {
    const { exitCode, output } = await runs('send', '--to', ALICE);
    expect([exitCode, output]).toEqual([1, expect.stringContaining('nothing_to_send')]);
  });
});
