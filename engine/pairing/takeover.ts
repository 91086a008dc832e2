import { normalizeAccountId } from '../config/account-names.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { PairingApproval, PairingRequest } from '../store/commands/pairing.ts';
import { hasEnded } from '../store/pairing-rules.ts';
import { readCode } from './code.ts';
import type { PairingRegister } from './register.ts';

/** What another program knows of people who pair. */
export interface Takeover {
  readonly requests: readonly {
    readonly accountId: string;
    readonly handle: string;
    readonly code: string;
    readonly sender: string;
    readonly createdAtMs: number;
    readonly lastSeenAtMs: number;
  }[];
  readonly approvals: readonly { readonly accountId: string; readonly handle: string }[];
}

/** How many. */
export interface TakenOver {
  readonly requests: number;
  readonly approvals: number;
  readonly passedOver: number;
}

/** What of it is new here, and can be read. An approval of everybody is none (ACC-17). */
export function readTakeover(
  { requests, approvals }: Takeover,
  register: Pick<PairingRegister, 'known' | 'codes'>,
  atMs: number,
): { readonly requests: readonly PairingRequest[]; readonly approvals: readonly PairingApproval[] } {
  const seen = new Set<string>();
  const codes = register.codes();
  const named = (one: { readonly accountId: string; readonly handle: string }) => {
    const handle = one.handle.trim() === '*' ? null : normalizeHandle(one.handle);
    const accountId = normalizeAccountId(one.accountId);
    if (handle === null || seen.has(`${accountId} ${handle}`)) return null;
    const { paired, requests: known } = register.known(accountId);
    if (paired.has(handle)) return null;
    seen.add(`${accountId} ${handle}`);
    return { accountId, handle, isKnown: known.some((request) => request.handle === handle) };
  };
  const admitted = approvals.flatMap((one): PairingApproval[] => {
    const name = named(one);
    return name === null ? [] : [{ accountId: name.accountId, handle: name.handle, atMs }];
  });
  const waiting = requests.flatMap((one): PairingRequest[] => {
    const code = readCode(one.code);
    const name = code === null || codes.has(code) || hasEnded(one, atMs) ? null : named(one);
    if (name === null || name.isKnown || code === null || !Number.isFinite(one.createdAtMs)) return [];
    codes.add(code);
    const { accountId, handle } = name;
    const { sender, createdAtMs } = one;
    const lastSeenAtMs = Number.isFinite(one.lastSeenAtMs) ? one.lastSeenAtMs : createdAtMs;
    return [{ accountId, handle, code, sender, target: null, createdAtMs, lastSeenAtMs, isDenied: false }];
  });
  return { requests: waiting, approvals: admitted };
}
