import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../fake-imsg/device/device.ts';
import { basic, bridge, environmentFacts } from '../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { isStrict } from '../../../support/methods/method-case.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

async function openMac(build: string, facts: Facts = bridge) {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: '+15550001111', text: 'hi' });
  mac.device.schedule({ kind: 'text', from: '+15550002222', text: 'hi', service: 'SMS' });
  await mac.pass(2000);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  return async (params: object, waitMs = 1000) => {
    id += 1;
    imsg.ask(id, 'handles.check', params);
    await mac.pass(waitMs);
    return imsg.answer(id);
  };
}

describe.each(buildsFrom('0.11.0'))('handles.check in build %s', (build) => {
  it('tells whether somebody has iMessage, as far as is known', async () => {
    const ask = await openMac(build);
    expect((await ask({ address: '+15550001111' })).result).toEqual({
      ok: true,
      address: '+15550001111',
      alias_type: 'phone',
      destination: 'tel:+15550001111',
      id_status: 1,
      available: true,
      service: 'iMessage',
    });
    expect((await ask({ address: '+15550002222' })).result).toMatchObject({
      id_status: 2,
      available: false,
    });
    expect((await ask({ address: 'x@example.com' })).result).toMatchObject({
      alias_type: 'email',
      destination: 'mailto:x@example.com',
      id_status: 0,
      available: false,
    });
  });

  it('refuses what it cannot check', async () => {
    const ask = await openMac(build);
    const refused = (data: string) => ({ error: { code: -32602, data } });
    const address = '+15550001111';
    expect(await ask({})).toMatchObject(refused('address is required'));
    expect(await ask({ address, alias_type: 'pager' })).toMatchObject(
      refused('alias_type must be phone or email'),
    );
    expect(await ask({ address, service: 'SMS' })).toMatchObject(
      refused('handles.check only supports service iMessage'),
    );
  });

  it('needs a helper that answers', async () => {
    const ask = await openMac(build, basic);
    const absent = await ask({ address: 'x@example.com' });
    const dropped = await (await openMac(build, environmentFacts('dropped')))(
      { address: 'x@example.com' },
      11_000,
    );
    if (isStrict(build)) {
      expect(absent.error).toMatchObject({ code: -32003, message: 'Bridge unavailable' });
      expect(dropped.error).toEqual(absent.error);
    } else {
      const data = 'handles.check requires bridge transport (Messages.app must be injected)';
      expect(absent.error).toEqual({ code: -32603, message: 'Internal error', data });
      expect(dropped.error.data).toBe(
        'The operation couldn’t be completed. (IMsgCore.IMsgBridgeError error 1.)',
      );
    }
  });
});
