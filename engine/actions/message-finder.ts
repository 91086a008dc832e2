// Which message an action is about: agents name it by the short id that they were given, or by its full GUID (MID-4, MID-5).

import { EngineError } from '../errors.ts';
import { conversationOf } from '../message/chat-meaning.ts';
import type { ChatGuid, MessageGuid } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import { journalledPayload, normalize } from '../message/normalize.ts';
import { withoutPart } from '../message/reaction.ts';
import type { Clock } from '../ports/clock.ts';
import { MAY_BE_DONE, type PartRow, type PartState } from '../store/commands/parts.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import { groupOf } from '../store/group-of.ts';
import { eventIdOf } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import type { Scene } from './action.ts';
import { deedIn } from './deed.ts';
import { NEWEST_WITHIN_MS } from './newest-message.ts';

/** Apple lets nobody change what was sent longer ago, by far. */
const OWN_WITHIN_MS = 60 * 60_000;
/** Parts among which the newest message is, and what was taken back lately. */
const OWN_MAX = 1_000;
/** What has left, or may leave yet, and is not proven so far. */
const UNSETTLED: ReadonlySet<PartState> = new Set(['queued', 'sending', 'unknown']);
const SHORT_ID = /^\d{1,15}$/;

interface FinderOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'recentParts' | 'provenPart' | 'rowsNamed' | 'rowNumbered'>;
  readonly clock: Clock;
}

type Place = Pick<TurnContext, 'chatGuid' | 'messageGuids'>;

/** What of the conversation actions ask for by its id. */
type Finder = Pick<Scene, 'message' | 'poll'>;

export function messageFinder({ accountId, store, clock }: FinderOptions): (place: Place) => Finder {
  /** What was done lately for this account, newest first, and what of it was taken back. */
  const lately = async (withinMs: number) => {
    const since = { accountId, sinceMs: clock.wallMs() - withinMs, limit: OWN_MAX };
    const parts = await store.recentParts(since);
    const takenBackBy = (states: ReadonlySet<PartState>) =>
      new Set(parts.flatMap((part) => (states.has(part.state) && takenBack(part)?.toUpperCase()) || []));
    return { parts, gone: takenBackBy(MAY_BE_DONE), doubtful: takenBackBy(UNSETTLED) };
  };
  /** Its GUID, where it is a message that still stands there. */
  const standing = (part: PartRow, chatGuid: ChatGuid, gone: ReadonlySet<string>) => {
    const { guid, state, target } = part;
    const isThere = guid !== null && state === 'sent' && !gone.has(guid.toUpperCase());
    return isThere && saysSomething(part) && isSameChat(target.chatGuid, chatGuid) ? guid : null;
  };
  /** Another one than the last must not be changed in its place: while nobody knows which that is, none is. */
  const newestOwn = async ({ chatGuid }: Place) => {
    const { parts, gone, doubtful } = await lately(NEWEST_WITHIN_MS);
    const said = parts.filter((part) => saysSomething(part) && isSameChat(part.target.chatGuid, chatGuid));
    for (const part of said) {
      if (UNSETTLED.has(part.state) || doubtful.has(part.guid?.toUpperCase() ?? ''))
        throw unusable(
          'It is not known yet what became of the last message that you have sent here: give the messageId of the one that is meant.',
        );
      const guid = standing(part, chatGuid, gone);
      if (guid !== null) return guid;
    }
    return null;
  };
  /** However much was sent since. */
  const ownNamed = async (named: MessageGuid, { chatGuid }: Place) => {
    const sinceMs = clock.wallMs() - OWN_WITHIN_MS;
    for (const guid of spellings(named)) {
      const part = await store.provenPart({ accountId, guid });
      if (part && part.createdAtMs >= sinceMs)
        return standing(part, chatGuid, (await lately(OWN_WITHIN_MS)).gone);
    }
    return null;
  };
  const named = async (id: string, place: Place): Promise<MessageGuid> => {
    if (!SHORT_ID.test(id)) {
      const guid = withoutPart(id);
      const rows = await store.rowsNamed({ eventIds: spellings(guid).map(eventIdOf), rowid: null });
      for (const { chatGuid } of rows) refuseElsewhere(id, chatGuid, place);
      return rows[0]?.guid ?? guid;
    }
    const row = await store.rowNumbered({ seq: Number(id) });
    if (!row?.guid || row.chatGuid === null)
      throw unusable(`iMessage short message id ${shown(id)} is no longer available. Use MessageSidFull.`);
    refuseElsewhere(id, row.chatGuid, place);
    return row.guid;
  };
  const pollOf: (place: Place) => Scene['poll'] = (place) => async (id) => {
    const guid = await named(id, place);
    const rows = await store.rowsNamed({ eventIds: [eventIdOf(guid)], rowid: null });
    const row = rows.find(({ chatGuid }) => chatGuid !== null && isSameChat(chatGuid, place.chatGuid));
    const message = row?.raw ? messageOf(row.raw) : null;
    const poll = message?.poll;
    if (poll?.kind === 'created') return { guid, options: poll.options };
    // What tells of an added option has all options there are.
    if (poll?.kind === 'changed' && poll.target !== null && poll.options.length > 0)
      return { guid: poll.target, options: poll.options };
    throw unusable(`iMessage message id ${shown(id)} is no poll of this chat that is known.`);
  };
  const messageIn: (place: Place) => Scene['message'] = (place) => async (id, whose) => {
    if (whose === 'any') return id === undefined ? newestOf(place) : named(id, place);
    if (id === undefined) {
      const newest = await newestOwn(place);
      if (newest) return newest;
      throw unusable('Nothing was sent in this chat within ten minutes: give the messageId of a message.');
    }
    const found = await ownNamed(await named(id, place), place);
    if (found) return found;
    throw unusable(
      `iMessage message id ${shown(id)} is not one this agent sent lately in this chat. Take the guid of something that it sent.`,
    );
  };
  return (place) => ({ message: messageIn(place), poll: pollOf(place) });
}

function spellings(guid: string): readonly MessageGuid[] {
  return [...new Set([guid, guid.toUpperCase(), guid.toLowerCase()])] as MessageGuid[];
}

/** As it was told; null = it cannot be read. */
function messageOf(raw: Uint8Array): Message | null {
  const normalized = normalize(journalledPayload(raw));
  return normalized.ok ? normalized.message : null;
}

/**
 * A tapback is a row of ours too, and no message that could be changed. What the gateway says by itself is none of the agent's:
 * whoever decides what they are asked would decide on other words.
 */
function saysSomething(part: PartRow): boolean {
  const { kind, content } = part;
  return groupOf(part) !== null && (kind !== 'action' || deedIn(content)?.words !== undefined);
}

function takenBack({ kind, content }: PartRow): MessageGuid | undefined {
  const deed = kind === 'action' ? deedIn(content) : null;
  // Others of its parts stay.
  return deed?.name === 'unsend' && deed.params.part_index === undefined ? deed.target : undefined;
}

function newestOf({ messageGuids }: Place): MessageGuid {
  const newest = messageGuids.at(-1);
  if (newest === undefined) throw unusable('No message is answered that has a GUID: give a messageId.');
  return newest;
}

function refuseElsewhere(id: string, chatGuid: ChatGuid | null, place: Place): void {
  if (chatGuid === null || isSameChat(chatGuid, place.chatGuid)) return;
  throw unusable(
    `iMessage message id ${shown(id)} belongs to a different chat than the current call target. ` +
      'Retry with MessageSidFull of a message of this chat.',
  );
}

/** Whatever service it is over. */
function isSameChat(one: ChatGuid, other: ChatGuid): boolean {
  return conversationOf(one) === conversationOf(other);
}

/** As it may stand in a log (ACT-15). */
function shown(id: string): string {
  return SHORT_ID.test(id)
    ? `<short:${id.length}-digit>`
    : `<uuid:${id.slice(0, 8).replace(/[^\w-]/g, '')}...>`;
}

function unusable(message: string): EngineError {
  return new EngineError('message_unusable', { message });
}
