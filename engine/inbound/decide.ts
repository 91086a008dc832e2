// The decision for a batch of rows: normalize → claim → echo → fence → gate. Pure: what it needs to know
// comes in as a snapshot, what it decides goes out as data, and one commit makes it durable.

import { echo } from '../echo/echo.ts';
import { clean } from '../log-text.ts';
import { copyOf, type OwnAddresses } from '../message/authorship.ts';
import type { Arrival, Message } from '../message/message.ts';
import { folded, normalize } from '../message/normalize.ts';
import { isPreview } from '../message/preview.ts';
import type { VerdictFacts } from '../store/commands/journal.ts';
import type { Fate } from '../store/fates.ts';
import { eventId, malformedEventId } from './claim.ts';
import type { Decision } from './decision.ts';
import { fence } from './fence.ts';
import type { Snapshot } from './snapshot.ts';

interface Verdict {
  readonly fate: Fate | null;
  readonly reason: string;
  readonly isReplay: boolean;
  /** Left out where nothing from outside of the row counted. */
  readonly facts?: VerdictFacts;
}

export function decide(batch: readonly Arrival[], snapshot: Snapshot): Decision[] {
  const ownAddresses = copyOf(snapshot.ownAddresses);
  return batch.flatMap((arrival) => {
    // A barrier: a row that cannot be decided takes no other with it.
    try {
      return decideRow(arrival, snapshot, ownAddresses);
    } catch {
      return [decideMalformed(arrival, UNDECIDABLE, snapshot)];
    }
  });
}

function decideRow(arrival: Arrival, snapshot: Snapshot, ownAddresses: OwnAddresses): Decision[] {
  const normalized = normalize(arrival.payload, ownAddresses);
  if (!normalized.ok) {
    const { field, keys } = normalized;
    // Keys are foreign text, and a reason stands in logs, reports and the journal.
    const named = clean(keys.join(','), KEYS_LENGTH_MAX);
    return [decideMalformed(arrival, `bad field ${field} (keys=${named})`, snapshot)];
  }
  const keepsFiles = snapshot.includeAttachments || normalized.message.attachments.length === 0;
  const message = keepsFiles ? normalized.message : { ...normalized.message, attachments: [] };
  if (message.ownAddress !== null) ownAddresses.learn(message.ownAddress);
  const { fate, reason, isReplay, facts } = judge(message, arrival.arrivedAtMs, snapshot);
  const decision: Decision = {
    row: {
      eventId: eventId(message),
      rowid: message.rowid,
      guid: message.guid,
      chatGuid: message.chatGuid,
      isFromMe: message.isFromMe,
      raw: keepsBody(fate) ? arrival.raw : null,
      arrivedAtMs: arrival.arrivedAtMs,
      verdicts: [{ accountId: snapshot.accountId, fate, reason, ...(facts && { facts }) }],
    },
    message,
    fate,
    reason,
    isReplay,
  };
  if (message.foldedGuids.length === 0) return [decision];
  return [decision, ...decideFolded(arrival, decision, snapshot)];
}

/** Previews that imsg has folded into a row are rows of their own in chat.db, and share its fate. */
function decideFolded(
  arrival: Arrival,
  { message, fate, isReplay }: Decision,
  snapshot: Snapshot,
): Decision[] {
  if (message === null) return [];
  const own = fate ?? 'merged';
  return folded((arrival.payload as { url_preview?: unknown }).url_preview).flatMap(({ rowid, guid }) =>
    guid === null
      ? []
      : {
          row: {
            eventId: `guid:${guid}`,
            rowid,
            guid,
            chatGuid: message.chatGuid,
            isFromMe: message.isFromMe,
            raw: null,
            arrivedAtMs: arrival.arrivedAtMs,
            verdicts: [{ accountId: snapshot.accountId, fate: own, reason: FOLDED }],
          },
          message: null,
          fate: own,
          reason: FOLDED,
          isReplay,
        },
  );
}

/** All that is kept of the keys of a malformed row. */
const KEYS_LENGTH_MAX = 1_000;
const NO_CHAT = 'no chat to answer in';
const FOLDED = 'preview folded into its text';
const NOBODY = 'missing sender';
const UNDECIDABLE = 'cannot be decided';

function judge(message: Message, arrivedAtMs: number, snapshot: Snapshot): Verdict {
  const own = echo(message, snapshot.own, arrivedAtMs);
  if (own !== null) return { fate: 'echo', reason: own, isReplay: false };
  const onMacMs = snapshot.toMacMs(arrivedAtMs);
  const { isStale, isReplay, windowMs } = fence(message, onMacMs, snapshot.fence);
  const facts: VerdictFacts = {
    boundary: snapshot.fence.boundary,
    windowMs,
    ...(onMacMs !== arrivedAtMs && { clockOffsetMs: onMacMs - arrivedAtMs }),
  };
  const settle = (fate: Fate | null, reason: string) => ({ fate, reason, isReplay, facts });
  // Whoever is not known is nobody: in no list, and not worth an age either.
  if (message.sender === '') return { fate: 'denied', reason: NOBODY, isReplay };
  if (isStale)
    return settle('stale', isReplay ? 'older than the recovery window' : 'older than the live window');
  // A reply goes to the row's own chat, so a row without one cannot be answered anywhere safely (ruling-13).
  if (message.chatGuid === null || message.chatId === null) return settle('dead', NO_CHAT);
  const access = snapshot.gate(message);
  if (!access.admit) return settle('denied', access.reason);
  if (message.isReaction) return settle('reaction', 'tapback');
  const waits = snapshot.waitsForPreviews && isPreview(message);
  if (isBlank(message) && !waits) return settle('empty', 'empty body');
  return settle(null, 'admitted');
}

function decideMalformed(arrival: Arrival, reason: string, { accountId }: Snapshot): Decision {
  const rowid = rowidOf(arrival.payload);
  return {
    row: {
      eventId: malformedEventId(arrival.payload),
      rowid,
      guid: null,
      chatGuid: null,
      isFromMe: false,
      raw: arrival.raw,
      arrivedAtMs: arrival.arrivedAtMs,
      verdicts: [{ accountId, fate: 'malformed', reason }],
    },
    message: null,
    fate: 'malformed',
    reason,
    isReplay: false,
  };
}

/** Nothing that an agent could answer. */
function isBlank(message: Message): boolean {
  return message.text === '' && message.attachments.length === 0;
}

/** The cursor has to pass a malformed row too, where it at least says which row it is. */
function rowidOf(payload: unknown): number | null {
  const id = (payload as { id?: unknown } | null | undefined)?.id;
  return Number.isSafeInteger(id) && (id as number) > 0 ? (id as number) : null;
}

/** Bodies of denied and stale rows are not kept. */
function keepsBody(fate: Fate | null): boolean {
  return fate !== 'denied' && fate !== 'stale' && fate !== 'echo';
}
