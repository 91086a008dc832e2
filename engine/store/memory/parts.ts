import type { MessageGuid, PartId } from '../../message/ids.ts';
import type { Notice, PartCommands, PartInput, PartRow } from '../commands/parts.ts';
import type { TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { checkPart, checkPartEnd } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { MemoryTurns } from './turns.ts';

export interface MemoryParts {
  readonly handlers: Handlers<PartCommands>;
  /** Adds what the gateway says by itself. */
  addNotice(notice: Notice, accountId: string, atMs: number): void;
  /** Empties texts of parts that nothing is to be done about. Returns of how many. */
  dropOld(input: Commands['dropPayloads']['in']): number;
}

export function createMemoryParts(turns: MemoryTurns): MemoryParts {
  const parts = new Map<PartId, PartRow>();
  /** Parts in `queued` or `sending`, oldest first. */
  const open = new Map<PartId, PartRow>();
  /** Ids by time of creation, oldest first. */
  const byAge: PartId[] = [];
  const provenBy = new Map<MessageGuid, PartId>();

  const keep = (part: PartRow) => {
    parts.set(part.partId, part);
    if (part.state === 'queued' || part.state === 'sending') open.set(part.partId, part);
    else open.delete(part.partId);
  };
  const add = (part: PartRow) => {
    let at = byAge.length;
    while (at > 0 && parts.get(byAge[at - 1]!)!.createdAtMs > part.createdAtMs) at -= 1;
    byAge.splice(at, 0, part.partId);
    keep(part);
  };
  const openOf = (accountId: string, state: PartRow['state']) =>
    [...open.values()].filter((part) => part.accountId === accountId && part.state === state);
  const checkNew = (inputs: readonly PartInput[]) => {
    inputs.forEach(checkPart);
    const ids = new Set(inputs.map((input) => input.partId));
    if (ids.size < inputs.length || inputs.some((input) => parts.has(input.partId))) {
      throw new RangeError('A part with this id exists already');
    }
  };

  const addTo = ({ turnId, parts: inputs, atMs }: Commands['reply']['in'], move: (turn: TurnRow) => void) => {
    const turn = turns.findRunning(turnId);
    if (!turn) return false;
    checkNew(inputs);
    move(turn);
    for (const input of inputs) add(newPart(input, turn, parts.size + 1, atMs));
    return true;
  };

  const handlers: Handlers<PartCommands> = {
    reply: (input) => addTo(input, turns.beginReply),
    answer: (input) => addTo(input, (turn) => turns.close(turn, 'answered')),
    startPart({ partId, maxRowid, atMs }) {
      const part = open.get(partId);
      if (part?.state !== 'queued') return false;
      keep({ ...part, state: 'sending', maxRowid, sendingAtMs: atMs });
      return true;
    },
    endPart(input) {
      checkPartEnd(input);
      const part = parts.get(input.partId);
      const guid = input.evidence.guid ?? null;
      if (part?.state !== input.from) return false;
      if (guid !== null && (provenBy.get(guid) ?? part.partId) !== part.partId) return false;
      if (part.guid !== null && part.guid !== guid) provenBy.delete(part.guid);
      if (guid !== null) provenBy.set(guid, part.partId);
      keep(endedPart(part, input));
      return true;
    },
    sendingParts: ({ accountId }) => openOf(accountId, 'sending'),
    queuedParts: ({ accountId, lane, afterSeq, limit }) =>
      openOf(accountId, 'queued')
        .filter((part) => part.seq > afterSeq && (lane === null || part.lane === lane))
        .slice(0, limit),
    recentParts({ accountId, sinceMs, limit }) {
      const found: PartRow[] = [];
      for (let index = byAge.length - 1; index >= 0 && found.length < limit; index -= 1) {
        const part = parts.get(byAge[index]!)!;
        if (part.createdAtMs < sinceMs) break;
        if (part.accountId === accountId) found.push(part);
      }
      return found;
    },
  };
  return {
    handlers,
    addNotice({ lane, ...input }, accountId, atMs) {
      checkNew([input]);
      add(newPart(input, { turnId: null, accountId, lane }, parts.size + 1, atMs));
    },
    dropOld: (input) => dropOld(parts, open, input),
  };
}

function dropOld(
  parts: Map<PartId, PartRow>,
  open: ReadonlyMap<PartId, PartRow>,
  { beforeMs, limit }: Commands['dropPayloads']['in'],
): number {
  const old = [...parts.values()]
    .filter(({ partId, createdAtMs }) => createdAtMs < beforeMs && !open.has(partId))
    .filter(({ content }) => content !== '')
    .slice(0, limit);
  for (const part of old) parts.set(part.partId, { ...part, content: '' });
  return old.length;
}

function newPart(
  input: PartInput,
  { turnId, accountId, lane }: Pick<PartRow, 'turnId' | 'accountId' | 'lane'>,
  seq: number,
  atMs: number,
): PartRow {
  return {
    ...input,
    turnId,
    accountId,
    lane,
    seq,
    guid: null,
    rowid: null,
    evidence: null,
    createdAtMs: atMs,
  };
}

function endedPart(part: PartRow, { to, evidence }: Commands['endPart']['in']): PartRow {
  const proof = { guid: evidence.guid ?? null, rowid: evidence.rowid ?? null, evidence: { ...evidence } };
  const mark = to === 'queued' ? { maxRowid: null, sendingAtMs: null } : {};
  return { ...part, ...proof, ...mark, state: to };
}
