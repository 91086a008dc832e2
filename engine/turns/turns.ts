// From pending rows to turns: formed by a commit of their own, then run in their lane.

import type { Emit } from '../events.ts';
import { parseJournalled } from '../inbound/normalize.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store, TurnInput, TurnRow } from '../store/store.ts';
import type { Dispatch } from './dispatch.ts';
import { formTurn, laneOf, type Member } from './form.ts';
import { createLanes } from './lanes.ts';

/** Rows loaded at once from the journal after a restart. */
const PENDING_PAGE_ROWS = 256;

export interface TurnsOptions {
  readonly accountId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly dispatch: Dispatch;
  readonly turnsMax: number;
  /** Session and kind of the conversation a message belongs to. */
  sessionOf(member: Member): { readonly sessionKey: string; readonly isGroup: boolean };
}

export interface Turns {
  /** Forms a turn of each row and runs it in its lane. Resolves when all are formed, not when they have run. */
  accept(sourceId: string, members: readonly Member[]): Promise<void>;
  /** Takes up what an earlier run left behind: open turns first, then rows that are still pending. */
  resume(sourceId: string): Promise<void>;
  /** Resolves when no turn is running; none is started any more. */
  stop(): Promise<void>;
}

export function createTurns(options: TurnsOptions): Turns {
  const { accountId, store, dispatch } = options;
  /** Turns formed as running, for the moment between their commit and their start. */
  const fresh = new Map<string, TurnRow>();
  const lanes = createLanes({
    runningMax: options.turnsMax,
    run(turnId) {
      const turn = fresh.get(turnId);
      fresh.delete(turnId);
      return turn ? dispatch.runFresh(turn) : dispatch.run(turnId);
    },
  });

  const form = async (sourceId: string, member: Member) => {
    const lane = laneOf(accountId, member.message);
    const isReserved = lanes.reserve(lane);
    const turn = formTurn([member], {
      accountId,
      ...options.sessionOf(member),
      formedAtMs: options.clock.wallMs(),
      state: isReserved ? 'running' : 'formed',
    });
    const isFormed = await store.formTurn({ sourceId, turn });
    if (!isFormed) {
      if (isReserved) lanes.releaseReserved(lane);
      return;
    }
    const { turnId, text } = turn;
    const messageGuids = member.message.guid === null ? [] : [member.message.guid];
    options.emit('turn', { accountId, turnId, lane, text, messageGuids, state: 'formed', reason: '' });
    if (isReserved) {
      fresh.set(turnId, rowOf(turn));
      lanes.startReserved(lane, turnId);
    } else lanes.add(lane, turnId);
  };

  const accept: Turns['accept'] = async (sourceId, members) => {
    // Issued together, the forms share one commit; the store keeps their order.
    await Promise.all(members.map((member) => form(sourceId, member)));
  };

  return {
    accept,
    async resume(sourceId) {
      for (const turn of await store.openTurns({ accountId })) {
        if (turn.state === 'replying') await dispatch.interrupt(turn);
        else lanes.add(turn.lane, turn.turnId);
      }
      for (let afterSeq = 0; ; ) {
        const rows = await store.pending({ sourceId, accountId, afterSeq, limit: PENDING_PAGE_ROWS });
        if (rows.length === 0) return;
        await accept(
          sourceId,
          rows.map(({ seq, eventId, raw }) => ({ seq, eventId, message: parseJournalled(raw) })),
        );
        afterSeq = rows.at(-1)!.seq;
      }
    },
    stop: () => lanes.stop(),
  };
}

function rowOf(turn: TurnInput): TurnRow {
  const memberSeqs = turn.members.map((member) => member.seq);
  const { turnId, accountId, lane, text, context, state, formedAtMs } = turn;
  return { turnId, accountId, lane, memberSeqs, text, context, state, attempts: 1, reason: '', formedAtMs };
}
