// Parts on their way: each marked `sending` before the wire sees it, each ending with a receipt or a reported
// `unknown`.

import type { OwnSendsMemory } from '../echo/own-sends.ts';
import type { Emit } from '../events.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartEvidence, PartInput, PartRow, PartState } from '../store/commands/parts.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import type { Mutation } from '../wire/mutation.ts';
import type { ReadOwnRows } from '../wire/outcome.ts';
import type { Line } from '../wire/wire.ts';
import { partsOf } from './parts.ts';
import { createReceipts, type Proof } from './receipts.ts';

/** A part that could not be sent for this long is not sent any more: its answer would be stale. */
export const PART_EXPIRES_MS = 2 * 60 * 60 * 1000;

/** Pause after a call that could not be made, such as to a busy or ending child. */
const AGAIN_AFTER_MS = 1_000;

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
  const { store, clock, own, line } = options;
  const { scheduler } = line;
  const report = reporter(options);
  const receipts = createReceipts({
    ...options,
    onSettled(part, proof: Proof, detail) {
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

  const settle = async (part: PartRow) => {
    const outcome = await line.send({ chatGuid: part.target.chatGuid, text: part.content });
    const detail = outcome.detail;
    if (outcome.kind === 'sent' && isOlder(part, outcome.rowid ?? own.rowidOf(outcome.guid))) {
      lookFor(part, `imsg named an older row (${outcome.guid})`);
    } else if (outcome.kind === 'sent') {
      own.addGuid(outcome.guid, part.sendingAtMs);
      const evidence = { guid: outcome.guid, rowid: outcome.rowid, via: 'answer', detail } as const;
      if (await end(part, 'sending', 'sent', evidence)) return;
      lookFor(part, `imsg named the row of another send (${outcome.guid})`);
    } else if (outcome.kind === 'refused') {
      await end(part, 'sending', 'failed', { via: 'none', detail });
      // A part known to have failed ends the rest of its turn.
      if (part.turnId) await scheduler.dropTurn(part.turnId, `part ${part.ordinal + 1} of the reply failed`);
    } else if (outcome.kind === 'notMade') {
      await end(part, 'sending', 'queued', { via: 'none', detail });
      scheduler.putBack(mutationOf({ ...part, state: 'queued' }));
      // Whatever kept the call from being made may still be there.
      await sleep(clock, AGAIN_AFTER_MS, options.signal);
    } else if (outcome.kind === 'pending') {
      if (part.turnId) scheduler.hold(part.turnId);
      receipts.afterDeadline(part, detail);
    } else lookFor(part, detail);
  };
  const noteSending = (part: PartRow) => {
    const { partId, content, sendingAtMs } = part;
    own.sending(partId, part.target.chatGuid, content, sendingAtMs ?? clock.wallMs());
  };
  /** The part is durably `sending`. */
  const sendMarked = async (part: PartRow) => {
    noteSending(part);
    report(part, 'sending', null, '');
    await settle(part);
  };
  const begin = async (part: PartRow) => {
    const atMs = clock.wallMs();
    if (atMs - part.createdAtMs > PART_EXPIRES_MS) {
      await end(part, 'queued', 'expired', { via: 'none', detail: 'waited too long to be sent' });
      return;
    }
    const maxRowid = await options.maxRowid();
    if (!(await store.startPart({ partId: part.partId, maxRowid, atMs }))) return;
    await sendMarked({ ...part, state: 'sending', maxRowid, sendingAtMs: atMs });
  };
  const mutationOf = (part: PartRow): Mutation => ({
    lane: part.lane,
    turnId: part.turnId,
    isReady: line.isReady,
    run: () => begin(part),
    drop: async (detail) => void (await end(part, 'queued', 'failed', { via: 'none', detail })),
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
    if (giveBack) void sendMarked(rows[0]!).then(giveBack);
    return true;
  };

  return {
    answer: (turn, replies) => commitAnswer(turn, partsOf(turn, replies, options.ids)),
    resume(parts) {
      for (const part of parts) {
        if (part.state === 'queued') {
          scheduler.push(mutationOf(part));
          continue;
        }
        noteSending(part);
        if (part.turnId) scheduler.hold(part.turnId);
        receipts.afterDeadline(part, 'the gateway ended while it was being sent');
      }
    },
  };
}

/** Tells those who embed the engine, and the operator, what became of a part. */
function reporter({ accountId, emit, logger }: Pick<OutboxOptions, 'accountId' | 'emit' | 'logger'>) {
  return (part: PartRow, state: PartState, guid: string | null, reason: string) => {
    const { partId, turnId, lane, content: text } = part;
    emit('part', { accountId, partId, turnId, lane, text, state, guid, reason });
    const { chatId } = part.target;
    if (state === 'sent') logger.info(`imessage: delivered reply to chat_id:${chatId}`);
    if (state === 'failed' || state === 'unknown' || state === 'expired')
      logger.warn(`imessage: reply ${state} for chat_id:${chatId}: ${reason}`);
  };
}

/**
 * imsg proves a send by the first own row of that text in the last two seconds, and a bridge by the newest
 * row there is: both may name a row that was there before this part was begun (wire-6.3, wire-6.4).
 */
function isOlder(part: PartRow, rowid: number | null): boolean {
  return rowid !== null && part.maxRowid !== null && rowid <= part.maxRowid;
}

function partRow(input: PartInput, turn: TurnRow, createdAtMs: number): PartRow {
  const { turnId, accountId, lane } = turn;
  return { ...input, turnId, accountId, lane, seq: 0, guid: null, rowid: null, evidence: null, createdAtMs };
}
