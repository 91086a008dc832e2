// What a route knows of the signals that a build and its bridge can show, and when it is time to look again.

import { describe, expect, it } from 'vitest';
import { initialize } from '../../../../engine/imsg/handshake.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { createRoute, type Route } from '../../../../engine/wire/route.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';

/** What a build says to each way of asking; `initialize` null = it does not know the method. */
interface Build {
  readonly initialize: object | null;
  readonly version?: string;
  readonly status?: string;
}

describe('signals', () => {
  const found = async (build: Build) => {
    const fake = createFakeSpawn((child) => {
      child.says(child.request.args[0] === '--version' ? (build.version ?? '') : (build.status ?? ''));
      setImmediate(() => child.exits());
    });
    const lacking: string[] = [];
    const clock = createManualClock();
    const route = createRoute({
      sendTransport: 'auto',
      spawn: fake.spawn,
      command: 'imsg',
      waits: { clock, ending: new AbortController().signal },
      takesWords: true,
      onLacking: (detail) => void lacking.push(detail),
    });
    const caller: RpcCaller = {
      async call(method) {
        if (build.initialize === null)
          throw new RpcError(method, { code: -32601, message: 'Method not found' });
        return build.initialize;
      },
    };
    await route.probe(await initialize(caller));
    return { route, lacking, clock };
  };
  const old = (status: string): Build => ({ initialize: null, version: '0.11.1\n', status });
  const V0_11_BARE = old('{"version":"0.11.1","advanced_features":false}\n');
  const READY =
    '{"advanced_features":true,"bridge_version":2,"v2_ready":true,"rpc_methods":["send","typing","read"]}';

  it('are there with the bridge and the methods for them, until one hangs (ruling-12)', async () => {
    const { route, lacking } = await found(old(READY));
    expect([route.hasSignal('read'), route.hasSignal('typing'), lacking]).toEqual([true, true, []]);
    route.signalStalled();
    expect(route.hasSignal('read')).toBe(false);
    const newer = { version: '0.15.1', bridge: { ready: true }, supported_methods: ['typing', 'read'] };
    expect((await found({ initialize: newer })).route.hasSignal('typing')).toBe(true);
  });

  it('go with the bridge', async () => {
    const { route } = await found(old(READY));
    route.bridgeFailed('silent');
    expect(route.hasSignal('typing')).toBe(false);
    expect((await found(V0_11_BARE)).route.hasSignal('read')).toBe(false);
  });

  it('are looked for again ten seconds after they were missing, after five minutes where that costs a process or one hung; one that failed at a send shows so (CAP-2, I1)', async () => {
    const due = async (build: Build, change: (route: Route) => void, afterMs: number) => {
      const { route, clock } = await found(build);
      change(route);
      await clock.advance(afterMs);
      return [route.isLookDue(false), route.isLookDue(true), route.bridge()];
    };
    const nothing = () => {};
    expect(await due(V0_11_BARE, nothing, 9_999)).toEqual([false, false, 'missing']);
    expect(await due(V0_11_BARE, nothing, 10_000)).toEqual([true, false, 'missing']);
    expect(await due(V0_11_BARE, nothing, 300_000)).toEqual([true, true, 'missing']);
    expect(await due(old(READY), nothing, 300_000)).toEqual([false, false, 'ready']);
    const stall = (route: Route) => route.signalStalled();
    expect(await due(old(READY), stall, 299_999)).toEqual([false, false, 'ready']);
    expect(await due(old(READY), stall, 300_000)).toEqual([true, true, 'ready']);
    // Its file may be left over.
    const fail = (route: Route) => route.bridgeFailed('silent');
    expect(await due(old(READY), fail, 300_000)).toEqual([true, false, 'failed']);
  });

  it('stay away after a send that hung, whatever the bridge says of itself, for ten minutes or until it is launched (I1)', async () => {
    const ready = { version: '0.15.1', bridge: { ready: true }, supported_methods: ['typing', 'read'] };
    const asked = async (route: Route, isReady: boolean) => {
      await route.probe(await initialize({ call: async () => ({ ...ready, bridge: { ready: isReady } }) }));
      return route.bridge();
    };
    const hung = async () => {
      const { route, clock } = await found({ initialize: ready });
      route.bridgeFailed('hung');
      return { route, clock };
    };
    const { route, clock } = await hung();
    await clock.advance(599_999);
    expect([await asked(route, true), route.hasSignal('typing')]).toEqual(['failed', false]);
    await clock.advance(1);
    expect([await asked(route, true), route.hasSignal('typing')]).toEqual(['ready', true]);
    const launched = (await hung()).route;
    launched.bridgeLaunched();
    expect(await asked(launched, true)).toBe('ready');
    const gone = (await hung()).route;
    expect([await asked(gone, false), await asked(gone, true)]).toEqual(['failed', 'ready']);
  });

  it('are told of where the build lacks them, and the last line counts that can be read (CAP-4, CAP-7)', async () => {
    const { lacking } = await found(old(READY.replace(',"read"', '')));
    expect(lacking).toEqual([
      'imessage: typing indicators / read receipts gated off (rpc_methods lacks read). Upgrade imsg (current bridge needs typing+read in rpc_methods).',
    ]);
    expect((await found(old(`{"advanced_features":false}\n${READY}\n`))).route.hasSignal('read')).toBe(true);
  });

  it('are not there where nothing of a status can be read, which is quoted (CAP-4)', async () => {
    const { route, lacking } = await found(old('oops: no JSON\nmore'));
    expect(route.hasSignal('read')).toBe(false);
    expect(lacking).toEqual([
      'imsg status --json returned no parseable JSONL (first line: "oops: no JSON") — output schema may have changed',
    ]);
    expect((await found(old("Unknown subcommand 'status' for command 'imsg'\n"))).lacking).toEqual([]);
  });
});
