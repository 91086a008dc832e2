// What is known at the end of a run, from three sides: the Mac's database, its record, and the gateway's store.

import { join } from 'node:path';
import { locatorOf } from '../../engine/config/locator.ts';
import { openSqliteReader } from '../../engine/store/sqlite/core.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { checkAll } from '../../scenarios/sim/checkers.ts';
import { type Journal, readJournal } from '../../scenarios/sim/inspect.ts';
import { answerTo, marksIn } from './answer.ts';
import type { Home } from './home.ts';
import { ADMITTED } from './people.ts';

export interface MacRow {
  readonly rowid: number;
  readonly guid: string;
  readonly chatGuid: string;
  /** Null = the owner. */
  readonly sender: string | null;
  readonly marks: readonly string[];
}

export interface Facts {
  /** Messages that people wrote. */
  readonly written: number;
  /** Every message of people that is in chat.db and has a mark, in its order. */
  readonly asked: readonly (MacRow & { readonly isAdmitted: boolean })[];
  /** Every message of the owner that is there, in its order. */
  readonly own: readonly MacRow[];
  /** The GUIDs of what left by script or bridge, as the Mac noted it. */
  readonly left: readonly string[];
  /** What the store says of each part. */
  readonly parts: readonly {
    readonly state: string;
    readonly guid: string | null;
    readonly marks: readonly string[];
  }[];
  /** How many messages became part of a turn of others. */
  readonly merged: number;
  /** What the checkers of the journal found. */
  readonly checked: readonly string[];
}

const ROWS = `SELECT message.ROWID AS rowid, message.guid AS guid, MIN(chat.guid) AS chatGuid, handle.id AS handle,
    is_from_me AS isOwn, message.text AS text, attributedBody AS body
  FROM message JOIN chat_message_join ON message_id = message.ROWID JOIN chat ON chat.ROWID = chat_id
    LEFT JOIN handle ON handle.ROWID = message.handle_id
  GROUP BY message.ROWID ORDER BY message.ROWID`;

interface Row {
  readonly rowid: number;
  readonly guid: string;
  readonly chatGuid: string;
  readonly handle: string | null;
  readonly isOwn: number;
  readonly text: string | null;
  readonly body: Uint8Array | null;
}

export function readJournalOf({ stateDir, folder }: Home): Journal {
  const core = openSqliteReader(join(stateDir, STORE_FILE));
  try {
    return readJournal(core, locatorOf({ dbPath: folder.chatDbPath }))!;
  } finally {
    core.close();
  }
}

export function readFacts(home: Home, written: number): Facts {
  const { device } = home;
  const reader = device.openReader();
  const rows = reader.prepare<[], Row>(ROWS).all();
  reader.close();
  const journal = readJournalOf(home);
  const rowOf = ({ rowid, guid, chatGuid, handle, isOwn, text, body }: Row): MacRow => ({
    rowid,
    guid,
    chatGuid,
    sender: isOwn === 1 ? null : handle,
    // Marks are plain letters wherever they stand in the body of a message.
    marks: marksIn(text ?? Buffer.from(body ?? []).toString('latin1')),
  });
  return {
    written,
    asked: rows
      .filter(({ isOwn }) => isOwn === 0)
      .map(rowOf)
      .filter(({ marks }) => marks.length > 0)
      .map((row) => ({ ...row, isAdmitted: ADMITTED.includes(row.sender ?? '') })),
    own: rows.filter(({ isOwn }) => isOwn === 1).map(rowOf),
    left: device.sent().map(({ guid }) => guid),
    parts: journal.parts.map(({ state, guid, content }) => ({ state, guid, marks: marksIn(content) })),
    merged: journal.counts.fates.merged,
    checked: checkAll({ journal, device, script: ({ text }) => [answerTo(text)], firstBoundary: 0 }),
  };
}
