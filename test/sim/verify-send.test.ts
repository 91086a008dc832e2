import { afterEach, describe, expect, it } from 'vitest';
import { bridge } from '../../fake-imsg/environments.ts';
import { besideGateway } from '../../scenarios/sim/beside-gateway.ts';
import { OPEN_CONFIG } from '../../scenarios/sim/gateway.ts';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';
import { type CommandEnd, runCommand } from '../../scenarios/sim/operator-command.ts';

const ALICE = '+15550001111';

let mac: Installation;
afterEach(() => {
  mac.gateway()?.node.die('the test is over');
  mac.device.close();
});

/** A gateway on a Mac with the bridge, to which Alice has written, and what a command beside it comes to. */
async function runs(args: readonly string[], fault?: string): Promise<CommandEnd> {
  mac = createInstallation({ seed: 'verify', facts: bridge });
  mac.start();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  await mac.world.advance(10_000);
  if (fault !== undefined) mac.device.schedule({ kind: 'fault', fault });
  let end: CommandEnd | null = null;
  await runCommand(args, { config: OPEN_CONFIG, ...besideGateway(mac) }, (ended) => {
    end = ended;
  });
  await mac.world.advance(10 * 60_000);
  return end!;
}

describe('imgate channels verify-send', () => {
  it('sends by AppleScript although the bridge is there, and says that macOS allows it (ruling-16)', async () => {
    const { exitCode, output } = await runs(['channels', 'verify-send', ALICE]);
    expect([exitCode, output]).toEqual([
      0,
      expect.stringMatching(/^sent [\w-]+\nAutomation works: macOS lets Messages be controlled\.\n$/),
    ]);
    expect(mac.device.sent().map(({ transport, text }) => [transport, text])).toEqual([
      ['applescript', 'imgate: a test of whether this Mac can send.'],
    ]);
  });

  it('fails with what macOS says where it is refused', async () => {
    const { exitCode, output } = await runs(['channels', 'verify-send', 'chat_id:1'], 'send-denied');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^failed: .*-1743/);
  });
});
