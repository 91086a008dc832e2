import type { RowInput } from '../../../engine/store/commands/journal.ts';
import type { PartInput } from '../../../engine/store/commands/parts.ts';
import type { TurnInput } from '../../../engine/store/commands/turns.ts';
import type { Command } from '../../../engine/store/store.ts';
import { id } from '../messages/ids.ts';
import { CONTEXT, TARGET } from './inputs.ts';

export const SOURCE_IDS = ['s', 't'];
export const ACCOUNT_IDS = ['a', 'b'];

/** Where every story begins: two sources, rows that wait, turns in each open state, parts to send. */
export const BEGINNING: readonly Command[] = [
  ...SOURCE_IDS.map((id): Command => {
    return { name: 'createSource', input: { sourceId: id, locator: '/l', fileKey: null, createdAtMs: 0 } };
  }),
  { name: 'ingest', input: { sourceId: 's', rows: [1, 2, 3, 4, 5, 6, 7, 8].map(waitingRow) } },
  ...[1, 2, 3].map((number): Command => {
    return { name: 'formTurn', input: { sourceId: 's', turn: startedTurn(number) } };
  }),
  { name: 'answer', input: { turnId: id.turn('t1'), parts: [1, 2].map(queuedPart), atMs: 3 } },
  { name: 'startPart', input: { partId: id.part('p1'), maxRowid: 8, atMs: 3 } },
];

function waitingRow(number: number): RowInput {
  const waits = (account: string) => ({ accountId: account, fate: null, code: 'admitted' as const });
  return {
    eventId: `e${number}`,
    rowid: id.rowid(number),
    guid: id.guid(`R${number}`),
    chatGuid: null,
    isFromMe: false,
    raw: new Uint8Array([number]),
    arrivedAtMs: number,
    verdicts: number % 4 === 0 ? ACCOUNT_IDS.map(waits) : [waits('a')],
  };
}

function startedTurn(number: number): TurnInput {
  return {
    turnId: id.turn(`t${number}`),
    accountId: 'a',
    lane: id.lane('l'),
    members: [{ seq: number, fate: 'dispatched', code: 'began_turn' }],
    text: 'text',
    context: CONTEXT,
    preparation: number === 3 ? null : {},
    state: number === 2 ? 'formed' : 'running',
    formedAtMs: 2,
  };
}

function queuedPart(number: number): PartInput {
  return {
    partId: id.part(`p${number}`),
    ordinal: number - 1,
    kind: 'text',
    content: 'text',
    target: TARGET,
    attemptId: 'attempt',
    state: 'queued',
    maxRowid: null,
    sendingAtMs: null,
  };
}
