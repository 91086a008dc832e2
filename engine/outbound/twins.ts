// Now and then Messages makes two messages of one send, with a GUID each, and says that all is well (B12). Nothing can be
// done about the second; it is told of.

import type { OwnRow, OwnRows } from '../echo/own-rows.ts';
import { hasGuid, isSending, type OwnSends } from '../echo/own-sends.ts';
import { chatWords } from '../log-text.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartRow } from '../store/commands/parts.ts';

/** How far the dates of both may lie apart: 62 ms were seen. */
const APART_MS = 1_000;
/** Sends, and own rows, that are remembered; the oldest goes first. */
const REMEMBERED_MAX = 100;

interface TwinsOptions {
  readonly own: { readonly sends: OwnSends };
  /** What comes by the watch. */
  readonly ownRows: Pick<OwnRows, 'onSighted'>;
  readonly logger: Logger;
}

/** Looks out for the other row of parts that are proven by one; to be created behind whoever takes rows as proof. */
export function createTwins({ own, ownRows, logger }: TwinsOptions) {
  const sent: { readonly chatId: number; readonly guid: MessageGuid }[] = [];
  const rows: OwnRow[] = [];
  /** Those of them that proved nothing when they came. */
  let unproven: OwnRow[] = [];
  /** Those that were told of: none is the other row of a second part. */
  const told: MessageGuid[] = [];

  const look = () => {
    if (unproven.length === 0) return;
    unproven = unproven.filter(({ guid }) => !hasGuid(own.sends, guid));
    for (const one of [...sent]) {
      const proof = rows.find(({ guid }) => guid === one.guid);
      const twin = proof && unproven.find((row) => isTwin(row, proof) && !mayProveAnother(row));
      if (!twin) continue;
      sent.splice(sent.indexOf(one), 1);
      unproven = unproven.filter(({ guid }) => guid !== twin.guid);
      remember(told, twin.guid);
      logger.warn(
        `imessage: a reply for ${chatWords(one.chatId)} left twice: Messages made two messages of one send`,
      );
    }
  };
  const mayProveAnother = ({ chatGuid, text }: OwnRow) => isSending(own.sends, chatGuid!, text!);

  ownRows.onSighted((batch) => {
    for (const row of batch) {
      remember(rows, row);
      if (!hasGuid(own.sends, row.guid) && !told.includes(row.guid)) remember(unproven, row);
    }
    look();
  });
  return (part: PartRow, { guid }: Pick<OwnRow, 'guid'>): void => {
    remember(sent, { chatId: part.target.chatId, guid });
    look();
  };
}

function remember<Item>(list: Item[], item: Item): void {
  list.push(item);
  if (list.length > REMEMBERED_MAX) list.shift();
}

function isTwin(row: OwnRow, proof: OwnRow): boolean {
  if (row.chatGuid === null || row.text === null || row.chatGuid !== proof.chatGuid) return false;
  const apartMs = Math.abs((row.sentAtMs ?? Number.NaN) - (proof.sentAtMs ?? Number.NaN));
  return row.text === proof.text && apartMs <= APART_MS;
}
