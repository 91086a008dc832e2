// Answers on their way: planned as parts, committed with their turn, each marked `sending` before the wire sees it.

import type { OwnSendsMemory } from '../echo/own-sends.ts';
import type { Emit } from '../events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartInput, PartRow } from '../store/commands/parts.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import type { Mutation } from '../wire/mutation.ts';
import type { ReadOwnRows } from '../wire/outcome.ts';
import type { Line } from '../wire/wire.ts';
import { partsOf } from './plan.ts';
import { createReport } from './report.ts';
import { createSettlement } from './settle.ts';

/** A part that could not be sent for this long is not sent any more: its answer would be stale. */
export const PART_EXPIRES_MS = 2 * 60 * 60 * 1000;

interface OutboxOptions {
  readonly accountId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly emit: Emit;
  /** Aborts when the engine stops: what is open then is taken up by the next run. */
  readonly signal: AbortSignal;
  readonly own: OwnSendsMemory;
  readonly line: Line;
  readonly readOwnRows: ReadOwnRows;
  /** Highest rowid of the database right now; null where neither file nor journal knows. */
  maxRowid(): Promise<number | null>;
}

export interface Outbox {
  /** Commits the answer of a turn with its parts, and sends them. False = the turn was not running. */
  answer(turn: TurnRow, replies: readonly string[]): Promise<boolean>;
  /** Takes up the parts that an earlier run left behind. */
  resume(parts: readonly PartRow[]): void;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { store, clock, line } = options;
  const { scheduler } = line;
  const settlement = createSettlement({
    ...options,
    report: createReport(options),
    putBack: (part) => scheduler.putBack(mutationOf(part)),
  });

  const begin = async (part: PartRow) => {
    const atMs = clock.wallMs();
    if (atMs - part.createdAtMs > PART_EXPIRES_MS)
      return settlement.giveUp(part, 'expired', 'waited too long to be sent');
    const maxRowid = await options.maxRowid();
    if (!(await store.startPart({ partId: part.partId, maxRowid, atMs }))) return;
    await settlement.send({ ...part, state: 'sending', maxRowid, sendingAtMs: atMs });
  };
  const mutationOf = (part: PartRow): Mutation => ({
    lane: part.lane,
    turnId: part.turnId,
    isReady: line.isReady,
    run: () => begin(part),
    drop: (detail) => settlement.giveUp(part, 'failed', detail),
  });

  const commitAnswer = async (turn: TurnRow, parts: readonly PartInput[]): Promise<boolean> => {
    // An idle wire takes the first part right away: its mark travels in the same commit as the answer.
    const giveBack = parts.length > 0 ? scheduler.seize(line.isReady) : null;
    const atMs = clock.wallMs();
    const mark = giveBack
      ? ({ state: 'sending', maxRowid: await options.maxRowid(), sendingAtMs: atMs } as const)
      : {};
    const inputs = parts.map((part, index) => (index === 0 ? { ...part, ...mark } : part));
    const isAnswered = await store.answer({ turnId: turn.turnId, parts: inputs, atMs });
    if (!isAnswered) {
      giveBack?.();
      return false;
    }
    const rows = inputs.map((input) => partRow(input, turn, atMs));
    for (const row of rows.slice(giveBack ? 1 : 0)) scheduler.push(mutationOf(row));
    if (giveBack) void settlement.send(rows[0]!).then(giveBack);
    return true;
  };

  return {
    answer: (turn, replies) => commitAnswer(turn, partsOf(turn, replies, options.ids)),
    resume(parts) {
      for (const part of parts) {
        if (part.state === 'queued') scheduler.push(mutationOf(part));
        else settlement.takeUp(part);
      }
    },
  };
}

function partRow(input: PartInput, turn: TurnRow, createdAtMs: number): PartRow {
  const { turnId, accountId, lane } = turn;
  return { ...input, turnId, accountId, lane, seq: 0, guid: null, rowid: null, evidence: null, createdAtMs };
}
