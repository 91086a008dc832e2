// Stickers that are put on a message, which are no messages.

import type { Arrival } from './arrival.ts';
import { couldBeAsked } from './disturbances.ts';
import { decidedBetween } from './hidden.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import type { Settings } from './settings.ts';
import { isSticker } from './speech.ts';

/** imsg tells of stickers as of any message; chat.db alone says what they are (ruling-24). */
export function judgeSticker(
  row: WitnessedRow,
  arrival: Arrival | null,
  { isRemote, includeAttachments }: Settings,
  { disturbances }: History,
): Judgement | null {
  if (!isSticker(row) || isRemote) return null;
  // Without its picture a sticker put on a message is what its words say.
  if (row.associatedType === 1000 && !(includeAttachments && row.attachments > 0)) return null;
  return couldBeAsked(disturbances, ...decidedBetween(row, arrival))
    ? ({ is: 'must not', reason: 'a sticker on a message' } as const)
    : ({ is: 'either', reason: 'chat.db may not have said that it is a sticker' } as const);
}
