import { describe, expect, test } from 'vitest';
import type { Deed } from '../../../../../engine/actions/action.ts';
import type { RpcCaller } from '../../../../../engine/imsg/rpc-client.ts';
import { action } from '../../../../../engine/outbound/kinds/action.ts';
import type { Means } from '../../../../../engine/wire/outcome.ts';
import { id } from '../../../../support/messages/ids.ts';
import { TARGET } from '../../../../support/stores/inputs.ts';

const REPLY: Deed = {
  name: 'reply',
  params: { text: 'Which one?', reply_to: 'R' },
  target: id.guid('R'),
  words: 'Which one?',
};
const EFFECT: Deed = {
  name: 'sendWithEffect',
  params: { text: 'Hooray', effect_id: 'x.impact' },
  words: 'Hooray',
};
const BRIDGE = { transport: 'bridge', takesAttempt: false } as const;
const TRACKED = { transport: 'bridge', takesAttempt: true } as const;
const SCRIPT = { transport: 'applescript', takesAttempt: false } as const;

async function sent(deed: Deed, means: Pick<Means, 'transport' | 'takesAttempt'> & Partial<Means>) {
  let asked: object = {};
  const caller: RpcCaller = {
    async call(method, params) {
      asked = { method, ...params };
      return { ok: true };
    },
  };
  const notes: string[] = [];
  const part = { content: action.encode(deed)!, target: TARGET, attemptId: 'attempt' };
  const unknown = { region: 'US', takesFormatting: false, smsFallback: 'none' } as const;
  await action.callOf(part, (note) => notes.push(note))(caller, { ...unknown, ...means });
  return { asked, notes };
}

describe('what is done in a conversation', () => {
  test('a reply goes under a GUID that was chosen for it where that is taken, in its thread (B14, OUT-22)', async () => {
    const { asked, notes } = await sent(REPLY, TRACKED);
    expect(asked).toEqual({
      method: 'send.tracked',
      attempt_id: 'attempt',
      chat_guid: TARGET.chatGuid,
      text: 'Which one?',
      reply_to: 'R',
      region: 'US',
      transport: 'bridge',
    });
    expect(notes).toEqual([]);
  });

  test('a reply goes by its own method where no GUID can be chosen, and as a plain message without the bridge (I7)', async () => {
    const chat = { chat_guid: TARGET.chatGuid, text: 'Which one?' };
    expect((await sent(REPLY, BRIDGE)).asked).toEqual({ method: 'send.rich', ...chat, reply_to: 'R' });
    const plain = await sent(REPLY, SCRIPT);
    expect(plain.asked).toEqual({ method: 'send', ...chat, region: 'US', transport: 'applescript' });
    expect(plain.notes).toHaveLength(1);
  });

  test('words are styled by each way that takes styles, as that way calls them (OUT-10)', async () => {
    const styles = [{ start: 0, length: 5, styles: ['bold'] as const }];
    const takes = { takesFormatting: true };
    const [reply, effect] = [
      { ...REPLY, styles },
      { ...EFFECT, styles },
    ];
    expect((await sent(reply, { ...TRACKED, ...takes })).asked).toMatchObject({ formatting: styles });
    for (const deed of [reply, effect])
      expect((await sent(deed, { ...BRIDGE, ...takes })).asked).toMatchObject({
        method: 'send.rich',
        text_formatting: styles,
      });
    for (const means of [BRIDGE, TRACKED, SCRIPT]) {
      const { asked } = await sent(reply, means);
      expect(Object.keys(asked).filter((key) => key.includes('formatting'))).toEqual([]);
    }
  });

  test('words with an effect never go under a chosen GUID: imsg takes no effect there (wire-6.5)', async () => {
    expect((await sent(EFFECT, TRACKED)).asked).toMatchObject({ method: 'send.rich', effect_id: 'x.impact' });
  });
});
