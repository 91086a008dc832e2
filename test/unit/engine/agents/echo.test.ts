import { expect, it } from 'vitest';
import { createEchoAgent } from '../../../../engine/agents/echo.ts';
import { bareVoice } from '../../../support/agents/bare-voice.ts';
import { id } from '../../../support/messages/ids.ts';

it('answers with the text of the turn', async () => {
  const turn = {
    id: id.turn('t1'),
    agentId: 'main',
    sessionKey: 's',
    session: { id: 's#1' },
    accountId: 'default',
    isGroup: false,
    chatId: id.chatId(1),
    chatGuid: id.chat('any;-;+15550000001'),
    chatName: '',
    sender: '+15550000001',
    text: 'two\nlines',
    sentAtMs: null,
    messageGuids: [id.guid('G1')],
    attachments: [],
  };
  const answer = await createEchoAgent().run(turn, bareVoice());
  expect(answer).toEqual({ replies: ['You said: two\nlines'] });
});
