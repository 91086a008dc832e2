// From the wire to the end of a part: what the answer of a send proves, and what is looked for where it proves nothing.

import type { OwnSendsMemory } from '../echo/own-sends.ts';
import type { TurnId } from '../message/ids.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { PartEvidence, PartRow } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import type { ReadOwnRows, SendOutcome } from '../wire/outcome.ts';
import type { Line } from '../wire/wire.ts';
import { kindOf, textOf } from './kinds/kinds.ts';
import { createReceipts } from './receipts.ts';
import type { Report } from './report.ts';

/** Pause after a call that could not be made, such as to a busy or ending child. */
const AGAIN_AFTER_MS = 1_000;

interface SettlementOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly own: OwnSendsMemory;
  readonly line: Line;
  readonly readOwnRows: ReadOwnRows;
  readonly report: Report;
  /** A part that never reached imsg waits again. */
  putBack(part: PartRow): void;
  /** Ends what is left of the turn of a part that is known to have failed. */
  dropRest(part: PartRow, turnId: TurnId): Promise<void>;
}

interface Settlement {
  /** Sends a part that is durably `sending`. Resolves when the call is over. */
  send(part: PartRow): Promise<void>;
  /** Takes up one that an earlier run left `sending`. */
  takeUp(part: PartRow): void;
  /** Ends one that was never sent. */
  giveUp(part: PartRow, as: 'failed' | 'expired', detail: string): Promise<void>;
}

export function createSettlement(options: SettlementOptions): Settlement {
  const { store, clock, own, line, report } = options;
  const { scheduler } = line;
  const receipts = createReceipts({
    ...options,
    onSettled(part, proof, detail) {
      own.notSending(part.partId, clock.wallMs());
      if (proof) own.addGuid(proof.guid, part.sendingAtMs);
      report(part, proof ? 'sent' : 'unknown', proof?.guid ?? null, detail);
      if (part.turnId) scheduler.release(part.turnId);
    },
  });

  const end = async (
    part: PartRow,
    from: 'queued' | 'sending',
    to: 'sent' | 'failed' | 'expired' | 'queued',
    evidence: PartEvidence,
  ): Promise<boolean> => {
    const hasEnded = await store.endPart({ partId: part.partId, from, to, evidence, atMs: clock.wallMs() });
    if (to !== 'queued') own.notSending(part.partId, clock.wallMs());
    if (hasEnded) report(part, to, evidence.guid ?? null, evidence.detail ?? '');
    return hasEnded;
  };
  /** The call is over, only its answer proves nothing. */
  const lookFor = (part: PartRow, detail: string) => {
    if (part.turnId) scheduler.hold(part.turnId);
    receipts.afterCall(part, detail);
  };
  const take = async (part: PartRow, { guid, rowid, detail }: SendOutcome & { readonly kind: 'sent' }) => {
    if (isOlder(part, rowid ?? own.rowidOf(guid))) return lookFor(part, `imsg named an older row (${guid})`);
    own.addGuid(guid, part.sendingAtMs);
    if (await end(part, 'sending', 'sent', { guid, rowid, via: 'answer', detail })) return;
    lookFor(part, `imsg named the row of another send (${guid})`);
  };
  const settle = async (part: PartRow, outcome: SendOutcome) => {
    const { detail } = outcome;
    if (outcome.kind === 'sent') await take(part, outcome);
    else if (outcome.kind === 'refused') {
      await end(part, 'sending', 'failed', { via: 'none', detail });
      // A part known to have failed ends the rest of its turn.
      if (part.turnId) await options.dropRest(part, part.turnId);
    } else if (outcome.kind === 'notMade') {
      await end(part, 'sending', 'queued', { via: 'none', detail });
      options.putBack({ ...part, state: 'queued' });
      // Whatever kept the call from being made may still be there.
      await sleep(clock, AGAIN_AFTER_MS, options.signal);
    } else if (outcome.kind === 'pending') {
      if (part.turnId) scheduler.hold(part.turnId);
      receipts.afterDeadline(part, detail);
    } else lookFor(part, detail);
  };
  const noteSending = (part: PartRow) =>
    own.sending(part.partId, part.target.chatGuid, textOf(part), part.sendingAtMs ?? clock.wallMs());

  return {
    async send(part) {
      noteSending(part);
      report(part, 'sending', null, '');
      await settle(part, await line.send(kindOf(part).callOf(part)));
    },
    takeUp(part) {
      noteSending(part);
      if (part.turnId) scheduler.hold(part.turnId);
      receipts.afterDeadline(part, 'the gateway ended while it was being sent');
    },
    async giveUp(part, as, detail) {
      await end(part, 'queued', as, { via: 'none', detail });
    },
  };
}

/**
 * imsg proves a send by the first own row of that text in the last two seconds, and a bridge by the newest
 * row there is: both may name a row that was there before this part was begun (wire-6.3, wire-6.4).
 */
function isOlder(part: PartRow, rowid: number | null): boolean {
  return rowid !== null && part.maxRowid !== null && rowid <= part.maxRowid;
}
