// A Mac with the bridge up, a message of Alice and one to her, and imsg of a build on it.

import type { Facts } from '../../../fake-imsg/device/device.ts';
import { bridge } from '../../../fake-imsg/environments.ts';
import { messageGuid } from '../../../fake-imsg/world/event/derived.ts';
import { buildsFrom } from '../builds.ts';
import { startTestImsg } from '../processes/imsg-process.ts';
import { createTestMac } from './fake-mac.ts';

export const ALICE = '+15550001111';
export const CHAT = `any;-;${ALICE}`;
export const INBOUND = messageGuid('inbound');
export const OWN = messageGuid('own');
export const LENIENT_BUILDS = buildsFrom('0.9.0', '0.13.4');
export const STRICT_BUILDS = buildsFrom('0.14.1');
export const BUILDS = [...LENIENT_BUILDS, ...STRICT_BUILDS];

/** A Mac with a message of Alice and one to her, and imsg of a build on it. */
export async function startMessageMac(
  build = 'current',
  facts: Partial<Facts> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const mac = createTestMac({ facts: { ...bridge, ...facts }, files });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'Noter test' }, { eventId: 'inbound' });
  mac.device.schedule(
    { kind: 'script-send', to: ALICE, service: 'iMessage', text: 'helo' },
    { eventId: 'own' },
  );
  await mac.pass(1000);
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  return {
    mac,
    async ask(method: string, params: object, waitMs = 1000) {
      id += 1;
      imsg.ask(id, method, params);
      await mac.pass(waitMs);
      const { result, error } = imsg.answer(id);
      return error ?? result;
    },
  };
}

export const invalid = (data: string) => ({ code: -32602, message: 'Invalid params', data });
export const uncertain = (operation: string, text: string) => ({
  code: -32001,
  message: 'Delivery outcome unknown',
  data: {
    retry_safe: false,
    disposition: 'may_have_completed',
    transport: 'bridge_v2',
    operation,
    detail: `Dylib error: ${text}`,
  },
});
export const refusedBy = (build: string, operation: string, text: string) =>
  STRICT_BUILDS.includes(build)
    ? uncertain(operation, text)
    : { code: -32603, message: 'Internal error', data: `Dylib error: ${text}` };
