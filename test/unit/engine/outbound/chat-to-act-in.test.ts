import { expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { chatToActIn } from '../../../../engine/outbound/chat-to-act-in.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const unknown = async () => {
  throw new EngineError('target_unknown');
};
const somebodyNew = async () => ({
  target: { chatGuid: id.chat(`any;-;${ALICE}`), chatId: id.chatId(0), to: id.handle(ALICE) },
  isGroup: false,
});

it.each([
  ['', unknown, 'iMessage react requires chatGuid, chatId, chatIdentifier, or a chat target.'],
  ['chat_id:77', unknown, 'iMessage react failed: chatGuid not found for chat_id:<redacted>.'],
  ['chat_guid:any;+;chat7', unknown, 'iMessage react failed: chatGuid not found for chat_guid:<redacted>.'],
  [
    'chat_identifier:chat7',
    unknown,
    'iMessage react failed: chatGuid not found for chat_identifier:<redacted>.',
  ],
  [ALICE, somebodyNew, expect.stringMatching(/^iMessage react requires a known chat\. /)],
])(
  '%j, where there is no such chat, is refused by name (ACT-8, ACT-9)',
  async (written, addressOf, message) => {
    await expect(chatToActIn('react', written, { region: 'US', addressOf })).rejects.toMatchObject({
      message,
    });
  },
);

it('a chat that is there is where it is done, and what imsg says on the way is told as it is', async () => {
  const found = { target: { chatGuid: id.chat('any;+;chat7'), chatId: id.chatId(7) }, isGroup: true };
  expect(await chatToActIn('react', 'chat_id:7', { region: 'US', addressOf: async () => found })).toBe(found);
  const away = async () => {
    throw new EngineError('imsg_not_running');
  };
  await expect(chatToActIn('react', 'chat_id:7', { region: 'US', addressOf: away })).rejects.toMatchObject({
    code: 'imsg_not_running',
  });
});
