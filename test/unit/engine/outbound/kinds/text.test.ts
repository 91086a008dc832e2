import { describe, expect, test } from 'vitest';
import type { RpcCaller } from '../../../../../engine/imsg/rpc-client.ts';
import { text } from '../../../../../engine/outbound/kinds/text.ts';
import { id } from '../../../../support/messages/ids.ts';
import { TARGET } from '../../../../support/stores/inputs.ts';

const STYLED = { text: 'yes', styles: [{ start: 0, length: 3, styles: ['bold'] }] } as const;
const row = (said: string) => ({
  rowid: id.rowid(1),
  guid: id.guid('G'),
  chatGuid: TARGET.chatGuid,
  text: said,
});

async function sent(
  content: string,
  takesFormatting: boolean,
  transport?: 'bridge' | 'applescript',
  takesAttempt = false,
): Promise<object> {
  let asked: object = {};
  const caller: RpcCaller = {
    async call(method, params) {
      asked = takesAttempt ? { method, ...params } : params!;
      return { ok: true };
    },
  };
  await text.callOf({ content, target: TARGET, attemptId: 'attempt' }, () => {})(caller, {
    region: 'US',
    takesFormatting,
    takesAttempt,
    smsFallback: 'none',
    ...(transport && { transport }),
  });
  return asked;
}

describe('words', () => {
  test('are kept as they are, and their styles behind them', () => {
    expect(text.encode({ text: 'yes', styles: [] })).toBe('yes');
    const content = text.encode(STYLED)!;
    expect(content).toBe('yes\u001f{"styles":[{"start":0,"length":3,"styles":["bold"]}]}');
    expect(text.textOf(content)).toBe('yes');
    expect(text.isSaidBy(row('yes'), content)).toBe(true);
    expect(text.isSaidBy(row(content), content)).toBe(false);
  });

  test('that nobody could see are nothing', () => {
    expect(text.encode({ text: '\u200b', styles: [] })).toBeNull();
  });

  test('go with their styles where those are taken (OUT-10)', async () => {
    const content = text.encode(STYLED)!;
    expect(await sent(content, true)).toMatchObject({ text: 'yes', formatting: STYLED.styles });
    expect(await sent(content, false)).toEqual({ chat_guid: TARGET.chatGuid, text: 'yes', region: 'US' });
    expect(await sent('yes', true)).toEqual({ chat_guid: TARGET.chatGuid, text: 'yes', region: 'US' });
  });

  test('go under a GUID that was chosen for them where that is taken, also in a thread (B14, OUT-22)', async () => {
    expect(await sent('yes', false, 'bridge', true)).toEqual({
      method: 'send.tracked',
      attempt_id: 'attempt',
      chat_guid: TARGET.chatGuid,
      text: 'yes',
      region: 'US',
      transport: 'bridge',
    });
    const threaded = text.encode({ text: 'yes', styles: [], replyTo: id.guid('R') })!;
    expect(await sent(threaded, false, 'bridge', true)).toMatchObject({
      method: 'send.tracked',
      attempt_id: 'attempt',
      reply_to: 'R',
    });
  });

  test('go in a thread by the bridge, and by any other way without it (OUT-11)', async () => {
    const content = text.encode({ text: 'yes', styles: [], replyTo: id.guid('R') })!;
    expect(await sent(content, false, 'bridge')).toMatchObject({ text: 'yes', reply_to: 'R' });
    expect(await sent(content, false, 'applescript')).not.toHaveProperty('reply_to');
    expect(await sent(content, false)).not.toHaveProperty('reply_to');
    expect(text.textOf(content)).toBe('yes');
  });
});
