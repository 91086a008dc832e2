import { z } from 'zod';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, person, text } from '../values.ts';

const STATES = ['sent', 'unknown', 'failed', 'expired', 'refused'] as const;

const action = z.strictObject({
  name: z.string().optional(),
  to: person.optional(),
  in: chat.optional(),
  state: z.enum(STATES).optional(),
  code: z.string().optional().describe('of one that was refused'),
  reason: text.optional(),
});
const schema = z
  .union([count, z.array(action)])
  .describe('what the agent was told of what it did, since the last time');

function items({ cast, ledger }: Observed) {
  const told = ledger.agentActs.filter(({ state }) => state !== 'asked');
  return told.map(({ turn, name, state, code, reason }, index) => ({
    key: String(index),
    lane: `${turn.accountId}/${turn.chatGuid}`,
    fields: {
      name,
      to: personOfChat(cast, turn.chatGuid),
      in: nameOfChat(cast, turn.chatGuid),
      state,
      code,
      reason,
    },
  }));
}

export const actions = listWord({
  name: 'actions',
  schema,
  items,
  called: ['action', 'actions'],
  guide: [
    [
      '`actions`',
      'a list of `{ name, to, in, state, code }`: what the agent was told of what it did, `sent`, `unknown`, `failed`, `expired`, or `refused` with the code of the error',
    ],
  ],
});
