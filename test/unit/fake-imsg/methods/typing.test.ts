import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../fake-imsg/device/device.ts';
import { basic, bridge, environmentFacts } from '../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { isStrict } from '../../../support/methods/method-case.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const IMAGENT = expect.stringMatching(/^Typing indicator failed: Failed to connect to imagent/);
const internal = (data: unknown) => ({ error: { code: -32603, message: 'Internal error', data } });

async function openMac(build: string, facts: Facts) {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  await mac.pass(100);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  const ask = async (method: string, params: object, waitMs = 1000) => {
    id += 1;
    imsg.ask(id, method, params);
    await mac.pass(waitMs);
    return imsg.answer(id);
  };
  return { mac, ask };
}

describe.each(buildsFrom('0.7.3'))('build %s', (build) => {
  it('shows the owner as typing by the helper', async () => {
    const { mac, ask } = await openMac(build, bridge);
    expect(await ask('typing', { chat_id: 1 })).toMatchObject({ result: { ok: true } });
    expect(await ask('typing', { to: ALICE, typing: false })).toMatchObject({ result: { ok: true } });
    expect(mac.device.effects()).toMatchObject([
      { effect: 'typing', chatGuid: `any;-;${ALICE}`, typing: true },
      { effect: 'typing', chatGuid: `any;-;${ALICE}`, typing: false },
    ]);
  });

  it('is turned away by imagent without a helper, at once from then on', async () => {
    const { mac, ask } = await openMac(build, basic);
    expect(await ask('typing', { chat_id: 1 }, 5000)).toBeUndefined();
    await mac.pass(1000);
    expect(await ask('typing', { chat_id: 1 }, 10)).toMatchObject(internal(IMAGENT));
    expect(mac.device.effects()).toEqual([]);
  });

  it('refuses what names nobody, both or no service', async () => {
    const { ask } = await openMac(build, bridge);
    const refused = (data: string) => ({ error: { code: -32602, message: 'Invalid params', data } });
    const missing = 'exactly one of chat_id, chat_identifier, or chat_guid is required';
    const mixed = isStrict(build)
      ? 'use to or exactly one chat selector; not both'
      : 'use to or chat_*; not both';
    for (const method of ['typing', 'read']) {
      expect(await ask(method, {})).toMatchObject(refused(isStrict(build) ? missing : 'to is required'));
      expect(await ask(method, { to: ALICE, chat_id: 1 })).toMatchObject(refused(mixed));
      expect(await ask(method, { chat_id: 9 })).toMatchObject(refused('unknown chat_id 9'));
    }
    expect(await ask('typing', { to: ALICE, service: 'rcs' })).toMatchObject(refused('rcs'));
  });

  it('starts Messages.app for typing where SIP allows it', async () => {
    const { mac, ask } = await openMac(build, environmentFacts('sip-off'));
    expect(await ask('typing', { chat_id: 1 }, 10_000)).toMatchObject({ result: { ok: true } });
    expect(mac.device.facts()).toMatchObject({ lock: true, bridge: 'answers' });
  });

  it('starts Messages.app for reading, or says why not', async () => {
    const { ask } = await openMac(build, environmentFacts('sip-off'));
    expect(await ask('read', { chat_id: 1 }, 10_000)).toMatchObject({ result: { ok: true } });
    const closed = await openMac(build, basic);
    const answer = await closed.ask('read', { chat_id: 1 });
    if (!isStrict(build)) {
      const text = 'The operation couldn’t be completed. (IMsgCore.IMCoreBridgeError error 0.)';
      expect(answer).toMatchObject(internal(text));
      return;
    }
    expect(answer.error).toMatchObject({
      code: -32603,
      message: 'Delivery failed before dispatch',
      data: {
        disposition: 'not_started',
        operation: 'read',
        detail: expect.stringMatching(/^The bridge request could not be published: System Integrity/),
      },
    });
  });
});

describe('a failure of the helper', () => {
  it('sends older builds to imagent', async () => {
    const { ask } = await openMac('0.13.4', environmentFacts('hung'));
    expect(await ask('typing', { chat_id: 1 }, 20_000)).toMatchObject(internal(IMAGENT));
    const unknown = await openMac('0.13.4', bridge);
    expect(await unknown.ask('typing', { chat_guid: 'any;+;chat1' }, 10_000)).toMatchObject(
      internal(IMAGENT),
    );
  });

  it('is told from 0.14 on, unless nothing was started', async () => {
    const hung = await openMac('0.14.1', environmentFacts('hung'));
    expect(await hung.ask('typing', { chat_id: 1 }, 20_000)).toMatchObject({
      error: { code: -32001, data: { disposition: 'still_in_flight', operation: 'typing' } },
    });
    expect(await hung.ask('typing', { chat_id: 1 })).toMatchObject({ error: { code: -32004 } });
    const dropped = await openMac('0.14.1', environmentFacts('dropped'));
    expect(await dropped.ask('typing', { chat_id: 1 }, 20_000)).toMatchObject(internal(IMAGENT));
    const unknown = await openMac('0.14.1', bridge);
    expect(await unknown.ask('typing', { chat_guid: 'any;+;chat1' })).toMatchObject({
      error: { code: -32001, data: { detail: 'Dylib error: Chat not found: any;+;chat1' } },
    });
  });

  it('ends the wait for a launch that library validation kills', async () => {
    const { ask } = await openMac('current', environmentFacts('library-validation'));
    expect(await ask('typing', { chat_id: 1 }, 12_500)).toMatchObject({
      error: {
        code: -32001,
        data: {
          disposition: 'still_in_flight',
          detail: 'The synchronous typing bridge wait expired; the bridge task was cancelled.',
        },
      },
    });
  });

  it('of reading is a number in older builds', async () => {
    const { ask } = await openMac('0.13.4', bridge);
    const text = 'The operation couldn’t be completed. (IMsgCore.IMCoreBridgeError error 1.)';
    expect(await ask('read', { to: 'nobody@example.com' })).toMatchObject(internal(text));
  });
});

describe('a person', () => {
  it('is found by the last digits of the number, and in a group', async () => {
    const { mac, ask } = await openMac('current', bridge);
    await ask('read', { to: '555-000-1111' });
    mac.device.schedule({
      kind: 'text',
      from: 'bo@example.com',
      text: 'x',
      chat: { name: 'Crew', with: [ALICE] },
    });
    await mac.pass(100);
    await ask('read', { to: 'bo@example.com' });
    expect(mac.device.effects()).toMatchObject([
      { chatGuid: `any;-;${ALICE}` },
      { chatGuid: expect.stringMatching(/^any;\+;chat/) },
    ]);
  });
});

describe('build 0.5.0', () => {
  it('has typing.start and typing.stop, which find no chat', async () => {
    const { ask } = await openMac('0.5.0', bridge);
    for (const method of ['typing.start', 'typing.stop']) {
      expect(await ask(method, { to: ALICE }, 10)).toMatchObject(
        internal(
          `Typing indicator failed: Chat not found for identifier: iMessage;-;${ALICE}. ` +
            'Make sure Messages.app has an active conversation with this contact.',
        ),
      );
      const refused = (data: string) => ({ error: { code: -32602, data } });
      expect(await ask(method, {})).toMatchObject(refused('to is required for direct typing'));
      expect(await ask(method, { to: ALICE, service: 'x' })).toMatchObject(refused('invalid service'));
      expect(await ask(method, { to: ALICE, chat_id: 1 })).toMatchObject(
        refused('use to or chat_*; not both'),
      );
    }
    expect(await ask('typing', { chat_id: 1 })).toMatchObject({ error: { code: -32601 } });
  });
});
