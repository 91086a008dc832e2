import { z } from 'zod';
import { FATES, reasonText } from '../../../engine/fates.ts';
import { nameOfChat, nameOfPerson } from '../../observe/naming.ts';
import { OWNER } from '../cast.ts';
import type { Item } from '../item.ts';
import { listWord } from '../item-list.ts';
import type { Observed } from '../observation.ts';
import { chat, count, name, text } from '../values.ts';

const row = z.strictObject({
  account: name.optional().describe('to whom it went, where there are several'),
  from: name.optional().describe('somebody of `people`, or owner'),
  in: chat.optional(),
  text: text.optional(),
  fate: z
    .union([z.enum(FATES), z.strictObject({ either: z.array(z.enum(FATES)).min(2) })])
    .optional()
    .describe('a fate, or several of which each will do'),
  reason: text.optional(),
});
const schema = z
  .union([count, z.array(row)])
  .describe('rows of other people and of the owner that got their fate since the last time');

/** Rows with a fate, without those that the gateway's own sends have left. */
export function rowItems({ cast, ledger, device, journals }: Observed): Item[] {
  const own = new Set(device.sent().map(({ guid }) => `guid:${guid}`));
  const seen = new Map(
    ledger.events.flatMap(({ name: kind, event }) =>
      kind === 'row' && event.isNew ? [[`${event.accountId}/${event.eventId}`, event]] : [],
    ),
  );
  return journals().flatMap(({ accountId, verdicts }) =>
    verdicts.flatMap(({ eventId, fate, ...reason }): Item[] => {
      if (fate === null || own.has(eventId)) return [];
      const event = seen.get(`${accountId}/${eventId}`);
      const from = event && (event.isFromMe ? OWNER : nameOfPerson(cast, event.sender));
      return [
        {
          key: `${accountId}/${eventId}`,
          lane: `${accountId}/${event?.chatGuid}`,
          fields: {
            account: accountId,
            from: from ?? null,
            in: event?.chatGuid ? nameOfChat(cast, event.chatGuid) : null,
            text: event?.text ?? null,
            fate,
            reason: reasonText(reason),
          },
        },
      ];
    }),
  );
}

export const rows = listWord({
  name: 'rows',
  schema,
  items: rowItems,
  called: ['row', 'rows'],
  guide: [
    [
      '`rows`',
      "a list of `{ account, from, in, text, fate, reason }`: rows that got their fate, except those of the gateway's own sends; `fate: { either: [dispatched, stale] }` where each will do",
    ],
  ],
});
