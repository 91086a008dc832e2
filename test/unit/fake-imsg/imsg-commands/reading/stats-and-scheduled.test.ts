// `imsg stats` and `imsg scheduled list` (wire-1.2).

import { describe, expect, it } from 'vitest';
import { buildsFrom } from '../../../../support/builds.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BUILDS = buildsFrom('0.13.4');

async function start() {
  const mac = createTestMac();
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  mac.device.schedule({ kind: 'own-scheduled', text: 'a/b', to: ALICE });
  await mac.pass(2_000);
  return (build: string, ...argv: string[]) => {
    const { lines, exitCode } = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
    return { code: exitCode(), lines: [...lines] };
  };
}

describe.each(BUILDS)('of %s', (build) => {
  it('imsg stats prints what messages.stats answers, slashes as they are', async () => {
    const run = await start();
    const { code, lines } = run(build, 'stats', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(lines[0]!)).toMatchObject({ total_messages: 2, sent_messages: 1, time_zone: 'GMT' });
    const media = run(build, 'stats', '--chat-id', '1', '--time-zone', 'Europe/Vienna', '--media', '--json');
    expect(JSON.parse(media.lines[0]!)).toMatchObject({ time_zone: 'Europe/Vienna', media: { types: [] } });
    expect(media.lines[0]).toContain('Europe/Vienna');
    expect(run(build, 'stats').lines).toContain('total_messages: 2');
  });

  it('imsg stats says what it does not have', async () => {
    const run = await start();
    expect(run(build, 'stats', '--chat-id', '9')).toEqual({ code: 1, lines: ['chat_id 9 does not exist'] });
    const zone = run(build, 'stats', '--time-zone', 'x');
    expect(zone).toEqual({ code: 1, lines: ['invalid IANA time zone: x'] });
  });

  it('imsg scheduled list prints a line for each', async () => {
    const run = await start();
    const { lines } = run(build, 'scheduled', 'list', '--json');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"text":"a/b"');
    expect(JSON.parse(lines[0]!)).toMatchObject({ chat_id: 1, schedule_type: 2, schedule_state: 2 });
    expect(run(build, 'scheduled', 'list').lines[0]).toMatch(
      /^2026-01-05T10:30:00\.000Z [0-9A-F-]{36} \[1\] a\/b$/,
    );
    const other = run(build, 'scheduled', 'send');
    expect(other).toEqual({ code: 1, lines: ['Invalid value for option: --action'] });
  });
});

it('are not known before 0.13', async () => {
  const run = await start();
  for (const name of ['stats', 'scheduled'])
    expect(run('0.11.1', name).lines[0]).toBe(`Unknown subcommand '${name}' for command 'imsg'`);
});
