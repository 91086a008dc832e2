import type { Lane, PartId, TurnId } from '../../message/ids.ts';
import { IS_TROUBLE, type Notice, type PartInput, type PartRow } from '../commands/parts.ts';
import { checkPart, partExists } from '../rules.ts';

/** Whose part it is; without a turn it answers a row by itself. */
interface PartOwner {
  readonly turnId: TurnId | null;
  readonly accountId: string;
  readonly lane: Lane;
}

export interface MemoryPartList {
  /** In the order in which they were made. */
  readonly parts: Map<PartId, PartRow>;
  /** Parts in `queued` or `sending`, oldest first. */
  readonly open: Map<PartId, PartRow>;
  /** Those that ended in trouble, which is not known to have been told. */
  readonly untold: Set<PartId>;
  /** Takes the place of what is known of the part. */
  keep(part: PartRow): void;
  add(input: PartInput, owner: PartOwner, atMs: number): void;
  /** Adds what the gateway says by itself. */
  addNotice(notice: Notice, accountId: string, atMs: number): void;
  /** Ends what waits of the answers of a lane, of such turns. */
  expireLane(
    accountId: string,
    lane: Lane,
    isEnding: (turnId: TurnId) => boolean,
    end: { readonly detail: string; readonly atMs: number },
  ): readonly PartRow[];
  /** Throws where one of them may not be added. */
  checkNew(inputs: readonly PartInput[]): void;
}

export function createMemoryPartList(): MemoryPartList {
  const parts = new Map<PartId, PartRow>();
  const open = new Map<PartId, PartRow>();
  const untold = new Set<PartId>();
  const keep = (part: PartRow) => {
    parts.set(part.partId, part);
    if (IS_TROUBLE.has(part.state)) untold.add(part.partId);
    if (part.state === 'queued' || part.state === 'sending') open.set(part.partId, part);
    else open.delete(part.partId);
  };
  const add: MemoryPartList['add'] = (input, owner, atMs) =>
    keep(newPart(input, owner, parts.size + 1, atMs));
  const checkNew: MemoryPartList['checkNew'] = (inputs) => {
    inputs.forEach(checkPart);
    const ids = new Set(inputs.map((input) => input.partId));
    if (ids.size < inputs.length || inputs.some((input) => parts.has(input.partId))) {
      throw partExists();
    }
  };
  return {
    parts,
    open,
    untold,
    keep,
    add,
    addNotice({ lane, ...part }, accountId, atMs) {
      checkNew([part]);
      add(part, { turnId: null, accountId, lane }, atMs);
    },
    expireLane: (accountId, lane, isEnding, { detail, atMs }) =>
      [...open.values()]
        .filter((part) => part.accountId === accountId && part.lane === lane && part.state === 'queued')
        .filter(({ turnId }) => turnId !== null && isEnding(turnId))
        .map((part): PartRow => {
          const evidence = { via: 'none', detail } as const;
          const expired: PartRow = { ...part, state: 'expired', evidence, endedAtMs: atMs };
          keep(expired);
          return expired;
        }),
    checkNew,
  };
}

function newPart(input: PartInput, owner: PartOwner, seq: number, createdAtMs: number): PartRow {
  const { turnId, accountId, lane } = owner;
  return {
    ...input,
    turnId,
    accountId,
    lane,
    seq,
    guid: null,
    rowid: null,
    evidence: null,
    createdAtMs,
    endedAtMs: null,
  };
}
