import { beforeEach, describe, expect, it } from 'vitest';
import { createLauncher } from '../../../../engine/wire/launcher.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const clock = createManualClock();
let output: string;
let fake: ReturnType<typeof createFakeSpawn>;
let logger: ReturnType<typeof createListLogger>;
let launcher: ReturnType<typeof createLauncher>;

beforeEach(() => {
  output = '{"status":"launched"}\n';
  logger = createListLogger();
  fake = createFakeSpawn((child) => {
    child.says(output);
    setImmediate(() => child.exits());
  });
  launcher = createLauncher({ clock, logger, ending: new AbortController().signal });
});

const launch = () => launcher.launch(fake.spawn, 'imsg');

describe('the bridge is launched (ruling-15)', () => {
  it('once for all who ask at the same time', async () => {
    expect(await Promise.all([launch(), launch()])).toEqual([true, true]);
    expect(fake.children).toHaveLength(1);
  });

  it('once in an outage, whatever came of it', async () => {
    output = '{"status":"error","error":"sip_enabled"}\n';
    expect(await launch()).toBe(false);
    await clock.advance(3_600_000);
    expect(await launch()).toBe(false);
    expect(fake.children).toHaveLength(1);
    expect(logger.lines.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('csrutil disable'),
    ]);
  });

  it('again in the next outage, which is not one that follows at once', async () => {
    await launch();
    launcher.found();
    await clock.advance(599_999);
    expect(launcher.isDue()).toBe(false);
    expect(await launch()).toBe(false);
    await clock.advance(1);
    expect(launcher.isDue()).toBe(true);
    expect(await launch()).toBe(true);
    expect(fake.children).toHaveLength(2);
  });

  it('and what imsg prints is in the debug log alone', async () => {
    output = '{"status":"error","error":"No display for +15550001111"}\n';
    await launch();
    const told = logger.lines.filter((line) => line.includes('No display'));
    expect(told).toEqual([expect.stringMatching(/^debug .*\+1555…1111/)]);
  });
});
