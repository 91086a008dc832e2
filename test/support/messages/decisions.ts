// What a gateway decided, as far as it must not depend on how it is run: per lane and in order, without
// identifiers, times and rowids.

import { type Fate, reasonText } from '../../../engine/fates.ts';
import type { PartState } from '../../../engine/store/commands/parts.ts';
import type { TurnState } from '../../../engine/store/commands/turns.ts';
import type { Device } from '../../../fake-imsg/device/device.ts';
import type { Journal } from '../../../scenarios/sim/inspect.ts';

export interface Decision {
  readonly fate: Fate | null;
  readonly reason: string;
  readonly isFromMe: boolean;
  /** The turn that began with this row. */
  readonly turn: {
    readonly text: string;
    readonly state: TurnState;
    readonly parts: readonly { readonly text: string; readonly state: PartState }[];
  } | null;
}

interface Row {
  readonly guid: string;
  readonly isFromMe: number;
  readonly chatGuid: string;
}

const ROWS = `SELECT message.guid AS guid, is_from_me AS isFromMe, MIN(chat.guid) AS chatGuid FROM message
  JOIN chat_message_join ON message_id = message.ROWID JOIN chat ON chat.ROWID = chat_id
  GROUP BY message.ROWID`;

/** By chat GUID; which row belongs to which chat is asked of the Mac. */
export function decisionsByLane(journal: Journal, device: Device): Record<string, Decision[]> {
  const reader = device.openReader();
  const rows = new Map(
    reader
      .prepare<[], Row>(ROWS)
      .all()
      .map((row) => [`guid:${row.guid}`, row]),
  );
  reader.close();
  const lanes: Record<string, Decision[]> = {};
  for (const { eventId, fate, turnId, ...reason } of journal.verdicts) {
    const { chatGuid, isFromMe } = rows.get(eventId)!;
    const turn = fate === 'dispatched' ? turnOf(journal, turnId!) : null;
    lanes[chatGuid] ??= [];
    lanes[chatGuid].push({ fate, reason: reasonText(reason), isFromMe: isFromMe === 1, turn });
  }
  return lanes;
}

function turnOf({ turns, parts }: Journal, turnId: string): Decision['turn'] {
  const { text, state } = turns.find((turn) => turn.turnId === turnId)!;
  const own = parts.filter((part) => part.turnId === turnId).sort((a, b) => a.ordinal - b.ordinal);
  return { text, state, parts: own.map((part) => ({ text: part.content, state: part.state })) };
}
