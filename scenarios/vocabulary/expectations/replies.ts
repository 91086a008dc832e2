import { z } from 'zod';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, person, text } from '../values.ts';

const reply = z.strictObject({ to: person.optional(), in: chat.optional(), text: text.optional() });
const schema = z.union([count, z.array(reply)]).describe('what left the Mac since the last time');

function items({ cast, device }: Observed) {
  return device.sent().map(({ guid, chatGuid, text: said }) => ({
    key: guid,
    lane: chatGuid,
    fields: { to: personOfChat(cast, chatGuid), in: nameOfChat(cast, chatGuid), text: said },
  }));
}

export const replies = listWord({
  name: 'replies',
  schema,
  items,
  isComplete: true,
  called: ['reply', 'replies'],
  guide: [['`replies`', 'a list of `{ to, in, text }`: what physically left the Mac']],
});
