// When it is looked for a bridge that was missing: not at every question, and without it costing anybody a restart.

import { describe, expect, it } from 'vitest';
import type { AccountConfig } from '../../../../engine/config/config.ts';
import { initialize } from '../../../../engine/imsg/handshake.ts';
import type { RpcClient } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { createWays } from '../../../../engine/wire/ways.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

/** A child whose bridge is missing. `isOld` = only its command line tells of the bridge. */
async function missing(isOld: boolean, autoLaunch = false) {
  let launchesDue = 0;
  let isUp = false;
  let statuses = 0;
  let runs = 0;
  const fake = createFakeSpawn((child) => {
    const isVersion = child.request.args[0] === '--version';
    if (!isVersion) runs += 1;
    child.says(isVersion ? '0.11.1\n' : `{"advanced_features":${isUp},"rpc_methods":["tapback"]}\n`);
    setImmediate(() => child.exits());
  });
  const clock = createManualClock();
  const ready = {
    async call(method: 'initialize' | 'status') {
      if (method === 'status') statuses += 1;
      if (isOld) throw new RpcError(method, { code: -32601, message: 'Method not found' });
      return { version: '0.15.1', bridge: { ready: isUp }, supported_methods: ['tapback'] };
    },
  } as unknown as RpcClient;
  const ways = createWays({
    account: {
      sendTransport: 'auto',
      cliPath: 'imsg',
      remoteHost: null,
      autoLaunch,
    } as AccountConfig,
    ports: { ...common, clock, logger: createListLogger() } as never,
    spawn: fake.spawn,
    launcher: { found() {}, isDue: () => true, launch: async () => false } as never,
    onRouteChanged() {},
    onLaunchDue() {
      launchesDue += 1;
    },
  });
  await ways.find(ready, await initialize(ready));
  const runsAtStart = runs;
  return {
    ways,
    ready,
    clock,
    goes(up: boolean) {
      isUp = up;
    },
    launchesDue: () => launchesDue,
    ability: () => ways.route.abilityOf('tapback', []),
    asked: () => statuses,
    looks: () => (isOld ? runs - runsAtStart : statuses),
  };
}

describe('a bridge that is missing', () => {
  it('is looked for once in ten seconds, however many ask (CAP-2)', async () => {
    const { ways, ready, clock, goes, ability, looks } = await missing(false);
    await clock.advance(9_999);
    await ways.look(ready, true);
    expect(looks()).toBe(0);
    await clock.advance(1);
    await Promise.all([ways.look(ready, false), ways.look(ready, true)]);
    await ways.look(ready, true);
    expect([looks(), ability()]).toEqual([1, 'bridge']);
    goes(true);
    await clock.advance(10_000);
    await ways.look(ready, false);
    expect([looks(), ability()]).toEqual([2, 'yes']);
  });

  it('is found after it has failed at a send', async () => {
    const { ways, ready, goes, ability, clock } = await missing(false);
    ways.route.bridgeFailed('silent');
    await clock.advance(10_000);
    await ways.look(ready, false);
    expect([ability(), ways.route.bridge()]).toEqual(['bridge', 'failed']);
    goes(true);
    await clock.advance(10_000);
    await ways.look(ready, false);
    expect([ability(), ways.route.bridge()]).toEqual(['yes', 'ready']);
  });

  it.each(['probe', 'look', 'missed', 'lookAgain'] as const)(
    'has to be launched where %s finds it gone (ruling-15)',
    async (finds) => {
      const { ways, ready, clock, goes, launchesDue } = await missing(false, true);
      goes(true);
      await ways.probe(ready);
      const before = launchesDue();
      goes(false);
      // After a signal that hung, what stands is looked at again too.
      ways.route.signalStalled();
      await clock.advance(300_000);
      await ways[finds](ready, true);
      expect(launchesDue() - before).toBe(1);
    },
  );

  it('is not asked after with each message on a build that cannot say', async () => {
    const { ways, ready, clock, asked, looks } = await missing(true);
    await clock.advance(299_999);
    expect([await ways.isBridgeThere(ready), asked(), looks()]).toEqual([false, 0, 0]);
    await clock.advance(1);
    for (const _ of [1, 2]) expect(await ways.isBridgeThere(ready)).toBe(false);
    expect([asked(), looks()]).toEqual([1, 1]);
  });

  it('is not launched where the configuration does not ask for it', async () => {
    const { ways, ready, launchesDue } = await missing(false);
    await ways.probe(ready);
    expect(launchesDue()).toBe(0);
  });

  it('is looked for on a build that has to be run for it where somebody waits for it', async () => {
    const { ways, ready, clock, goes, ability, looks } = await missing(true);
    goes(true);
    await clock.advance(10_000);
    await ways.look(ready, false);
    expect([looks(), ability()]).toEqual([0, 'bridge']);
    await ways.missed(ready);
    expect([looks(), ability()]).toEqual([1, 'yes']);
  });
});

describe('a build that has commands for the bridge and no methods (wire-1.4)', () => {
  async function routeOf(
    version: string,
    methods: readonly string[] | null,
    cliPath = 'imsg',
    remoteHost: string | null = null,
  ) {
    const fake = createFakeSpawn((child) => {
      const status = { advanced_features: true, bridge_version: 2, ...(methods && { rpc_methods: methods }) };
      child.says(child.request.args[0] === '--version' ? `${version}\n` : status);
      setImmediate(() => child.exits());
    });
    const ready = {
      async call(method: 'initialize' | 'status') {
        throw new RpcError(method, { code: -32601, message: 'Method not found' });
      },
    } as unknown as RpcClient;
    const { route, find } = createWays({
      account: { sendTransport: 'auto', cliPath, remoteHost, autoLaunch: false } as AccountConfig,
      ports: { ...common, clock: createManualClock(), logger: createListLogger() } as never,
      spawn: fake.spawn,
      launcher: { found() {}, isDue: () => true, launch: async () => false } as never,
      onRouteChanged() {},
      onLaunchDue() {},
    });
    await find(ready, await initialize(ready));
    return { ability: route.abilityOf('tapback', []), goesByCommand: route.goesByCommand('tapback') };
  }

  it.each([
    ['0.7.0', null],
    ['0.8.1', ['send', 'typing', 'read']],
  ])('acts by its commands: %s', async (version, methods) => {
    expect(await routeOf(version, methods)).toEqual({ ability: 'yes', goesByCommand: true });
  });

  it('has no commands before 0.7, and needs none where there is a method', async () => {
    expect(await routeOf('0.6.0', null)).toEqual({ ability: 'method', goesByCommand: false });
    expect(await routeOf('0.9.0', ['tapback'])).toEqual({ ability: 'yes', goesByCommand: false });
  });

  it('is refused behind a wrapper, where a shell would read the words again (ruling-1)', async () => {
    const refused = { ability: 'method', goesByCommand: false };
    expect(await routeOf('0.8.1', [], '/home/me/imsg-mini')).toEqual(refused);
    expect(await routeOf('0.8.1', [], 'imsg', 'me@mini.example.com')).toEqual(refused);
  });
});
