import { expect, it } from 'vitest';
import { createEchoAgent } from '../../../../engine/agents/echo.ts';

it('answers with the text of the turn', async () => {
  const turn = {
    id: 't1',
    sessionKey: 's',
    accountId: 'default',
    isGroup: false,
    chatGuid: 'any;-;+15550000001',
    chatName: '',
    sender: '+15550000001',
    text: 'two\nlines',
    sentAtMs: null,
    messageGuids: ['G1'],
    attachments: [],
  };
  const answer = await createEchoAgent().run(turn, new AbortController().signal);
  expect(answer).toEqual({ replies: ['You said: two\nlines'] });
});
