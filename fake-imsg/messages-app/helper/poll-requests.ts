// What the helper is asked to do with polls (wire-5.3). Fields and words are those of PollHandlers.inc in openclaw/imsg.

import { POLL_BALLOON } from '../../chat-db/blobs/poll-payload.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { DeliveryPolicy } from '../../program/delivery-policy.ts';
import { messageGuid } from '../../world/event/derived.ts';
import { pollOptions } from '../../world/rows/poll-rows.ts';
import { type Helper, HelperError, type HelperRequest } from './ask-helper.ts';
import { chatByGuid, type HelperChat } from './chats.ts';

type PollPolicy = Pick<DeliveryPolicy, 'bridgeGuid'>;

const SENDING = { kind: 'mutation', waits: 'send' } as const;

type PollEvent =
  | { readonly kind: 'own-poll'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'own-vote'; readonly poll: string; readonly choices: readonly string[] };

export interface NewPoll {
  readonly chatGuid: string;
  readonly question: string;
  readonly options: readonly string[];
}

interface Vote {
  readonly chatGuid: string;
  readonly poll: string;
  readonly choices: readonly string[];
  readonly option: { readonly id: string; readonly text: string };
}

export const pollRequest = ({ chatGuid, question, options }: NewPoll, policy: PollPolicy): HelperRequest => ({
  ...SENDING,
  action: 'send-poll',
  selectors: ['pollPayloadMessage'],
  lacking: 'Poll IMMessage initializer unavailable on this macOS',
  perform(helper) {
    const { eventId, answer } = queued(helper, chatGuid, policy, { kind: 'own-poll', question, options });
    const listed = pollOptions(eventId, options).map(({ optionIdentifier: id, text }) => ({ id, text }));
    return {
      ...answer,
      poll: {
        kind: 'created',
        event: 'imessage.poll.created',
        question,
        options: listed,
        sessionIdentifier: derivedGuid(eventId, 'session'),
      },
    };
  },
});

/**
 * @param choices All options that are chosen once it is done: of a vote that one alone, whatever was chosen before.
 * @param option The one that it is about.
 */
export const voteRequest = (
  action: 'send-poll-vote' | 'send-poll-unvote',
  { chatGuid, poll, choices, option }: Vote,
  policy: PollPolicy,
): HelperRequest => ({
  ...SENDING,
  action,
  selectors: ['pollVoteMessage'],
  lacking: 'Poll vote IMMessage initializer unavailable on this macOS',
  perform(helper) {
    const removed = action === 'send-poll-unvote';
    return {
      ...queued(helper, chatGuid, policy, { kind: 'own-vote', poll, choices }).answer,
      pollMessageGuid: poll,
      optionIdentifier: option.id,
      optionText: option.text,
      remainingOptionIdentifiers: removed ? choices : [],
      removed,
    };
  },
});

/** It happens, and the answer names its message, or by builds that do not know that one the newest that was there before. */
function queued(helper: Helper, chatGuid: string, policy: PollPolicy, event: PollEvent) {
  const chat = chatOf(helper, chatGuid);
  const newest = helper.chatDb.ownRows.newestOf(chat.place)?.guid ?? '';
  const eventId = helper.tell({ ...event, chat: chat.place, here: 'helper' });
  const guid = policy.bridgeGuid === 'own' ? messageGuid(eventId) : newest;
  return { eventId, answer: { chatGuid, messageGuid: guid, balloonBundleID: POLL_BALLOON } };
}

function chatOf(helper: Helper, guid: string): HelperChat {
  try {
    return chatByGuid(helper, guid);
  } catch (error) {
    throw error instanceof HelperError ? new HelperError(`Chat not found: ${guid}`) : error;
  }
}
