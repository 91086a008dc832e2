import { z } from 'zod';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, person, text } from '../values.ts';

const STATES = ['sent', 'unknown', 'failed', 'expired', 'read', 'refused'] as const;

const action = z.strictObject({
  name: z.string().optional(),
  to: person.optional(),
  in: chat.optional(),
  state: z.enum(STATES).optional(),
  code: z.string().optional().describe('of one that was refused'),
  reason: text.optional(),
  told: text
    .optional()
    .describe('of what was read: the words of its messages, with " | " between them, or the name of a file'),
});
const schema = z
  .union([count, z.array(action)])
  .describe('what the agent was told of what it did, since the last time');

function items({ cast, ledger }: Observed) {
  const told = ledger.agentActs.filter(({ state }) => state !== 'asked');
  return told.map(({ turn, name, state, code, reason, result }, index) => ({
    key: String(index),
    lane: `${turn.accountId}/${turn.chatGuid}`,
    fields: {
      name,
      to: personOfChat(cast, turn.chatGuid),
      in: nameOfChat(cast, turn.chatGuid),
      state,
      code,
      reason,
      told: toldIn(result) ?? null,
    },
  }));
}

function toldIn(result: unknown): string | undefined {
  const { messages, name } = (result ?? {}) as {
    readonly messages?: readonly { readonly text: string }[];
    readonly name?: string;
  };
  return messages ? messages.map((message) => message.text).join(' | ') : name;
}

export const actions = listWord({
  name: 'actions',
  schema,
  items,
  called: ['action', 'actions'],
  guide: [
    [
      '`actions`',
      'a list of `{ name, to, in, state, code, told }`: what the agent was told of what it did, `sent`, `unknown`, `failed`, `expired`, `refused` with the code of the error, or `read` with what it was `told`',
    ],
  ],
});
