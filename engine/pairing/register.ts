// What is known of pairing while the gateway runs: the same as in the store.

import type { Decided } from '../inbound/decision.ts';
import type { KnownPairing } from '../inbound/snapshot.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { PairingApproval, PairingCommands, PairingRequest } from '../store/commands/pairing.ts';
import { hasEnded, isOpen } from '../store/pairing-rules.ts';

export type Name = Pick<PairingRequest, 'accountId' | 'handle'>;

export interface PairingRegister {
  known(accountId: string): KnownPairing;
  /** Of requests, whether or not they wait: whoever has an old one in hand approves no other by it. */
  codes(): Set<string>;
  /** Those an operator can decide on, the oldest first. */
  open(atMs: number): PairingRequest[];
  owner(): Handle | null;
  /** Rows are durable, and with them what strangers were sent. */
  took(decided: readonly Decided[]): void;
  approved(name: Name, isOwner: boolean): void;
  denied(request: PairingRequest): void;
  imported(requests: readonly PairingRequest[], approvals: readonly PairingApproval[]): void;
}

export function createRegister(kept: PairingCommands['pairing']['out']): PairingRegister {
  let { requests, owner } = kept;
  const paired = new Map<string, Set<Handle>>();
  const admit = ({ accountId, handle }: Name) => {
    const of = paired.get(accountId) ?? new Set();
    paired.set(accountId, of.add(handle));
  };
  kept.approvals.forEach(admit);
  const without = (name: Name) => requests.filter((one) => !isOf(one, name));

  const made = (request: PairingRequest) => {
    const { accountId, createdAtMs } = request;
    const rest = without(request).filter((one) => one.accountId !== accountId || !hasEnded(one, createdAtMs));
    requests = [...rest, request];
  };
  return {
    known: (accountId) => ({
      paired: paired.get(accountId) ?? new Set(),
      requests: requests.filter((one) => one.accountId === accountId),
      ...(owner !== null && { owner }),
    }),
    codes: () => new Set(requests.map(({ code }) => code)),
    open: (atMs) =>
      requests
        .filter((one) => isOpen(one, atMs))
        .toSorted((one, other) => one.createdAtMs - other.createdAtMs),
    owner: () => owner,
    took(decided) {
      for (const decision of decided) {
        const request = requestOf(decision);
        if (request) made(request);
        else if (decision.isNew && decision.standing === 'waiting') requests = seenAgain(requests, decision);
      }
    },
    approved(name, isOwner) {
      requests = without(name);
      admit(name);
      if (isOwner) owner ??= name.handle;
    },
    denied(request) {
      requests = [...without(request), { ...request, isDenied: true }];
    },
    imported(given, approvals) {
      approvals.forEach(admit);
      const fresh = given.filter((one) => !requests.some((known) => isOf(known, one)));
      requests = [...requests, ...fresh];
    },
  };
}

function isOf(one: Name, { accountId, handle }: Name): boolean {
  return one.accountId === accountId && one.handle === handle;
}

/** The request that was made with a row; null = none was. */
function requestOf({ row, isNew, standing }: Decided): PairingRequest | null {
  const [verdict] = row.verdicts;
  const { handle, offer = null } = verdict?.stranger ?? {};
  if (!isNew || standing !== 'new' || !verdict || handle === undefined || offer === null) return null;
  const { sender, code, notice } = offer;
  const times = { createdAtMs: row.arrivedAtMs, lastSeenAtMs: row.arrivedAtMs };
  const { accountId } = verdict;
  return { accountId, handle, code, sender, target: notice.target, ...times, isDenied: false };
}

function seenAgain(requests: readonly PairingRequest[], { row }: Decided): PairingRequest[] {
  const { accountId, stranger } = row.verdicts[0]!;
  return requests.map((one) => {
    if (!stranger || !isOf(one, { accountId, handle: stranger.handle })) return one;
    return { ...one, lastSeenAtMs: Math.max(one.lastSeenAtMs, row.arrivedAtMs) };
  });
}
