import { z } from 'zod';
import { eventsOf } from '../../observe/ledger.ts';
import { nameOfChat, nameOfPerson } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, name, person, text } from '../values.ts';

const systemEvent = z.strictObject({
  account: name.optional().describe('whose it is, where there are several'),
  from: person.optional(),
  in: chat.optional(),
  text: text.optional().describe('what it says; GUIDs of messages are left out'),
  session: text.optional().describe('the key of its session'),
});
const schema = z
  .union([count, z.array(systemEvent)])
  .describe('what happened that is no message and is told to the agent, since the last time');

const GUID = /[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}/gi;

/** Every driver and seed has GUIDs of its own. */
export function withoutGuids(said: string): string {
  return said.replaceAll(GUID, '…');
}

function items({ cast, ledger }: Observed) {
  return eventsOf(ledger, 'systemEvent').map((event) => ({
    key: `${event.accountId}/${event.eventId}`,
    lane: `${event.accountId}/${event.chatGuid}`,
    fields: {
      account: event.accountId,
      from: nameOfPerson(cast, event.sender),
      in: event.chatGuid === null ? null : nameOfChat(cast, event.chatGuid),
      text: withoutGuids(event.text),
      session: event.sessionKey,
    },
  }));
}

export const events = listWord({
  name: 'events',
  schema,
  items,
  isComplete: true,
  called: ['event', 'events'],
  guide: [
    [
      '`events`',
      'a list of `{ account, from, in, text, session }`: what happened that is no message, such as a tapback, and is told to the agent with its next turn; in `text` a `…` stands for the GUID of a message',
    ],
  ],
});
