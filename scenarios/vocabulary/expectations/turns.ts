import { z } from 'zod';
import type { AgentTurn } from '../../../engine/agents/agent.ts';
import { nameOfChat, nameOfPerson } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, name, person, text } from '../values.ts';
import { withoutGuids } from './events.ts';

const wantedTurn = z.strictObject({
  account: name.optional().describe('whose turn it is, where there are several'),
  agent: name.optional().describe('which agent it was given to, where there are several'),
  from: person.optional(),
  in: chat.optional(),
  text: text.optional(),
  sources: count.optional().describe('messages of which the turn was made'),
  media: count.optional().describe('files that came along'),
  files: text.optional().describe('their names, with ", " between them'),
  attempts: count.optional().describe('how often the agent was asked'),
  session: text.optional().describe('the key of its session'),
  sessionId: text
    .optional()
    .describe('what the agent knows the session by, which is another one after `/new`'),
  events: text
    .optional()
    .describe(
      'what it was told of that is no message, with "; " between; GUIDs of messages are left out, and empty = nothing',
    ),
});
const schema = z.union([count, z.array(wantedTurn)]).describe('what the agent was given since the last time');

/** The same turn again counts as an attempt more. */
function items({ cast, ledger }: Observed) {
  const turns = new Map<string, { first: AgentTurn; attempts: number }>();
  for (const { turn } of ledger.agentCalls) {
    const known = turns.get(turn.id);
    if (known) known.attempts += 1;
    else turns.set(turn.id, { first: turn, attempts: 1 });
  }
  return [...turns.values()].map(({ first, attempts }) => ({
    key: first.id,
    lane: `${first.accountId}/${first.chatGuid}`,
    fields: {
      account: first.accountId,
      agent: first.agentId,
      from: nameOfPerson(cast, first.sender),
      in: nameOfChat(cast, first.chatGuid),
      text: first.text,
      sources: first.messageGuids.length,
      media: first.attachments.length,
      files: first.attachments.map(({ name }) => name).join(', ') || null,
      attempts,
      session: first.sessionKey,
      sessionId: first.session.id,
      events: (first.events ?? []).map((event) => withoutGuids(event.text)).join('; '),
    },
  }));
}

export const turns = listWord({
  name: 'turns',
  schema,
  items,
  isComplete: true,
  called: ['turn', 'turns'],
  guide: [
    [
      '`turns`',
      'a list of `{ account, agent, from, in, text, sources, media, files, attempts, session, sessionId, events }`: what the agent was given; `account` is whose turn it is, `agent` to which it was given, `sources` messages were merged into it, `media` files came along, `files` are their names, `session` is the key of its session, `sessionId` what the agent knows that by, `events` what it was told of that is no message',
    ],
  ],
});
