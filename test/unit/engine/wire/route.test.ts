// The way of a send is named, so that imsg does not choose a second one when the first has an unknown outcome (ruling-26).

import { describe, expect, it } from 'vitest';
import { initialize } from '../../../../engine/imsg/handshake.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { RpcError } from '../../../../engine/imsg/rpc-error.ts';
import { text } from '../../../../engine/outbound/kinds/text.ts';
import type { PartTarget } from '../../../../engine/store/commands/parts.ts';
import { createRoute, type Way } from '../../../../engine/wire/route.ts';
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

const ABSENT = 'The bridge ready lock is absent. Run imsg launch explicitly before retrying.';

const notStarted = (transport: string, detail = ABSENT) =>
  new RpcError('send', {
    code: -32603,
    message: 'Delivery failed before dispatch',
    data: { retry_safe: true, disposition: 'not_started', transport, operation: 'send-message', detail },
  });
const unknown = new RpcError('send', { code: -32603, message: 'Internal error', data: 'Timed out' });

/** The transports that two sends name, and how they end, where each call ends as `outcomes` says. */
async function sending(
  build: Build,
  outcomes: readonly (RpcError | null)[] = [],
  sendTransport: 'auto' | 'bridge' | 'applescript' = 'auto',
  /** Of somebody who has no chat yet. */
  to?: PartTarget['to'],
  needs?: Way,
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
    takesWords: true,
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
    async onBridgeDoubted() {},
    onBridgeMissed() {},
    onScriptRefused() {},
  });
  const chat = { chatGuid: id.chat('any;-;+15550001111'), chatId: id.chatId(1) };
  const part = { content: HELLO, attemptId: 'attempt', target: { ...chat, ...(to !== undefined && { to }) } };
  const request = text.callOf(part, () => {});
  const way = needs ?? text.wayOf(part);
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

describe('what the helper has refused', () => {
  it.each(['Could not resolve reply thread; message was not sent', 'Dylib error: Chat not found: any;-;x'])(
    'says nothing of the bridge: %s',
    async (detail) => {
      const refused = notStarted('bridge_v2', detail);
      expect(await sending(V0_15, [refused])).toMatchObject({
        named: ['bridge', 'applescript', 'bridge'],
        ends: ['sent', 'sent'],
        bridge: 'ready',
      });
      // Nobody can lift it, where there is no other way.
      expect(await sending(V0_15, [refused], 'auto', undefined, 'bridge')).toMatchObject({
        named: ['bridge', 'bridge'],
        ends: ['refused', 'sent'],
        bridge: 'ready',
      });
    },
  );

  it.each([
    ABSENT,
    'The bridge response deadline expired. The client reclaimed and removed the unclaimed request.',
    'The bridge request could not be published: no room',
    'Bridge capability inspection failed before the send was published.',
  ])('is told apart from a bridge that is out of order: %s', async (detail) => {
    const sent = await sending(V0_15, [notStarted('bridge_v2', detail)], 'auto', undefined, 'bridge');
    expect(sent).toMatchObject({ named: ['bridge'], ends: ['notStarted', 'notStarted'], bridge: 'failed' });
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
