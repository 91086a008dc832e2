import { z } from 'zod';
import type { SentRecord } from '../../../fake-imsg/device/device.ts';
import { eventsOf } from '../../observe/ledger.ts';
import { nameOfChat, personOfChat } from '../../observe/naming.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, person, text } from '../values.ts';

const reply = z.strictObject({
  to: person.optional(),
  in: chat.optional(),
  text: text.optional(),
  styles: text
    .nullable()
    .optional()
    .describe('how words of it look, such as "bold: now; bold italic: today"; null = all of it is plain'),
  file: text.optional().describe('the name of the file that it is'),
  is: z.enum(['text', 'file', 'voice']).optional(),
  thread: z.enum(['some', 'none']).optional().describe('whether it is in the thread of another message'),
});
const schema = z.union([count, z.array(reply)]).describe('what left the Mac since the last time');

function items({ cast, device, ledger }: Observed) {
  const requests = eventsOf(ledger, 'approval').map(({ approvalId }) => approvalId);
  return device
    .sent()
    .map(({ guid, chatGuid, text: said, styles = [], file = '', isAudio = false, thread }) => ({
      key: guid,
      lane: chatGuid,
      fields: {
        to: personOfChat(cast, chatGuid),
        in: nameOfChat(cast, chatGuid),
        text: requests.reduce((words, id) => words.replaceAll(id, '…'), said),
        styles: stylesShown(said, styles),
        file,
        thread: thread === undefined ? 'none' : 'some',
        is: isAudio ? 'voice' : file === '' ? 'text' : 'file',
      },
    }));
}

function stylesShown(said: string, ranges: SentRecord['styles'] & object): string | null {
  const shown = ranges.map(
    ({ start, length, styles }) => `${styles.join(' ')}: ${said.slice(start, start + length)}`,
  );
  return shown.length === 0 ? null : shown.join('; ');
}

export const replies = listWord({
  name: 'replies',
  schema,
  items,
  isComplete: true,
  called: ['reply', 'replies'],
  guide: [
    [
      '`replies`',
      'a list of `{ to, in, text, styles, file, is, thread }`: what physically left the Mac, in `text` a `…` for the id of a request, and how it looks: `"bold: now; italic: today"`, `null` = plain; `is: voice`, `file` or `text`',
    ],
  ],
});
