import type { Handle } from '../../message/identity/handles.ts';
import type { RowInput, VerdictInput } from '../commands/journal.ts';
import type { PairingApproval, PairingCommands, PairingRequest, StrangerInput } from '../commands/pairing.ts';
import type { Notice } from '../commands/parts.ts';
import type { Handlers } from '../handlers.ts';
import { asStands, hasEnded, type Meet, offersIn, standingOf } from '../pairing-rules.ts';
import type { MemoryPartList } from './part-list.ts';

export interface MemoryPairing {
  readonly handlers: Handlers<PairingCommands>;
  /** Throws where what strangers are offered may not be added, or other notices. */
  check(rows: readonly RowInput[], besides: readonly Notice[]): void;
  readonly meet: Meet;
}

type Named = Pick<PairingRequest, 'accountId' | 'handle'>;
const keyOf = ({ accountId, handle }: Named) => JSON.stringify([accountId, handle]);

export function createMemoryPairing(parts: MemoryPartList): MemoryPairing {
  const requests = new Map<string, PairingRequest>();
  const approvals = new Map<string, PairingApproval>();
  let owner: Handle | null = null;

  const make = ({ accountId }: VerdictInput, { handle, offer }: StrangerInput, atMs: number) => {
    if (offer === null) return;
    const { sender, code, notice } = offer;
    for (const [key, one] of requests)
      if (one.accountId === accountId && hasEnded(one, atMs)) requests.delete(key);
    const named = { accountId, handle, sender, code, target: notice.target };
    requests.set(keyOf(named), { ...named, createdAtMs: atMs, lastSeenAtMs: atMs, isDenied: false });
    parts.addNotice(notice, accountId, atMs);
  };
  return {
    check: (rows, besides) => parts.checkNew([...offersIn(rows).map(({ notice }) => notice), ...besides]),
    meet(verdict, stranger, atMs) {
      const { accountId } = verdict;
      const own = [...requests.values()].filter((one) => one.accountId === accountId);
      const standing = standingOf(own, stranger.handle, atMs);
      if (standing === 'new') {
        make(verdict, stranger, atMs);
        return stranger.offer === null
          ? { verdict: asStands(verdict, 'waiting'), standing: 'waiting' }
          : { verdict, standing };
      }
      const request = requests.get(keyOf({ accountId, handle: stranger.handle }));
      if (request && standing === 'waiting')
        requests.set(keyOf(request), { ...request, lastSeenAtMs: Math.max(request.lastSeenAtMs, atMs) });
      return { verdict: asStands(verdict, standing), standing };
    },
    handlers: {
      pairing: () => ({
        requests: inOrder([...requests.values()]),
        approvals: inOrder([...approvals.values()]),
        owner,
      }),
      approvePairing({ accountId, handle, atMs, isOwner, notice }) {
        const key = keyOf({ accountId, handle });
        if (!requests.has(key)) return false;
        if (notice) parts.checkNew([notice]);
        requests.delete(key);
        if (!approvals.has(key)) approvals.set(key, { accountId, handle, atMs });
        if (isOwner) owner ??= handle;
        if (notice) parts.addNotice(notice, accountId, atMs);
        return true;
      },
      denyPairing(named) {
        const request = requests.get(keyOf(named));
        if (!request || request.isDenied) return false;
        requests.set(keyOf(request), { ...request, isDenied: true });
        return true;
      },
      importPairing(given) {
        for (const one of given.approvals) if (!approvals.has(keyOf(one))) approvals.set(keyOf(one), one);
        for (const one of given.requests) if (!requests.has(keyOf(one))) requests.set(keyOf(one), one);
        return undefined;
      },
    },
  };
}

function inOrder<One extends Named>(all: readonly One[]): One[] {
  const isBefore = (one: One, other: One) =>
    one.accountId === other.accountId ? one.handle < other.handle : one.accountId < other.accountId;
  return all.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
}
