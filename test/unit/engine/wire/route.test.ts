// The way of a send is named, so that imsg does not choose a second one when the first has an unknown outcome (ruling-26).

import { describe, expect, it } from 'vitest';
import { initialize } from '../../../../engine/imsg/handshake.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { text } from '../../../../engine/outbound/kinds/text.ts';
import type { PartTarget } from '../../../../engine/store/commands/parts.ts';
import { createRoute, type Route } from '../../../../engine/wire/route.ts';
import { createSendCall } from '../../../../engine/wire/send-call.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { id } from '../../../support/messages/ids.ts';

/** With styles behind the words. */
const HELLO = text.encode({ text: 'hi', styles: [{ start: 0, length: 2, styles: ['bold'] }] })!;

type Params = Record<string, unknown>;

/** What a build says to each way of asking; `initialize` null = it does not know the method. */
interface Build {
  readonly initialize: object | null;
  readonly version?: string;
  readonly status?: string;
}
const V0_15: Build = { initialize: { version: '0.15.1', bridge: { ready: true } } };
const V0_15_BARE: Build = { initialize: { version: '0.15.1', bridge: { ready: false } } };
const V0_11: Build = {
  initialize: null,
  version: '0.11.1\n',
  status: 'welcome\n{"version":"0.11.1","advanced_features":true}\n',
};
const V0_11_BARE: Build = { ...V0_11, status: '{"version":"0.11.1","advanced_features":false}\n' };
const V0_11_CRASHED: Build = {
  ...V0_11,
  status: '{"version":"0.11.1","advanced_features":true,"bridge_version":0,"v2_ready":false}\n',
};
const V0_11_ANSWERS: Build = {
  ...V0_11,
  status: '{"version":"0.11.1","advanced_features":true,"bridge_version":2,"v2_ready":true}\n',
};
const V0_8_0: Build = { ...V0_11, version: '0.8.0\n' };
const SILENT: Build = { initialize: null };

const notStarted = (transport: string) =>
  new RpcError('send', {
    code: -32603,
    message: 'Delivery failed before dispatch',
    data: { retry_safe: true, disposition: 'not_started', transport, operation: 'send-message', detail: '' },
  });
const unknown = new RpcError('send', { code: -32603, message: 'Internal error', data: 'Timed out' });

/** The transports that two sends name, and how they end, where each call ends as `outcomes` says. */
async function sending(
  build: Build,
  outcomes: readonly (RpcError | null)[] = [],
  sendTransport: 'auto' | 'bridge' | 'applescript' = 'auto',
  /** Of somebody who has no chat yet. */
  to?: PartTarget['to'],
) {
  const fake = createFakeSpawn((child) => {
    if (child.request.args[0] === '--version') child.says(build.version ?? '');
    else child.says(build.status ?? '');
    setImmediate(() => child.exits());
  });
  const route = createRoute({
    sendTransport,
    onLacking() {},
    spawn: fake.spawn,
    command: 'imsg',
    waits: { clock: createManualClock(), ending: new AbortController().signal },
  });
  const calls: Params[] = [];
  const caller: RpcCaller = {
    async call(method, params) {
      if (method === 'initialize') {
        if (build.initialize === null)
          throw new RpcError(method, { code: -32601, message: 'Method not found' });
        return build.initialize;
      }
      calls.push(params as Params);
      const outcome = outcomes[calls.length - 1] ?? null;
      if (outcome !== null) throw outcome;
      return { ok: true, guid: `SENT-${calls.length}` };
    },
  };
  await route.probe(await initialize(caller));
  const send = createSendCall({
    service: 'auto',
    region: 'US',
    route,
    client: () => caller,
    onLaneBlocked() {},
    onBridgeFailed() {},
    onBridgeMissed() {},
    onScriptRefused() {},
  });
  const chat = { chatGuid: id.chat('any;-;+15550001111'), chatId: id.chatId(1) };
  const part = { content: HELLO, target: { ...chat, ...(to !== undefined && { to }) } };
  const request = text.callOf(part);
  const way = text.wayOf(part);
  const ends = [(await send(request, way)).kind, (await send(request, way)).kind];
  const styled = calls.map(({ formatting }) => formatting !== undefined);
  return {
    named: calls.map(({ transport }) => transport),
    styled,
    ends,
    asked: fake.children.length,
    bridge: route.bridge(),
  };
}

describe('styles go along (OUT-10)', () => {
  it.each([
    ['over the bridge', V0_15, [], 'auto', [true, true]],
    ['over the bridge that is named', V0_15_BARE, [], 'bridge', [true, true]],
    ['not over AppleScript', V0_15_BARE, [], 'auto', [false, false]],
    ['not where AppleScript is named', V0_15, [], 'applescript', [false, false]],
    ['not to a build before 0.12', V0_11, [], 'auto', [false, false]],
    ['not where no way is named', V0_8_0, [], 'auto', [false, false]],
    ['not on the way that is left', V0_15, [notStarted('bridge_v2')], 'auto', [true, false, false]],
  ] as const)('%s', async (_, build, outcomes, transport, styled) => {
    expect((await sending(build, outcomes, transport)).styled).toEqual(styled);
  });
});

describe('a send names', () => {
  it.each([
    ['the bridge where it is ready', V0_15, 'bridge', 0],
    ['AppleScript where it is not', V0_15_BARE, 'applescript', 0],
    ['the bridge of a build that only its command line tells of', V0_11, 'bridge', 2],
    ['AppleScript on such a build without one', V0_11_BARE, 'applescript', 2],
    ['the bridge there where it answered', V0_11_ANSWERS, 'bridge', 2],
    ['AppleScript there where it has crashed and left its file behind', V0_11_CRASHED, 'applescript', 2],
    ['no way on a build that takes no name', V0_8_0, undefined, 2],
    ['AppleScript where nothing is told', SILENT, 'applescript', 2],
  ])('%s', async (_, build, transport, asked) => {
    expect(await sending(build)).toMatchObject({
      named: [transport, transport],
      ends: ['sent', 'sent'],
      asked,
    });
  });

  it.each(['bridge', 'applescript'] as const)(
    '%s where the configuration says so (CFG-6)',
    async (transport) => {
      const { named } = await sending(V0_15_BARE, [], transport);
      expect(named).toEqual([transport, transport]);
    },
  );
});

describe('a send over the bridge', () => {
  it('that was refused before it began goes by AppleScript at once, and so does the next', async () => {
    expect(await sending(V0_15, [notStarted('bridge_v2')])).toMatchObject({
      named: ['bridge', 'applescript', 'applescript'],
      ends: ['sent', 'sent'],
    });
  });

  it('of unknown outcome goes nowhere else', async () => {
    expect(await sending(V0_11, [unknown])).toMatchObject({
      named: ['bridge', 'bridge'],
      ends: ['uncertain', 'sent'],
    });
  });

  it('that is silent may leave yet, and the next goes by AppleScript', async () => {
    const data = "Timed out waiting for response to 'send-message'";
    const silent = new RpcError('send', { code: -32603, message: 'Internal error', data });
    expect(await sending(V0_11, [silent])).toMatchObject({
      named: ['bridge', 'applescript'],
      ends: ['uncertain', 'sent'],
    });
  });

  it('that the configuration wants goes nowhere else', async () => {
    expect(await sending(V0_15, [notStarted('bridge_v2')], 'bridge')).toMatchObject({
      named: ['bridge', 'bridge'],
      ends: ['notStarted', 'sent'],
    });
  });

  it('is not begun a third time before a pause', async () => {
    expect(await sending(V0_15, [notStarted('bridge_v2'), notStarted('applescript')])).toMatchObject({
      named: ['bridge', 'applescript', 'applescript'],
      ends: ['notStarted', 'sent'],
    });
  });
});

describe('a send to somebody new', () => {
  it('goes by AppleScript, and what AppleScript refuses says nothing of the bridge', async () => {
    for (const sendTransport of ['auto', 'bridge'] as const)
      expect(
        await sending(V0_15, [notStarted('applescript')], sendTransport, id.handle('+15550002222')),
      ).toMatchObject({
        named: ['applescript', 'applescript'],
        styled: [false, false],
        ends: ['notStarted', 'sent'],
        bridge: 'ready',
      });
  });

  it('names no way to a build that takes no name', async () => {
    expect(await sending(V0_8_0, [], 'auto', id.handle('+15550002222'))).toMatchObject({
      named: [undefined, undefined],
    });
  });
});

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
    route.bridgeFailed();
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
    const fail = (route: Route) => void route.bridgeFailed();
    expect(await due(old(READY), fail, 300_000)).toEqual([true, false, 'failed']);
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
