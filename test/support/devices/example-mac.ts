// The Mac of the example exchanges (wire-9), and imsg on it.

import { expect } from 'vitest';
import type { Facts } from '../../../fake-imsg/device/device.ts';
import { basic } from '../../../fake-imsg/environments.ts';
import { type Frame, startTestImsg } from '../processes/imsg-process.ts';
import { createTestMac } from './fake-mac.ts';

export const BO = '+15550100000';
export const DIRECT = `any;-;${BO}`;
export const STRICT = '0.14.1';
export const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const GUID = expect.stringMatching(/^[0-9A-F-]{36}$/);

/** A Mac on which Bo has written to the owner, and imsg on it. */
export async function startExampleMac(facts: Partial<Facts> = {}, build = STRICT) {
  const mac = createTestMac({ facts: { ...basic, contacts: true, ...facts } });
  const happens = async (kind: string, fields: object = {}) => {
    const eventId = mac.device.schedule({ kind, ...fields });
    await mac.pass(3_000);
    return eventId;
  };
  await happens('contacts', { people: [{ name: 'Bo', handles: [BO] }] });
  await happens('text', { from: BO, text: 'running late' });
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  const exchange = async (
    id: number | string,
    method: string,
    params: object = {},
    ms = 12_000,
  ): Promise<Frame> => {
    imsg.ask(id, method, params);
    await mac.pass(ms);
    return imsg.answer(id);
  };
  const told = () =>
    imsg
      .frames()
      .filter(({ method }) => method === 'message')
      .map(({ params }) => params.message);
  return { mac, imsg, happens, exchange, told };
}

/** What a refused request is answered, but for its id. */
export const refused = (code: number, message: string, data: unknown) => ({
  jsonrpc: '2.0',
  error: { code, message, data },
});
