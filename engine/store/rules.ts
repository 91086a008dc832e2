// What holds in every store, however it keeps its data.

import { FATES, type Fate, REASONS, type Reason, type ReasonCode } from '../fates.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { ChatCommandEffects, CommandRow } from './commands/chat-commands.ts';
import type { ContentKey, RowInput } from './commands/journal.ts';
import type { PartInput, PartState } from './commands/parts.ts';
import type { Mark } from './commands/sources.ts';
import type { QueuedEvent, SystemEvent } from './commands/system-events.ts';
import type { Preparation, TurnRow } from './commands/turns.ts';
import type { Command, Commands } from './store.ts';

const OF_GUID = 'guid:';

/** Journalled rows a source is known by at most. */
export const MARKS_MAX = 8;

/** Those journalled last, and those of the first look: an older copy may have none but these. */
export function allMarks(journalled: readonly Mark[], first: readonly Mark[]): readonly Mark[] {
  const rowids = new Set(journalled.map(({ rowid }) => rowid));
  return [...journalled, ...first.filter(({ rowid }) => !rowids.has(rowid))];
}

/** By which a message is known that has a GUID. */
export function eventIdOf(guid: MessageGuid): string {
  return `${OF_GUID}${guid}`;
}

/** Whether a row is the same one in every database where it stands: it is known by what it is, not by its place. */
export function isKnownAnywhere(eventId: string): boolean {
  return eventId.startsWith(OF_GUID) || eventId.startsWith('c:');
}

/** What becomes of a row that would be heard, and says again what another has said that was (ruling-23). */
export function toldAgain(row: RowInput): RowInput {
  const code = 'told_again';
  const { fate } = REASONS[code];
  const verdicts = row.verdicts.map((verdict) =>
    isHeard(verdict) ? ({ accountId: verdict.accountId, fate, code } as const) : verdict,
  );
  return { ...row, verdicts, raw: null };
}

/** Whether what arrived so much later is the same, and not the same said twice. */
export function isApart({ apartMs }: ContentKey, laterByMs: number): boolean {
  return apartMs === 0 || Math.abs(laterByMs) > apartMs;
}

/** Whether something follows from what was said, so that it must not follow twice. */
export function isAnyHeard({ verdicts }: Pick<RowInput, 'verdicts'>): boolean {
  return verdicts.some(isHeard);
}

function isHeard({ fate, window, answer }: RowInput['verdicts'][number]): boolean {
  const isKept = window !== undefined || answer !== undefined;
  return fate === null || fate === 'command' || fate === 'approval' || isKept;
}

/** The higher of two cursors, where null is below every rowid. */
export function highest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

/**
 * Where `settledTo` stands: below the lowest pending rowid, else at `journalledTo`; never lower than before,
 * so a row that comes late stays pending below it (invariant-3 and invariant-4).
 */
export function settledCursor(
  before: number | null,
  journalledTo: number | null,
  lowestPending: number | null,
): number | null {
  const isBelow = lowestPending !== null && journalledTo !== null && lowestPending <= journalledTo;
  return highest(before, isBelow ? lowestPending - 1 : journalledTo);
}

/**
 * The rowid that a row may move a cursor to: a number that came from outside moves none where the row is malformed
 * otherwise, or where the database has no such row (ruling-27).
 */
export function cursorRowid({ rowid, isBeyond, verdicts }: RowInput): number | null {
  return isBeyond || verdicts.some(({ fate }) => fate === 'malformed') ? null : rowid;
}

/**
 * Refuses a row that could get lost: one without a verdict has neither a fate nor anybody waiting for it,
 * and a pending one without its body could never become a turn.
 */
export function checkRow(row: RowInput): void {
  const { verdicts, eventId } = row;
  if (verdicts.length === 0) throw new RangeError(`Row ${eventId} has no verdict`);
  if (verdicts.length > 1 && new Set(verdicts.map((verdict) => verdict.accountId)).size < verdicts.length) {
    throw new RangeError(`Row ${eventId} has two verdicts for one account`);
  }
  if (row.raw === null && verdicts.some((verdict) => verdict.fate === null)) {
    throw new RangeError(`Row ${eventId} is pending without its body`);
  }
}

/** Refuses a part that would be on the wire without the mark that a crash is reconciled from. */
export function checkPart(part: PartInput): void {
  if (part.state === 'sending' && part.sendingAtMs === null) {
    throw new RangeError(`Part ${part.partId} is sending without a time`);
  }
}

export function partExists(): RangeError {
  return new RangeError('A part with this id exists already');
}

export function approvalExists(): RangeError {
  return new RangeError('A request with this id exists already');
}

/** A request that nobody has decided. */
export const OPEN_APPROVAL = { state: 'pending', endedAtMs: null, endedBy: null, choice: null } as const;

/** Where a part may go; an outcome that is `unknown` stays so. Back to `queued` only from `sending`, and only after a failure known to be definite. */
const PART_ENDS: { readonly [From in Commands['endPart']['in']['from']]: readonly PartState[] } = {
  queued: ['failed', 'expired'],
  sending: ['sent', 'failed', 'unknown', 'queued'],
  sent: ['undelivered'],
};

export function checkPartEnd({ partId, from, to, evidence, followedBy }: Commands['endPart']['in']): void {
  if (!PART_ENDS[from].includes(to)) throw new RangeError(`Part ${partId} cannot go from ${from} to ${to}`);
  if (to === 'queued' && evidence.guid != null) {
    throw new RangeError(`Part ${partId} was sent as ${evidence.guid} and cannot be queued again`);
  }
  if (to === 'queued' && followedBy)
    throw new RangeError(`Part ${partId} waits again: nothing takes its place`);
}

/** What follows from the verdicts of a row. */
export function eventIn({ verdicts }: RowInput): QueuedEvent | undefined {
  return verdicts.find(({ event }) => event !== undefined)?.event;
}

/** A preparation with what waited for it. */
export function withEvents(preparation: Preparation, events: readonly SystemEvent[]): Preparation {
  return events.length === 0 ? preparation : { ...preparation, events };
}

/** What a turn is given of an event. */
export function eventOf({ kind, text, atMs }: QueuedEvent): SystemEvent {
  return { kind, text, atMs };
}

export function unknownSource(sourceId: string): RangeError {
  return new RangeError(`There is no source ${sourceId}`);
}

export function noFates(): Record<Fate, number> {
  return Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
}

/**
 * Whether something leaves once a command is durable. Then the store has to be the one at its path: another gateway
 * would know nothing of it. Not asked at every commit, since looking at a file makes the next write to it dearer.
 */
export function leadsToSend({ name, input }: Command): boolean {
  if (name === 'startPart') return true;
  if (name !== 'answer' && name !== 'reply') return false;
  return (input as Commands['answer']['in']).parts.some((part) => part.state === 'sending');
}

/** What a row tells the gateway to do, and whom it tells. */
export function commandIn({
  verdicts,
}: Pick<RowInput, 'verdicts'>): { readonly accountId: string; readonly command: ChatCommandEffects } | null {
  for (const { accountId, command } of verdicts) if (command) return { accountId, command };
  return null;
}

/** The row of a command, once it is journalled. */
export function commandRow(
  accountId: string,
  sourceId: string,
  seq: number,
  { rowid, arrivedAtMs }: Pick<RowInput, 'rowid' | 'arrivedAtMs'>,
): CommandRow {
  return { accountId, sourceId, seq, rowid, atMs: arrivedAtMs };
}

/** Whether a row that waits comes to nothing when somebody stops what was said before: what is being done is done. */
export function isStoppedBefore(
  { code, rowid }: { readonly code: ReasonCode; readonly rowid: number | null },
  stoppingRowid: number | null,
): boolean {
  return code !== 'config_waits' && wasThereBefore(rowid, stoppingRowid);
}

/** What becomes of rows that waited when somebody stopped what was said before. */
export const PASSED_OVER = { fate: 'context', code: 'withdrawn_by_command' } as const;

/** Why parts that waited then do not leave. */
export const STOPPED_DETAIL = 'stopped by a command';

/** How a turn ends that somebody stopped by a command in its chat: one that was never begun is as if it had not been. */
export function endedByCommand({ state }: TurnRow, name: string): TurnEnd {
  const isWithdrawn = state === 'formed';
  const code = isWithdrawn ? 'withdrawn_by_command' : 'stopped_by_command';
  return { state: isWithdrawn ? 'withdrawn' : 'interrupted', code, detail: name };
}

/** Reasons of rows that are what was sent here, or by another agent. */
export const ECHO_CODES: readonly ReasonCode[] = ['own_send', 'reflected'];

/** What becomes of rows that waited when the owner spoke. */
export const LEFT_TO_OWNER = { fate: 'context', code: 'owner_spoke', detail: '' } as const;

/** Whether a row that waits is left to the owner by a row of theirs: what is told to the gateway is said to nobody else. */
export function isLeftToOwner(
  { code, rowid }: { readonly code: ReasonCode; readonly rowid: number | null },
  ownersRowid: number | null,
): boolean {
  return code !== 'command_waits' && isStoppedBefore({ code, rowid }, ownersRowid);
}

/** Whether a row stood there when another one was written: that may have been told only long after. */
export function wasThereBefore(rowid: number | null, laterRowid: number | null): boolean {
  return rowid === null || laterRowid === null || rowid < laterRowid;
}

/** How a turn ends that the owner has spoken into before the agent was asked; null = it goes on. */
export function endedByOwner({ state, preparation }: TurnRow): TurnEnd | null {
  const { code, detail } = LEFT_TO_OWNER;
  const isBegun = state !== 'formed' && preparation !== null;
  return isBegun ? null : { state: 'withdrawn', code, detail };
}

/** What the rows of a turn get by its end; null = they keep what they have. */
export function fateOfEnd(state: TurnRow['state'], code: ReasonCode): Fate | null {
  if (state === 'failed') return 'dead';
  return state === 'withdrawn' ? REASONS[code].fate : null;
}

/** An end without an answer. */
export interface TurnEnd extends Required<Reason> {
  readonly state: 'withdrawn' | 'interrupted';
}
