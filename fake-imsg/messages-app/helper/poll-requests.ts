// What the helper is asked to do with polls (wire-5.3).

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

export const pollRequest = ({ chatGuid, question, options }: NewPoll, policy: PollPolicy): HelperRequest => ({
  ...SENDING,
  action: 'send-poll',
  selectors: ['pollPayloadMessage'],
  lacking: 'Polls are not available on this macOS',
  perform(helper) {
    const { eventId, answer } = queued(helper, chatGuid, policy, { kind: 'own-poll', question, options });
    const listed = pollOptions(eventId, options).map(({ optionIdentifier: id, text }) => ({ id, text }));
    return { ...answer, poll: { question, options: listed } };
  },
});

/** @param choices All options that are chosen once it is done. */
export const voteRequest = (
  action: 'send-poll-vote' | 'send-poll-unvote',
  { chatGuid, poll, choices }: { chatGuid: string; poll: string; choices: readonly string[] },
  policy: PollPolicy,
): HelperRequest => ({
  ...SENDING,
  action,
  selectors: ['pollVoteMessage'],
  lacking: 'Votes are not available on this macOS',
  perform(helper) {
    return queued(helper, chatGuid, policy, { kind: 'own-vote', poll, choices }).answer;
  },
});

/** It happens, and the answer names its message, or by builds that do not know that one the newest that was there before. */
function queued(helper: Helper, chatGuid: string, policy: PollPolicy, event: PollEvent) {
  const chat = chatOf(helper, chatGuid);
  const newest = helper.chatDb.ownRows.newestOf(chat.place)?.guid ?? '';
  const eventId = helper.tell({ ...event, chat: chat.place, here: 'helper' });
  const guid = policy.bridgeGuid === 'own' ? messageGuid(eventId) : newest;
  return { eventId, answer: { chatGuid, messageGuid: guid, queued: true } };
}

function chatOf(helper: Helper, guid: string): HelperChat {
  try {
    return chatByGuid(helper, guid);
  } catch (error) {
    throw error instanceof HelperError ? new HelperError(`Chat not found: ${guid}`) : error;
  }
}
