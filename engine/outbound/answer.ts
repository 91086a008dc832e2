// From what an agent said to parts that are durable and on their way.

import type { OwnSendsMemory } from '../echo/own-sends.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartInput, PartRow } from '../store/commands/parts.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Line } from '../wire/wire.ts';
import { kindOf, refusalOf } from './kinds/kinds.ts';
import type { Pace } from './pace.ts';

/** Makes parts durable, all or none, at a time. False = the turn is in no state for them. */
type CommitParts = (parts: readonly PartInput[], atMs: number) => Promise<boolean>;

interface AnswerOptions {
  readonly clock: Clock;
  readonly unawaited: Unawaited;
  readonly line: Line;
  readonly own: Pick<OwnSendsMemory, 'opened'>;
  readonly pace: Pick<Pace, 'mayLeave'>;
  maxRowid(): Promise<number | null>;
  /** Sends a part that is durably `sending`. Resolves when the call is over. */
  send(part: PartRow): Promise<void>;
  /** A part that is durably `queued` waits for the wire. */
  enqueue(part: PartRow): void;
}

/** Commits parts of a turn, and sends them in their order. False = they were not committed. */
export type SendParts = (
  turn: Pick<TurnRow, 'turnId' | 'accountId' | 'lane'>,
  parts: readonly PartInput[],
  commit: CommitParts,
) => Promise<boolean>;

export function createSendParts({ clock, line, ...options }: AnswerOptions): SendParts {
  return async (turn, parts, commit) => {
    // An idle wire takes the first part right away: its mark travels in the commit of the parts. What follows it may be
    // held until it is known what became of that.
    const seized =
      parts[0]?.ordinal === 0 && refusalOf(parts[0]) === null
        ? line.scheduler.seize(
            turn.lane,
            () =>
              line.isReady(parts[0]!.partId, kindOf(parts[0]!).wayOf(parts[0]!)) &&
              options.pace.mayLeave(turn.lane),
          )
        : null;
    let giveBack = seized;
    try {
      const atMs = clock.wallMs();
      const maxRowid = seized ? await options.maxRowid() : null;
      // Without a mark nothing is sent: it waits with the others until there is one.
      const isMarked = maxRowid !== null;
      const mark = isMarked ? ({ state: 'sending', maxRowid, sendingAtMs: atMs } as const) : {};
      const inputs = parts.map((part, index) => (index === 0 ? { ...part, ...mark } : part));
      if (!(await commit(inputs, atMs))) return false;
      const rows = inputs.map((input) => partRow(input, turn, atMs));
      for (const row of rows.slice(isMarked ? 1 : 0)) options.enqueue(row);
      if (!isMarked) return true;
      const [first] = rows;
      options.own.opened(first!.partId, first!.target.chatGuid);
      // From here on the end of the send gives the wire back.
      giveBack = null;
      options.unawaited(options.send(first!).finally(seized), 'a send');
      return true;
    } finally {
      giveBack?.();
    }
  };
}

/** As it is once it is committed. */
export function partRow(
  input: PartInput,
  { turnId, accountId, lane }: Pick<PartRow, 'turnId' | 'accountId' | 'lane'>,
  createdAtMs: number,
): PartRow {
  const unknown = { seq: 0, guid: null, rowid: null, evidence: null, endedAtMs: null };
  return { ...input, turnId, accountId, lane, ...unknown, createdAtMs };
}
