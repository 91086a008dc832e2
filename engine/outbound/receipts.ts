import { type Clock, sleep } from '../ports/clock.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import type { OwnRow, ReadOwnRows } from '../wire/outcome.ts';
import { kindOf } from './kinds/kinds.ts';

/** The protocol's deadline for a send (ruling-14): 150 s bridge, then 150 s AppleScript, 8 s verification. */
const SEND_DEADLINE_MS = 320_000;
/** How long a row may take to show up after a call that is over (wire-6.4). */
const ROW_APPEARS_MS = 10_000;

type Proof = Pick<OwnRow, 'guid' | 'rowid'> | null;

interface Receipts {
  /** Looks for the row of a part once the protocol's deadline has passed; settles the part either way. */
  afterDeadline(part: PartRow, detail: string): void;
  /** The call is over but proved nothing: looks once a row had time to appear. */
  afterCall(part: PartRow, detail: string): void;
}

interface ReceiptsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly readOwnRows: ReadOwnRows;
  onSettled(part: PartRow, proof: Proof, detail: string): void;
}

/**
 * Finds out what became of a send whose outcome is not known. Evidence is an own row in the same chat, above
 * the rowid noted before the wire saw the part, that says the same and proves no other part. Without it
 * the part is `unknown`, never sent again.
 */
export function createReceipts({ store, clock, signal, readOwnRows, onSettled }: ReceiptsOptions): Receipts {
  const settle = async (part: PartRow, detail: string) => {
    const rows = await readOwnRows(part.target.chatId);
    for (const row of rows) {
      if (row.rowid <= (part.maxRowid ?? 0) || !kindOf(part).isSaidBy(row, part.content)) continue;
      const evidence = { guid: row.guid, rowid: row.rowid, via: 'reconciled', detail } as const;
      const isProof = await store.endPart({
        partId: part.partId,
        from: 'sending',
        to: 'sent',
        evidence,
        atMs: clock.wallMs(),
      });
      if (isProof) return onSettled(part, row, detail);
    }
    await store.endPart({
      partId: part.partId,
      from: 'sending',
      to: 'unknown',
      evidence: { via: 'none', detail },
      atMs: clock.wallMs(),
    });
    onSettled(part, null, detail);
  };

  const settleAfter = async (delayMs: number, part: PartRow, detail: string) => {
    await sleep(clock, delayMs, signal);
    if (!signal.aborted) await settle(part, detail);
  };
  return {
    afterDeadline(part, detail) {
      const elapsedMs = clock.wallMs() - (part.sendingAtMs ?? clock.wallMs());
      // A clock that was set back must not make a person wait for hours.
      const leftMs = Math.min(SEND_DEADLINE_MS, Math.max(0, SEND_DEADLINE_MS - elapsedMs));
      void settleAfter(leftMs, part, detail);
    },
    afterCall(part, detail) {
      void settleAfter(ROW_APPEARS_MS, part, detail);
    },
  };
}
