import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../fake-imsg/device/device.ts';
import { basic, bridge, ENVIRONMENTS } from '../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BO = '+15550002222';
const ALL = buildsFrom('0.5.0');
/** Before 0.8.1 the bridge served commands alone. */
const WITH_BRIDGE = ALL.slice(ALL.indexOf('0.8.1'));
const LENIENT = ['0.8.1', '0.9.0', '0.11.0', '0.11.1', '0.13.4'];
const STRICT = buildsFrom('0.14.1');

interface Setting {
  readonly build?: string;
  readonly facts?: Facts;
  /** What was said before, by Alice. */
  readonly service?: string;
}

async function start({ build = 'current', facts = basic, service = 'iMessage' }: Setting) {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello', service });
  await mac.pass(1000);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  const ask = async (method: string, params: object, ms = 10_000) => {
    imsg.ask('x', method, params);
    await mac.pass(ms);
    const { result, error } = imsg.answer('x') ?? {};
    return { result, error };
  };
  return { mac, imsg, ask };
}

const delivered = (mac: Awaited<ReturnType<typeof start>>['mac']) =>
  mac.device.sent().map(({ chatGuid, service, text }) => ({ chatGuid, service, text }));

describe('which way a send goes (wire-6.2)', () => {
  it.each(['0.5.0', '0.7.0', '0.7.3'])('is AppleScript where nothing else was known (%s)', async (build) => {
    const { ask, mac } = await start({ build, facts: bridge });
    const { result } = await ask('send', { to: ALICE, text: 'hi', transport: 'bridge' });
    expect(result).toEqual({ ok: true });
    expect(mac.device.sent()).toMatchObject([{ transport: 'applescript', text: 'hi' }]);
  });

  it.each(WITH_BRIDGE)('is the bridge for a chat that is known, where there is one (%s)', async (build) => {
    const { ask, mac } = await start({ build, facts: bridge });
    const { result } = await ask('send', { to: ALICE, text: 'hi' });
    expect(result).toMatchObject({ ok: true, transport: 'bridge' });
    expect(result).not.toHaveProperty('id');
    expect(delivered(mac)).toEqual([{ chatGuid: `any;-;${ALICE}`, service: 'iMessage', text: 'hi' }]);
  });

  it.each(WITH_BRIDGE)('is AppleScript for somebody never written to, bridge or not (%s)', async (build) => {
    const { ask, mac } = await start({ build, facts: bridge });
    const { result } = await ask('send', { to: BO, text: 'hi' });
    expect(result).toMatchObject({ ok: true, transport: 'applescript' });
    expect(delivered(mac)).toEqual([{ chatGuid: `any;-;${BO}`, service: 'iMessage', text: 'hi' }]);
  });

  it.each(WITH_BRIDGE)(
    'is not the bridge for somebody never written to, whatever is asked (%s)',
    async (build) => {
      const { ask, mac } = await start({ build, facts: bridge });
      const { error } = await ask('send', { to: BO, text: 'hi', transport: 'Bridge' });
      expect(error).toMatchObject({
        code: -32602,
        data: 'bridge transport requires an existing chat target',
      });
      expect(delivered(mac)).toEqual([]);
    },
  );

  it('is AppleScript in a build that knows no bridge, and it says nothing of it', async () => {
    const { ask, mac } = await start({ build: '0.5.0', facts: bridge });
    expect(await ask('send', { to: ALICE, text: 'hi', transport: 'bridge' })).toEqual({
      result: { ok: true },
    });
    expect(delivered(mac)).toHaveLength(1);
  });

  it.each(WITH_BRIDGE)('is AppleScript where that is asked for (%s)', async (build) => {
    const { ask } = await start({ build, facts: bridge });
    const { result } = await ask('send', { to: ALICE, text: 'hi', transport: 'applescript' });
    expect(result.transport).toBe('applescript');
  });
});

describe('a bridge that fails', () => {
  it.each(LENIENT)(
    'has a script send in its place after any failure, so that it may be sent twice (%s)',
    async (build) => {
      const { ask, mac } = await start({ build, facts: ENVIRONMENTS.hung.facts });
      const { result } = await ask('send', { chat_id: 1, text: 'hi' }, 170_000);
      expect(result).toMatchObject({ ok: true, transport: 'applescript' });
      expect(delivered(mac)).toHaveLength(1);
    },
  );

  it.each(STRICT)('has a script send in its place where nothing was sent (%s)', async (build) => {
    const { ask, mac } = await start({ build, facts: ENVIRONMENTS.dropped.facts });
    const { result } = await ask('send', { chat_id: 1, text: 'hi' }, 170_000);
    expect(result).toMatchObject({ ok: true, transport: 'applescript' });
    expect(delivered(mac)).toHaveLength(1);
  });

  it.each(STRICT)('is the end of it where something may have been sent (%s)', async (build) => {
    const { ask, mac } = await start({ build, facts: ENVIRONMENTS.hung.facts });
    const { error } = await ask('send', { chat_id: 1, text: 'hi' }, 170_000);
    expect(error).toMatchObject({ code: -32001, data: { disposition: 'still_in_flight' } });
    expect(delivered(mac)).toEqual([]);
  });

  it.each([
    ['an answer to a message', { reply_to: 'G' }],
    ['what was to go over the bridge', { transport: 'bridge' }],
  ])('is the end of it for %s', async (_what, more) => {
    const { ask, mac } = await start({ facts: ENVIRONMENTS.dropped.facts });
    const { error } = await ask('send', { chat_id: 1, text: 'hi', ...more }, 170_000);
    expect(error.data).toMatchObject({ disposition: 'not_started', transport: 'bridge_v2' });
    expect(delivered(mac)).toEqual([]);
  });
});

describe('an answer to a message', () => {
  it.each(buildsFrom('0.13.4'))('joins the thread over the bridge (%s)', async (build) => {
    const { ask, mac } = await start({ build, facts: bridge });
    const [row] = mac.all<{ guid: string }>('SELECT guid FROM message');
    await ask('send', { chat_id: 1, text: 'yes', reply_to: row!.guid });
    const sql = 'SELECT thread_originator_guid, thread_originator_part FROM message WHERE is_from_me = 1';
    expect(mac.all(sql)).toEqual([{ thread_originator_guid: row!.guid, thread_originator_part: '0:0:5' }]);
  });

  it.each(['send', 'send.rich'])(
    'of a message that is not there is refused in 0.15.10 (%s)',
    async (method) => {
      const { ask, mac } = await start({ build: '0.15.10', facts: bridge });
      const { error } = await ask(method, { chat_id: 1, text: 'yes', reply_to: 'G' });
      expect(error).toMatchObject({
        code: -32603,
        message: 'Delivery failed before dispatch',
        data: {
          disposition: 'not_started',
          retry_safe: true,
          transport: 'bridge_v2',
          operation: 'send-message',
          detail: 'Dylib error: Could not resolve reply thread; message was not sent',
        },
      });
      expect(delivered(mac)).toEqual([]);
    },
  );

  it.each(['0.13.4', '0.15.2'])(
    'of a message that is not there stands for itself before (%s)',
    async (build) => {
      const { ask, mac } = await start({ build, facts: bridge });
      const { result } = await ask('send', { chat_id: 1, text: 'yes', reply_to: 'G' });
      expect(result).toMatchObject({ ok: true, transport: 'bridge' });
      expect(delivered(mac)).toHaveLength(1);
    },
  );

  it.each(buildsFrom('0.13.4'))('is refused without a bridge (%s)', async (build) => {
    const { ask, mac } = await start({ build });
    const { error } = await ask('send', { chat_id: 1, text: 'yes', reply_to_guid: 'G' });
    expect(error.data).toBe(
      'reply_to requires bridge transport; AppleScript fallback cannot send threaded replies',
    );
    expect(delivered(mac)).toEqual([]);
  });

  it.each(['0.5.0', '0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.11.1'])(
    'is an ordinary message in a build that ignores it (%s)',
    async (build) => {
      const { ask, mac } = await start({ build });
      const { result } = await ask('send', { chat_id: 1, text: 'yes', reply_to: 'G' });
      expect(result.ok).toBe(true);
      expect(delivered(mac)).toHaveLength(1);
    },
  );
});

describe('the service', () => {
  it.each(['0.11.0', '0.13.4', '0.14.1', 'current', '0.15.2'])(
    'is SMS for who was only ever reached by SMS (%s)',
    async (build) => {
      const { ask, mac } = await start({ build, service: 'SMS' });
      await ask('send', { to: ALICE, text: 'hi' });
      expect(delivered(mac)).toEqual([{ chatGuid: `any;-;${ALICE}`, service: 'SMS', text: 'hi' }]);
    },
  );

  it.each(['0.5.0', '0.7.0', '0.7.3', '0.8.1', '0.9.0'])(
    'is iMessage in builds that do not look (%s)',
    async (build) => {
      const { ask, mac } = await start({ build, service: 'SMS' });
      await ask('send', { to: ALICE, text: 'hi' });
      expect(delivered(mac)).toMatchObject([{ service: 'iMessage' }]);
    },
  );

  it.each(ALL)('is the one asked for (%s)', async (build) => {
    const { ask, mac } = await start({ build });
    await ask('send', { to: BO, text: 'hi', service: 'sms' });
    expect(delivered(mac)).toMatchObject([{ service: 'SMS' }]);
  });

  it.each(['0.9.0', '0.13.4'])(
    'is iMessage when a script names the person of a chat by its id (%s)',
    async (build) => {
      const { ask, mac } = await start({ build, service: 'SMS' });
      await ask('send', { chat_id: 1, text: 'hi' });
      expect(delivered(mac)).toMatchObject([{ service: 'iMessage' }]);
    },
  );

  it.each(STRICT)('is that of the chat when a script names the chat (%s)', async (build) => {
    const { ask, mac } = await start({ build, service: 'SMS' });
    await ask('send', { chat_id: 1, text: 'hi' });
    expect(delivered(mac)).toMatchObject([{ service: 'SMS' }]);
  });
});

describe('the answer to a send (wire-6.3)', () => {
  it.each([
    ['0.5.0', ['ok']],
    ['0.7.3', ['ok']],
    ['0.8.1', ['guid', 'ok', 'transport']],
    ['0.9.0', ['guid', 'ok', 'transport']],
    ['0.11.0', ['chat_guid', 'guid', 'message_id', 'ok', 'service', 'transport']],
    ['0.14.1', ['chat_guid', 'guid', 'message_id', 'ok', 'service', 'transport']],
    ['current', ['chat_guid', 'guid', 'message_id', 'ok', 'service', 'transport']],
  ])('over the bridge has its fields by build (%s)', async (build, fields) => {
    const { ask } = await start({ build, facts: bridge });
    const { result } = await ask('send', { chat_id: 1, text: 'hi' });
    expect(Object.keys(result).sort()).toEqual(fields);
  });

  it.each([
    ['0.5.0', ['ok']],
    // Only the text column is compared, which is NULL in what a script sends.
    ['0.7.3', ['ok']],
    ['0.8.1', ['ok', 'transport']],
    ['0.9.0', ['ok', 'transport']],
    ['0.11.0', ['chat_guid', 'guid', 'id', 'message_id', 'ok', 'service', 'transport']],
    ['0.14.1', ['chat_guid', 'guid', 'id', 'message_id', 'ok', 'service', 'transport']],
  ])('of a script has its fields by build (%s)', async (build, fields) => {
    const { ask } = await start({ build });
    const { result } = await ask('send', { chat_id: 1, text: 'hi' });
    expect(Object.keys(result).sort()).toEqual(fields);
  });

  it('tells the GUID of the message in 0.15.1, but now and then that of the one before it in older builds', async () => {
    const staleOf = async (build: string) => {
      const { mac, imsg } = await start({ build, facts: bridge });
      for (let index = 0; index < 40; index += 1) {
        imsg.ask(index, 'send', { chat_id: 1, text: `${index}` });
        await mac.pass(1000);
      }
      const told = mac.device.sent().map((_, index) => imsg.answer(index).result.guid);
      return mac.device.sent().filter(({ guid }, index) => guid !== told[index]).length;
    };
    expect(await staleOf('current')).toBe(0);
    const stale = await staleOf('0.14.1');
    expect(stale).toBeGreaterThan(0);
    expect(stale).toBeLessThan(20);
  });

  it('does without the database where it cannot be read, unless a row id needs it', async () => {
    const { mac, ask } = await start({ facts: { ...basic, fullDiskAccess: false } });
    expect(await ask('send', { to: ALICE, text: 'hi' })).toEqual({
      result: { ok: true, transport: 'applescript' },
    });
    expect((await ask('send', { chat_guid: `any;-;${ALICE}`, text: 'hi' })).result).toMatchObject({
      ok: true,
    });
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'send', { chat_id: 1, text: 'hi' });
    await mac.pass(100);
    expect(imsg.answer(1).error.code).toBe(-32002);
  });
});
