import type { Command } from '../../../engine/store/store.ts';
import { id } from '../messages/ids.ts';
import { ACCOUNT_IDS, SOURCE_IDS } from './beginning.ts';
import { CONTEXT, TARGET } from './inputs.ts';

/** Everything a caller can find out about such a store. */
export const LOOK_AT_EVERYTHING: readonly Command[] = [
  ...SOURCE_IDS.map((sourceId): Command => ({ name: 'holes', input: { sourceId, limit: 100 } })),
  ...SOURCE_IDS.map((sourceId): Command => ({ name: 'chats', input: { sourceId } })),
  ...SOURCE_IDS.map(
    (sourceId): Command => ({ name: 'journalled', input: { sourceId, sinceMs: 0, afterSeq: 0, limit: 100 } }),
  ),
  { name: 'rowsNamed', input: { eventIds: ['e1', 'guid:e9'], rowid: id.rowid(1) as number } },
  ...SOURCE_IDS.flatMap((id) => ACCOUNT_IDS.flatMap((account) => readsOf(id, account))),
  ...ACCOUNT_IDS.flatMap((account): Command[] => [
    { name: 'openTurns', input: { accountId: account } },
    { name: 'entryMeanings', input: { accountId: account } },
    { name: 'sendingParts', input: { accountId: account } },
    { name: 'queuedParts', input: { accountId: account, lane: null, afterSeq: 0, limit: 100 } },
    {
      name: 'cameIn',
      input: { accountId: account, chatGuids: [TARGET.chatGuid], sinceMs: 0, rowsMax: 50, limit: 50 },
    },
    { name: 'exchanges', input: { accountId: account, sinceMs: 0, limit: 100 } },
    { name: 'recentParts', input: { accountId: account, sinceMs: 0, limit: 100 } },
    { name: 'groupsWithWindows', input: { accountId: account, limit: 100 } },
    ...[CONTEXT.sessionKey, 'another session'].map(
      (session): Command => ({
        name: 'groupWindow',
        input: { accountId: account, sessionKey: session, beforeSeq: 100, limit: 100 },
      }),
    ),
  ]),
  ...['t1', 't2', 't3', 't4'].map((turn): Command => ({ name: 'turn', input: { turnId: id.turn(turn) } })),
  { name: 'echoes', input: { sourceIds: SOURCE_IDS, sinceMs: 0, rowsMax: 5 } },
  { name: 'selfNotes', input: { sourceIds: SOURCE_IDS, sinceMs: 0, rowsMax: 5 } },
  { name: 'ownersWords', input: { sourceIds: SOURCE_IDS, sinceMs: 0 } },
  { name: 'approvals', input: { sinceMs: 0, limit: 100 } },
  { name: 'sessionsWithEvents', input: { limit: 100 } },
  { name: 'firstTurn', input: { sessionKey: CONTEXT.sessionKey } },
  ...[CONTEXT.sessionKey, 'another session'].map(
    (session): Command => ({ name: 'queuedEvents', input: { sessionKey: session } }),
  ),
  ...['/l', '/m'].map(
    (place): Command => ({ name: 'findSources', input: { locator: place, fileKey: null } }),
  ),
];

function readsOf(sourceId: string, accountId: string): Command[] {
  const all = { sourceId, accountId, afterSeq: 0, limit: 100 };
  return [
    { name: 'pending', input: all },
    { name: 'verdicts', input: all },
    { name: 'counts', input: { sourceId, accountId } },
  ];
}
