import { expect, it } from 'vitest';
import { createApprovalRegister } from '../../../../engine/approvals/register.ts';
import type { Decided } from '../../../../engine/inbound/decision.ts';
import type { ApprovalRow } from '../../../../engine/store/commands/approvals.ts';
import { id } from '../../../support/messages/ids.ts';
import { member } from '../../../support/messages/member.ts';

const ALICE = '+15550001111';
const TARGET = { chatGuid: id.chat(`iMessage;-;${ALICE}`), chatId: id.chatId(1) };
const WAITS: ApprovalRow = {
  approvalId: 'ABCD2345',
  kind: 'exec',
  accountId: 'default',
  turnId: null,
  options: null,
  decisions: ['allow-once', 'deny'],
  asked: null,
  origin: null,
  expiresAtMs: 60_000,
  state: 'pending',
  prompts: [
    {
      accountId: 'default',
      partId: id.part('p1'),
      target: TARGET,
      content: 'May I?',
      state: 'sending',
      maxRowid: 3,
      guid: null,
    },
  ],
  createdAtMs: 0,
  endedAtMs: null,
  endedBy: null,
  choice: null,
};

const guidOf = (row: Pick<ApprovalRow, 'prompts'> | undefined) => row?.prompts[0]?.guid;

it('knows the message that asks by its own row as well as by its send, wherever it is asked for', () => {
  const { message } = member({
    guid: 'asks-1',
    text: 'May I?',
    is_from_me: true,
    chat_guid: TARGET.chatGuid,
    chat_identifier: ALICE,
  });
  const byRow = createApprovalRegister([WAITS]);
  expect(byRow.asked()).toEqual([]);
  byRow.took([{ code: 'own_send', message } as Decided]);
  const bySend = createApprovalRegister([WAITS]);
  bySend.proven(id.part('p1'), id.guid('asks-1'));
  for (const register of [byRow, bySend]) {
    expect(guidOf(register.get('ABCD2345'))).toBe('asks-1');
    expect(guidOf(register.pending()[0])).toBe('asks-1');
    expect(register.asked()).toMatchObject([{ guid: 'asks-1' }]);
    expect(register.prompts()).toMatchObject([{ guid: 'asks-1' }]);
  }
});
