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

async function sent(content: string, takesFormatting: boolean): Promise<object> {
  let asked: object = {};
  const caller: RpcCaller = {
    async call(_method, params) {
      asked = params!;
      return { ok: true };
    },
  };
  await text.callOf({ content, target: TARGET }, () => {})(caller, {
    region: 'US',
    takesFormatting,
    takesSmsFallback: false,
  });
  return asked;
}

describe('words', () => {
  test('are kept as they are, and their styles behind them', () => {
    expect(text.encode({ text: 'yes', styles: [] })).toBe('yes');
    const content = text.encode(STYLED)!;
    expect(content).toBe('yes\u001f[{"start":0,"length":3,"styles":["bold"]}]');
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
});
