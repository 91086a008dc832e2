import { expect, it } from 'vitest';
import { promptsAfter } from '../../../../engine/inbound/prompts-so-far.ts';
import { parseJournalled } from '../../../../engine/message/normalize.ts';
import { PROMPT } from '../../../support/approvals/prompt.ts';
import { ALICE } from '../../../support/messages/journalled.ts';
import { messageFrame } from '../../../support/messages/payload.ts';

it('an own row is the message of the question that waits, not of one that is over and had the same words', () => {
  const over = { ...PROMPT, approvalId: 'OVER2345', guid: null, isOver: true };
  const open = { ...PROMPT, approvalId: 'OPEN2345', guid: null };
  const raw = messageFrame({
    guid: 'own-row',
    is_from_me: true,
    is_group: false,
    text: PROMPT.text,
    chat_guid: `any;-;${ALICE}`,
    chat_identifier: ALICE,
  });
  const message = parseJournalled(raw, null, null);
  const after = promptsAfter([over, open], { code: 'own_send', consequences: [], message });
  expect(after.map(({ approvalId, guid }) => [approvalId, guid])).toEqual([
    ['OVER2345', null],
    ['OPEN2345', 'own-row'],
  ]);
});
