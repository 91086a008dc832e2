// What holds of requests to pair, for whoever decides and for every store.

import { REASONS } from '../fates.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { RowInput, VerdictInput } from './commands/journal.ts';
import type { PairingOffer, PairingRequest, Standing, StrangerInput } from './commands/pairing.ts';

/** What of a request says how others stand. */
export type AskedFor = Pick<PairingRequest, 'handle' | 'createdAtMs' | 'isDenied'>;

/** How long a request waits, whatever the person writes meanwhile. */
export const REQUEST_ENDS_MS = 3_600_000;
/** Requests of one account that wait at a time. */
const REQUESTS_MAX = 3;

/** One that lies further ahead was made by a clock that was set back since, and would wait, in the place of others, until then. */
export function hasEnded({ createdAtMs }: Pick<PairingRequest, 'createdAtMs'>, atMs: number): boolean {
  return Math.abs(atMs - createdAtMs) > REQUEST_ENDS_MS;
}

/** Whether an operator can still decide on it. */
export function isOpen(request: AskedFor, atMs: number): boolean {
  return !request.isDenied && !hasEnded(request, atMs);
}

/** @param requests Of one account. */
export function standingOf(requests: readonly AskedFor[], handle: Handle, atMs: number): Standing {
  if (requests.some((request) => request.handle === handle && !hasEnded(request, atMs))) return 'waiting';
  const open = requests.filter((request) => isOpen(request, atMs));
  return open.length < REQUESTS_MAX ? 'new' : 'full';
}

/** Requests among which somebody stands so. */
export function requestsFor(standing: Standing, handle: Handle, atMs: number): AskedFor[] {
  const asked = (by: Handle) => ({ handle: by, createdAtMs: atMs, isDenied: false });
  if (standing === 'new') return [];
  if (standing === 'waiting') return [asked(handle)];
  return Array.from({ length: REQUESTS_MAX }, (_, index) => asked(`another ${index}` as Handle));
}

/** What becomes of a row by a stranger who stands so. */
export function codeOf(standing: Standing): 'unpaired' | 'pairing_waiting' | 'pairing_full' {
  if (standing === 'new') return 'unpaired';
  return standing === 'waiting' ? 'pairing_waiting' : 'pairing_full';
}

/** The verdict as it is after all, where a request was made or ended since it was decided. */
export function asStands(verdict: VerdictInput, standing: Standing): VerdictInput {
  const code = codeOf(standing);
  if (verdict.code === code) return verdict;
  return { ...verdict, fate: REASONS[code].fate, code, facts: { ...verdict.facts, pairing: standing } };
}

/** What strangers are offered by rows, whether or not it comes to that. */
export function offersIn(rows: readonly RowInput[]): PairingOffer[] {
  const offers: PairingOffer[] = [];
  for (const { verdicts } of rows)
    for (const { stranger } of verdicts) if (stranger?.offer) offers.push(stranger.offer);
  return offers;
}

/** Does what follows from a new row of a stranger, and answers its verdict as it is after all. */
export type Meet = (
  verdict: VerdictInput,
  stranger: StrangerInput,
  atMs: number,
) => { readonly verdict: VerdictInput; readonly standing: Standing };

/** A new row as it is journalled; `standing` is left out where no stranger wrote it. */
export function meetStrangers(row: RowInput, meet: Meet): { row: RowInput; standing?: Standing } {
  if (!row.verdicts.some(({ stranger }) => stranger)) return { row };
  let standing: Standing = 'waiting';
  const verdicts = row.verdicts.map((verdict) => {
    if (!verdict.stranger) return verdict;
    const met = meet(verdict, verdict.stranger, row.arrivedAtMs);
    ({ standing } = met);
    return met.verdict;
  });
  return { row: { ...row, verdicts }, standing };
}
