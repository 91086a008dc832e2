import { z } from 'zod';
import { nameOfChat, nameOfPerson } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { firstTurns } from '../told-before.ts';
import { chat, count, name, person, text } from '../values.ts';

const wanted = z.strictObject({
  account: name.optional().describe('whose turn it is, where there are several'),
  from: person.optional(),
  in: chat.optional(),
  system: text.nullable().optional().describe('what is to stand in the system prompt; null = nothing'),
  quotes: text.nullable().optional().describe('the message that it replies to; null = none'),
  mentioned: z.enum(['yes', 'no']).optional().describe('whether it mentions the agent'),
  members: count.optional().describe('how many people are in the group'),
  number: count.nullable().optional().describe('the number of its first message; null = none'),
  commands: z.enum(['yes', 'no']).optional().describe('whether its sender may use commands'),
});
const schema = z
  .union([count, z.array(wanted)])
  .describe('what the agent was told beside the text of its turns since the last time');

const items = (observed: Observed) =>
  firstTurns(observed).map((turn) => ({
    key: turn.id,
    lane: `${turn.accountId}/${turn.chatGuid}`,
    fields: {
      account: turn.accountId,
      from: nameOfPerson(observed.cast, turn.sender),
      in: nameOfChat(observed.cast, turn.chatGuid),
      system: turn.systemPrompt ?? null,
      quotes: turn.repliedTo?.text ?? null,
      mentioned: turn.wasMentioned === undefined ? null : turn.wasMentioned ? 'yes' : 'no',
      members: turn.groupMembers?.length ?? null,
      number: turn.MessageSid === undefined ? null : Number(turn.MessageSid),
      commands: turn.CommandAuthorized ? 'yes' : 'no',
    },
  }));

export const prompt = listWord({
  name: 'prompt',
  schema,
  items,
  called: ['turn', 'turns'],
  guide: [
    [
      '`prompt`',
      'a list of `{ account, from, in, system, quotes, mentioned, members, number, commands }`: what went with each turn: what is to stand in the system prompt (`null` = nothing), the message that it replies to, whether it mentions the agent, how many people the group has, the number of its first message, whether its sender may use commands',
    ],
  ],
});
