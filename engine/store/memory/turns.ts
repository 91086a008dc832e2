import type { Fate, Reason } from '../../fates.ts';
import type { Lane, TurnId } from '../../message/ids.ts';
import type { FirstTurnCommands } from '../commands/first-turns.ts';
import type { TurnCommands, TurnInput, TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { fateOfEnd, type TurnEnd, withEvents } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { MemoryGroupWindows } from './group-windows.ts';
import type { MemoryJournal } from './journal.ts';
import { type MemoryRow, type MemorySource, type MemorySources, moveCursors } from './sources.ts';
import type { MemorySystemEvents } from './system-events.ts';
import { withVerdict } from './verdicts.ts';

export interface MemoryTurns {
  readonly handlers: Handlers<TurnCommands & FirstTurnCommands>;
  /** The turn, if the agent is at it. */
  findRunning(turnId: TurnId): TurnRow | undefined;
  beginReply(turn: TurnRow): void;
  /** Oldest first. */
  all(): readonly TurnRow[];
  /** Those without an end, oldest first. */
  open(): Iterable<TurnRow>;
  /** One that had ended is open again, in its old place. */
  reopen(turn: TurnRow): void;
  /** Empties texts of turns that have ended. Returns of how many. */
  dropOld(input: Commands['dropPayloads']['in']): number;
  /** @param reason Left out = it was answered. */
  close(turn: TurnRow, state: TurnRow['state'], reason?: Required<Reason>): void;
  /**
   * Ends what is open of a lane, each turn in its way (null = it goes on); rows of one that is withdrawn get the fate of
   * that.
   */
  endLane(accountId: string, lane: Lane, endOf: (turn: TurnRow) => TurnEnd | null): readonly TurnRow[];
}

export function createMemoryTurns(
  sources: MemorySources,
  journal: MemoryJournal,
  { events, windows }: { readonly events: MemorySystemEvents; readonly windows: MemoryGroupWindows },
): MemoryTurns {
  const turns = new Map<TurnId, TurnRow>();
  /** By the session that each has begun. */
  const firstTurns = new Map<string, TurnId>();
  /** Turns without an end, oldest first. */
  const open = new Map<TurnId, TurnRow>();

  const keep = (turn: TurnRow) => {
    turns.set(turn.turnId, turn);
    open.set(turn.turnId, turn);
  };
  const close: MemoryTurns['close'] = (turn, state, reason) => {
    turns.set(turn.turnId, { ...turn, state, ...reason });
    open.delete(turn.turnId);
  };

  return {
    findRunning(turnId) {
      const turn = open.get(turnId);
      return turn?.state === 'running' || turn?.state === 'replying' ? turn : undefined;
    },
    beginReply: (turn) => keep({ ...turn, state: 'replying' }),
    all: () => [...turns.values()],
    open: () => open.values(),
    reopen(turn) {
      keep(turn);
      const inOrder = [...turns.values()].filter(({ turnId }) => open.has(turnId));
      open.clear();
      for (const one of inOrder) open.set(one.turnId, one);
    },
    close,
    endLane(accountId, lane, endOf) {
      const ending = [...open.values()].filter((turn) => turn.accountId === accountId && turn.lane === lane);
      return ending.flatMap((turn) => {
        const end = endOf(turn);
        if (end === null) return [];
        close(turn, end.state, end);
        refateAll(sources.rows, turn, end.state, end);
        return { ...turn, ...end };
      });
    },
    dropOld: (input) => dropOld(turns, open, input),
    handlers: {
      formTurn({ sourceId, turn }) {
        const source = sources.get(sourceId);
        if (turns.has(turn.turnId) || !settleMembers(journal, source, turn)) return false;
        moveCursors(source, null);
        keep(newTurn(turn));
        const { sessionKey } = turn.context;
        if (turn.mayBegin && !firstTurns.has(sessionKey)) firstTurns.set(sessionKey, turn.turnId);
        return true;
      },
      startTurn({ turnId, preparation = null }) {
        const turn = open.get(turnId);
        if (!turn || turn.state === 'replying') return null;
        const attempts = turn.attempts + 1;
        const given = turn.preparation ?? preparation;
        const started: TurnRow = { ...turn, state: 'running', attempts, preparation: given };
        keep(started);
        return started;
      },
      prepareTurn({ turnId, preparation, words }) {
        const turn = open.get(turnId);
        if (!turn || turn.state === 'replying' || turn.preparation !== null) return null;
        const { sessionKey } = turn.context;
        if (preparation.context) windows.take(turn.accountId, sessionKey, Math.min(...turn.memberSeqs));
        const fixed = withEvents(preparation, events.take(sessionKey));
        keep({ ...turn, ...words, preparation: fixed });
        return fixed;
      },
      endTurn({ turnId, state, code, detail = '' }) {
        const turn = open.get(turnId);
        if (!turn || (state !== 'interrupted' && turn.state === 'replying')) return false;
        const reason = { code, detail };
        close(turn, state, reason);
        refateAll(sources.rows, turn, state, reason);
        return true;
      },
      openTurns: ({ accountId }) => [...open.values()].filter((turn) => turn.accountId === accountId),
      turn: ({ turnId }) => turns.get(turnId) ?? null,
      firstTurn: ({ sessionKey }) => firstHeard(turns, firstTurns.get(sessionKey), sessionKey),
    },
  };
}

/** `first` = with which a session began; where that was withdrawn, the next one of it that was not. */
function firstHeard(
  turns: ReadonlyMap<TurnId, TurnRow>,
  first: TurnId | undefined,
  sessionKey: string,
): TurnId | null {
  if (first === undefined || turns.get(first)?.state !== 'withdrawn') return first ?? null;
  const next = [...turns.values()].find(
    ({ context, state }) => context.sessionKey === sessionKey && state !== 'withdrawn',
  );
  return next?.turnId ?? null;
}

/** Returns of how many. */
function dropOld(
  turns: Map<TurnId, TurnRow>,
  open: ReadonlyMap<TurnId, TurnRow>,
  { beforeMs, limit }: Commands['dropPayloads']['in'],
): number {
  const old = [...turns.values()]
    .filter(({ text, preparation }) => text !== '' || preparation !== null)
    .filter(({ turnId, formedAtMs }) => formedAtMs < beforeMs && !open.has(turnId))
    .slice(0, limit);
  for (const turn of old) {
    const { repliedTo: _, ...context } = turn.context;
    turns.set(turn.turnId, { ...turn, text: '', context, preparation: null });
  }
  return old.length;
}

/** The rows of a turn get the fate of its end. */
function refateAll(
  rows: readonly MemoryRow[],
  turn: TurnRow,
  state: TurnRow['state'],
  { code, detail }: Required<Reason>,
): void {
  const fate = fateOfEnd(state, code);
  if (fate === null) return;
  for (const seq of turn.memberSeqs) refate(rows[seq - 1]!, turn, { fate, code, detail });
}

export function refate(
  row: MemoryRow,
  { accountId }: TurnRow,
  verdict: Required<Reason> & { readonly fate: Fate | null },
): void {
  row.verdicts = withVerdict(row.verdicts, accountId, verdict);
}

/** All members or none. */
function settleMembers(journal: MemoryJournal, source: MemorySource, turn: TurnInput): boolean {
  const { accountId, members, turnId } = turn;
  if (new Set(members.map((member) => member.seq)).size < members.length) return false;
  const rows = members.map(({ seq }) => journal.findPending(source, accountId, seq));
  if (rows.includes(undefined)) return false;
  members.forEach(({ fate, code }, index) => {
    journal.settleRow(accountId, rows[index]!, { fate, code, detail: '', turnId });
  });
  return true;
}

function newTurn({ members, mayBegin: _, ...turn }: TurnInput): TurnRow {
  const memberSeqs = members.map((member) => member.seq);
  return { ...turn, memberSeqs, attempts: turn.state === 'running' ? 1 : 0, code: null, detail: '' };
}
