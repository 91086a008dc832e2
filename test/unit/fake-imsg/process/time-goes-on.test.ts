// While no imsg can stay up, or none that runs waits for anything, the time of the Mac goes on with each that starts.

import { describe, expect, it } from 'vitest';
import { environmentFacts } from '../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const MINUTE_MS = 60_000;

const CAUSES: readonly (readonly [string, readonly object[]])[] = [
  ['Full Disk Access was taken', [{ kind: 'permission', fullDiskAccess: false }]],
  ['chat.db is away', [{ kind: 'fault', fault: 'gone', forMs: MINUTE_MS }]],
  ['the disk is full', [{ kind: 'fault', fault: 'disk-full', forMs: MINUTE_MS }]],
  ['chat.db is locked', [{ kind: 'fault', fault: 'locked', forMs: MINUTE_MS }]],
];
const BUILDS = buildsFrom('0.5.0');
const ARGUMENTS = [['rpc'], ['chats'], ['history', '--chat-id', '1'], ['watch'], ['status', '--json']];

describe.each(CAUSES)('where %s for a minute, the minute ends (U2)', (_, events) => {
  const cases = BUILDS.flatMap((build) => ARGUMENTS.map((argv) => [build, argv.join(' '), argv] as const));
  // Before 0.6 there is no such command.
  const known = cases.filter(([build, , [command]]) => build !== '0.5.0' || command !== 'status');

  it.each(known)(
    'for %s, where nothing but `imsg %s` is started now and then',
    async (build, _name, argv) => {
      const mac = createTestMac();
      mac.device.schedule({ kind: 'text', from: ALICE, text: 'before' });
      await mac.pass(1000);
      for (const event of events) mac.device.schedule(event as never);
      mac.device.schedule({ kind: 'permission', fullDiskAccess: true }, { inMs: MINUTE_MS });
      mac.device.schedule({ kind: 'text', from: ALICE, text: 'after' }, { inMs: MINUTE_MS + 1 });
      for (let started = 0; started < 8; started += 1) {
        const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
        if (argv[0] === 'rpc') imsg.ask(1, 'chats.list', {});
        await mac.clock.advance(10_000);
        imsg.process.kill();
      }
      expect(mac.all('SELECT COUNT(*) AS rows FROM message')).toEqual([{ rows: 2 }]);
    },
  );
});

it('whoever asks `imsg status` until the bridge is up sees it come up (U2)', async () => {
  const mac = createTestMac({ facts: environmentFacts('sip-off') });
  mac.device.schedule({ kind: 'bridge', state: 'launched' }, { inMs: 30_000 });
  const answers: boolean[] = [];
  for (let asked = 0; asked < 5; asked += 1) {
    const imsg = startTestImsg(mac.device, { argv: ['status', '--json'] });
    await mac.clock.advance(10_000);
    answers.push(JSON.parse(imsg.lines[0]!).advanced_features);
  }
  expect(answers).toEqual([false, false, false, true, true]);
});
