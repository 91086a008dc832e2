// Inputs for the store, complete and plain, for tests to vary.

import type { RowInput } from '../../../engine/store/commands/journal.ts';
import type { PartInput, PartRow, PartTarget } from '../../../engine/store/commands/parts.ts';
import type { TurnOwner } from '../../../engine/store/commands/redo.ts';
import type { TurnContext, TurnInput } from '../../../engine/store/commands/turns.ts';
import type { Store } from '../../../engine/store/store.ts';
import { id } from '../messages/ids.ts';

export const SOURCE = 'source-1';
export const ACCOUNT = 'default';

export const TARGET: PartTarget = { chatGuid: id.chat('iMessage;-;+15550001111'), chatId: id.chatId(7) };

export const CONTEXT: TurnContext = {
  ...TARGET,
  agentId: 'main',
  sessionKey: 'agent:main:main',
  session: { id: 'agent:main:main#1' },
  accountId: ACCOUNT,
  isGroup: false,
  chatName: '',
  sender: '+15550001111',
  sentAtMs: null,
  messageGuids: [id.guid('G1')],
  attachments: [],
};

/** Who may answer a turn in the place of its own agent. */
export const CLERK: TurnOwner = {
  agentId: 'clerk',
  sessionKey: 'agent:clerk:main',
  session: { id: 'agent:clerk:main#1' },
};

export function createSource(store: Store, sourceId = SOURCE) {
  return store.createSource({ sourceId, locator: '/m/chat.db', fileKey: '1:2', createdAtMs: 1 });
}

/** A pending row named after its rowid. */
export function row(rowid: number | null, change: Partial<RowInput> = {}): RowInput {
  return {
    eventId: `guid:G${rowid}`,
    rowid: rowid === null ? null : id.rowid(rowid),
    guid: id.guid(`G${rowid}`),
    chatGuid: TARGET.chatGuid,
    isFromMe: false,
    raw: new TextEncoder().encode(`{"id":${rowid}}`),
    arrivedAtMs: 1_000,
    verdicts: [{ accountId: ACCOUNT, fate: null, code: 'admitted' }],
    ...change,
  };
}

/** A row that has its fate on arrival. */
export function denied(rowid: number | null, change: Partial<RowInput> = {}): RowInput {
  return row(rowid, {
    raw: null,
    verdicts: [{ accountId: ACCOUNT, fate: 'denied', code: 'dm_blocked' }],
    ...change,
  });
}

export function turn(turnId: string, seqs: readonly number[], change: Partial<TurnInput> = {}): TurnInput {
  return {
    turnId: id.turn(turnId),
    accountId: ACCOUNT,
    lane: id.lane('lane-1'),
    members: seqs.map((seq, index) =>
      index === 0
        ? { seq, fate: 'dispatched', code: 'began_turn' }
        : { seq, fate: 'merged', code: 'joined_turn' },
    ),
    text: 'Dump https://example.com/a',
    context: CONTEXT,
    preparation: {},
    state: 'formed',
    formedAtMs: 2_000,
    ...change,
  };
}

export function part(partId: string, change: Partial<PartInput> = {}): PartInput {
  return {
    partId: id.part(partId),
    ordinal: 0,
    kind: 'text',
    content: `text of ${partId}`,
    target: TARGET,
    attemptId: `attempt-${partId}`,
    state: 'queued',
    maxRowid: null,
    sendingAtMs: null,
    ...change,
  };
}

/** Journals one row per part, runs a turn on each and answers it with that part. */
export async function answerWith(store: Store, ...parts: readonly PartInput[]): Promise<void> {
  for (const input of parts) {
    const { rows } = await store.ingest({ sourceId: SOURCE, rows: [row(null, { eventId: input.partId })] });
    const formed = turn(`turn-${input.partId}`, [rows[0]!.seq], { state: 'running' });
    await store.formTurn({ sourceId: SOURCE, turn: formed });
    await store.answer({ turnId: formed.turnId, parts: [input], atMs: 3_000 });
  }
}

/** Parts that have no end yet, oldest first. */
export async function openParts(store: Store, accountId = ACCOUNT): Promise<PartRow[]> {
  const [sending, queued] = await Promise.all([
    store.sendingParts({ accountId }),
    store.queuedParts({ accountId, lane: null, afterSeq: 0, limit: 1_000 }),
  ]);
  return [...sending, ...queued].sort((one, other) => one.seq - other.seq);
}
