import { z } from 'zod';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import type { Item } from '../item.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, person, text } from '../values.ts';

const ENDS = ['sent', 'failed', 'unknown', 'expired', 'undelivered'] as const;
const IS_END: ReadonlySet<string> = new Set(ENDS);

const part = z.strictObject({
  to: person.optional(),
  in: chat.optional(),
  text: text.optional(),
  state: z.enum(ENDS).optional(),
});
const schema = z
  .union([count, z.array(part)])
  .describe('how the gateway says that its replies ended, since the last time');

function items({ cast, ledger }: Observed): Item[] {
  const placeOf = new Map<string, string>(ledger.agentCalls.map(({ turn }) => [turn.id, turn.chatGuid]));
  const ended = new Map<string, Item>();
  for (const { name, event } of ledger.events) {
    if (name !== 'part' || !IS_END.has(event.state)) continue;
    const chatGuid = placeOf.get(event.turnId ?? '') ?? '';
    const fields = {
      to: personOfChat(cast, chatGuid),
      in: nameOfChat(cast, chatGuid),
      text: event.text,
      state: event.state,
    };
    ended.set(event.partId, { key: event.partId, lane: event.lane, fields });
  }
  return [...ended.values()];
}

export const parts = listWord({
  name: 'parts',
  schema,
  items,
  called: ['part', 'parts'],
  guide: [
    [
      '`parts`',
      'a list of `{ to, in, text, state }`: how the gateway says that its replies ended: `sent`, `failed`, `unknown`, `expired`',
    ],
  ],
});
