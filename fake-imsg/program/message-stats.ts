// `messages.stats` and `imsg stats` (wire-4.8). The words of the refusals are those of MessageStatsError in openclaw/imsg.

import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { Stats } from '../chat-db/read/stats.ts';

/** Statistics of which there are none. */
export class NoStats extends Error {
  override readonly name = 'NoStats';
}

interface Asked {
  readonly chatId: number | null;
  readonly hasMedia: boolean;
  /** By its name in the IANA database; null = that of the Mac. */
  readonly timeZone: string | null;
}

/** A Mac of the fake is at Greenwich, where Foundation names the time so. */
const LOCAL_TIME_ZONE = 'GMT';
const APPLE_EPOCH_MS = 978_307_200_000;

/** Throws `NoStats`. */
export function messageStats(
  { stats }: Pick<ChatDb, 'stats'>,
  { chatId, hasMedia, timeZone }: Asked,
): object {
  if (chatId !== null && chatId <= 0)
    throw new NoStats(`chat_id must be a positive rowid (received ${chatId})`);
  const zone = timeZone ?? LOCAL_TIME_ZONE;
  const dayOf = dayIn(zone);
  if (chatId !== null && !stats.hasChat(chatId)) throw new NoStats(`chat_id ${chatId} does not exist`);
  if (hasMedia && !stats.hasMedia())
    throw new NoStats('media statistics are unavailable because attachment tables are missing');
  const counted: Stats = stats.count({ chatId, hasMedia, dayOf });
  return { ...counted, time_zone: zone };
}

function dayIn(timeZone: string): (seconds: number) => string {
  const day = formatIn(timeZone);
  return (seconds) => {
    const parts = Object.fromEntries(
      day.formatToParts(seconds * 1000 + APPLE_EPOCH_MS).map(({ type, value }) => [type, value]),
    );
    return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}`;
  };
}

function formatIn(timeZone: string) {
  try {
    const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    return new Intl.DateTimeFormat('en-US-u-ca-gregory', { ...date, timeZone });
  } catch {
    throw new NoStats(`invalid IANA time zone: ${timeZone}`);
  }
}
