import type { MessageGuid, PartId } from '../../message/ids.ts';
import type { PartCommands, PartRow } from '../commands/parts.ts';
import type { TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { checkPartEnd } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { MemoryPartList } from './part-list.ts';
import type { MemoryTurns } from './turns.ts';

interface MemoryParts {
  readonly handlers: Handlers<PartCommands>;
  /** Empties texts of parts that nothing is to be done about. Returns of how many. */
  dropOld(input: Commands['dropPayloads']['in']): number;
}

export function createMemoryParts(turns: MemoryTurns, list: MemoryPartList): MemoryParts {
  const { parts, open, untold, keep } = list;
  const provenBy = new Map<MessageGuid, PartId>();

  const openOf = (accountId: string, state: PartRow['state']) =>
    [...open.values()].filter((part) => part.accountId === accountId && part.state === state);
  const addTo = ({ turnId, parts: inputs, atMs }: Commands['reply']['in'], move: (turn: TurnRow) => void) => {
    const turn = turns.findRunning(turnId);
    if (!turn) return false;
    list.checkNew(inputs);
    move(turn);
    for (const input of inputs) list.add(input, turn, atMs);
    return true;
  };

  const handlers: Handlers<PartCommands> = {
    reply: (input) => addTo(input, turns.beginReply),
    answer: (input) => addTo(input, (turn) => turns.close(turn, 'answered')),
    post({ accountId, parts: notices, atMs }) {
      list.checkNew(notices);
      for (const notice of notices) list.addNotice(notice, accountId, atMs);
      return null;
    },
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
      if (input.followedBy) list.checkNew([input.followedBy]);
      if (part.guid !== null && part.guid !== guid) provenBy.delete(part.guid);
      if (guid !== null) provenBy.set(guid, part.partId);
      keep(endedPart(part, input));
      if (input.followedBy) list.addNotice(input.followedBy, part.accountId, input.atMs);
      return true;
    },
    sendingParts: ({ accountId }) => openOf(accountId, 'sending'),
    queuedParts: ({ accountId, lane, afterSeq, limit }) =>
      openOf(accountId, 'queued')
        .filter((part) => part.seq > afterSeq && (lane === null || part.lane === lane))
        .slice(0, limit),
    untoldParts: ({ accountId, limit }) =>
      [...untold]
        .toSorted()
        .map((partId) => parts.get(partId)!)
        .filter((part) => part.accountId === accountId)
        .slice(0, limit),
    partTold: ({ accountId, partId }) => parts.get(partId)?.accountId === accountId && untold.delete(partId),
    partsOf: ({ turnId }) => [...parts.values()].filter((part) => part.turnId === turnId),
    provenPart({ accountId, guid }) {
      const partId = provenBy.get(guid);
      const part = partId === undefined ? undefined : parts.get(partId);
      return part?.accountId === accountId ? part : null;
    },
    provenGuids: ({ guids }) => guids.filter((guid) => provenBy.has(guid)),
    recentParts: (input) => recentOf(parts, input),
  };
  return {
    handlers,
    dropOld: (input) => dropOld(parts, open, input),
  };
}

function recentOf(
  parts: ReadonlyMap<PartId, PartRow>,
  { accountId, sinceMs, limit }: Commands['recentParts']['in'],
): PartRow[] {
  return [...parts.values()]
    .filter((part) => part.accountId === accountId && part.createdAtMs >= sinceMs)
    .reverse()
    .slice(0, limit)
    .sort((one, other) => other.createdAtMs - one.createdAtMs);
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

function endedPart(part: PartRow, { to, evidence, atMs }: Commands['endPart']['in']): PartRow {
  const proof = { guid: evidence.guid ?? null, rowid: evidence.rowid ?? null, evidence: { ...evidence } };
  const mark = to === 'queued' ? { maxRowid: null, sendingAtMs: null } : { endedAtMs: atMs };
  return { ...part, ...proof, ...mark, state: to };
}
