import { describe, expect, test } from 'vitest';
import type { Service } from '../../../../engine/config/config.ts';
import type { RpcCaller } from '../../../../engine/imsg/rpc-client.ts';
import { text } from '../../../../engine/outbound/kinds/text.ts';
import { createSendCall } from '../../../../engine/wire/send-call.ts';
import { id } from '../../../support/messages/ids.ts';
import { NO_BRIDGE } from '../../../support/sending/no-bridge.ts';

async function paramsOf(service: Service): Promise<object> {
  const asked: object[] = [];
  const caller: RpcCaller = {
    async call(_method, params) {
      asked.push(params as object);
      return { ok: true, transport: 'applescript', id: 9, guid: 'G' };
    },
  };
  const send = createSendCall({
    service,
    region: 'DE',
    route: NO_BRIDGE,
    client: () => caller,
    onLaneBlocked: () => {},
    onBridgeFailed: () => {},
    onBridgeDoubted: async () => {},
    onBridgeMissed: () => {},
    onScriptRefused: () => {},
  });
  const part = {
    content: 'hi',
    attemptId: 'attempt',
    target: { chatGuid: id.chat('any;+;chat7'), chatId: id.chatId(7) },
  };
  expect(
    await send(
      text.callOf(part, () => {}),
      text.wayOf(part),
    ),
  ).toMatchObject({
    kind: 'sent',
    guid: id.guid('G'),
  });
  expect(asked).toHaveLength(1);
  return asked[0]!;
}

describe('a reply', () => {
  test('names its chat by the GUID alone, which no other chat has (F2, ruling-13)', async () => {
    const params = await paramsOf('auto');
    expect(params).toMatchObject({ chat_guid: 'any;+;chat7' });
    for (const other of ['chat_identifier', 'chat_id', 'to']) expect(params).not.toHaveProperty(other);
  });

  test('goes by the service and region that are configured (CFG-5, CFG-7)', async () => {
    expect(await paramsOf('sms')).toMatchObject({ service: 'sms', region: 'DE' });
    expect(await paramsOf('auto')).not.toHaveProperty('service');
  });
});
