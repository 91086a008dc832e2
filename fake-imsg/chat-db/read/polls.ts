// What imsg tells of a poll and of a vote (wire-4.6).

import { pollIn } from '../blobs/poll-payload.ts';
import { targetGuid } from './reactions.ts';
import { type MessageRow, senderOf } from './rows.ts';

interface Option {
  id: string;
  text: string;
}

interface Vote {
  option_id: string;
  option_text?: string;
  participant?: string;
}

export interface Poll {
  kind: 'created' | 'vote' | 'unknown';
  event: string;
  poll_guid: string;
  question?: string;
  options?: Option[];
  vote?: Vote;
  votes?: Vote[];
  original_guid?: string;
  creator?: string;
  metadata: { bundle_id: string; associated_message_type: number; payload_bytes: number };
}

const EVENTS = { created: 'created', vote: 'voted', unknown: 'unknown' } as const;
const VOTE = 4000;
/** Begins a poll; adds an option to one; what began one to which an option was added. */
const BEGINS: ReadonlySet<number> = new Set([0, 2, 3]);
const UPDATE = 2;

export function isPoll({ balloon }: Pick<MessageRow, 'balloon'>): boolean {
  return balloon === 'com.apple.messages.Polls' || balloon?.endsWith(':com.apple.messages.Polls') === true;
}

/** What is known of the poll of a row besides. */
export interface PollContext {
  /** The row that another one votes in or changes; left out = it is not there. */
  readonly root?: MessageRow | undefined;
  /** What was said beside the poll. */
  caption(): string | null;
}

/**
 * Whatever has options is told as a poll that begins, also where it adds one to another (MessagePollDecoderTests.swift in openclaw/imsg);
 * a question that is in no payload is what was said beside it.
 */
export function pollOf(row: MessageRow, { root, caption }: PollContext): Poll {
  const own = row.poll ? pollIn(row.poll) : null;
  const type = row.kind ?? 0;
  const kind = type === VOTE ? 'vote' : own?.orderedPollOptions && BEGINS.has(type) ? 'created' : 'unknown';
  const asked = kind === 'created' ? own : root?.poll ? pollIn(root.poll) : null;
  const options = asked?.orderedPollOptions?.map(({ optionIdentifier: id, text }) => ({ id, text }));
  const target = row.target ? targetGuid(row.target) : null;
  // Who votes in what added an option votes in the poll itself.
  const isAddition = kind === 'vote' && root?.kind === UPDATE && root.target !== null;
  const original = isAddition ? targetGuid(root.target!) : target;
  const question = asked?.title || (kind === 'created' ? caption() : null);
  const votes = own?.votes?.map(({ voteOptionIdentifier: id, participantHandle }): Vote => {
    const text = options?.find((option) => option.id === id)?.text;
    return {
      option_id: id,
      ...(text !== undefined && { option_text: text }),
      participant: participantHandle,
    };
  });
  const latest = votes?.at(-1);
  return {
    kind,
    event: `imessage.poll.${EVENTS[kind]}`,
    poll_guid: (kind === 'created' ? null : original) ?? row.guid ?? '',
    ...(question && { question }),
    ...(options && { options }),
    ...(kind === 'vote' && latest && { vote: latest }),
    ...(kind === 'vote' && votes && { votes }),
    ...(original !== null && { original_guid: original }),
    ...(kind === 'created' && { creator: senderOf(row) }),
    metadata: {
      bundle_id: row.balloon ?? '',
      associated_message_type: type,
      payload_bytes: row.poll?.length ?? 0,
    },
  };
}
