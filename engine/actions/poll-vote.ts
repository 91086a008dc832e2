import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { PollOption } from '../message/poll.ts';
import { comparableText } from '../message/text.ts';
import { defineAction, type KnownPoll } from './action.ts';
import { messageId } from './inputs.ts';

const TEXT_MAX = 1_024;

const input = z.strictObject({
  pollId: messageId.describe('The GUID or number of the message that the poll is'),
  optionIndex: z.int().positive().optional().describe('Which option, counted from 1'),
  optionId: z.string().min(1).max(TEXT_MAX).optional().describe('Or its id'),
  option: z.string().min(1).max(TEXT_MAX).optional().describe('Or its text'),
});

/** Votes in a poll (BEY-1). */
export const pollVote = defineAction({
  name: 'poll-vote',
  about:
    'Vote for an option of a poll of this conversation: name it by exactly one of optionIndex, optionId and option.',
  gate: 'polls',
  method: 'poll.vote',
  selectors: ['pollVoteMessage'],
  isOfGroups: false,
  input,
  async resolve({ pollId, ...wanted }, scene) {
    const given = Object.values(wanted).filter((value) => value !== undefined);
    if (given.length !== 1) throw invalid('poll-vote takes exactly one of optionIndex, optionId and option.');
    const poll = await scene.poll(pollId);
    const { id } = chosenIn(poll, wanted);
    // Before imsg 0.14 an option goes by its id alone.
    return { params: { poll_guid: poll.guid, option_id: id }, target: poll.guid };
  },
  isShownBy: (row, { params, target }) =>
    row.kind === 'vote' &&
    row.target?.toUpperCase() === target?.toUpperCase() &&
    row.chosen.includes(String(params.option_id)),
});

function chosenIn(
  { options }: KnownPoll,
  { optionIndex, optionId, option }: Omit<z.output<typeof input>, 'pollId'>,
): PollOption {
  const isNamed = ({ id, text }: PollOption, index: number) =>
    index + 1 === optionIndex ||
    id === optionId ||
    (option !== undefined && comparableText(text).toLowerCase() === comparableText(option).toLowerCase());
  const found = options.filter(isNamed);
  if (found.length === 1) return found[0]!;
  throw invalid(
    `poll-vote: the poll has ${options.length} options, and ${found.length === 0 ? 'none' : 'more than one'} is the one that is named.`,
  );
}

function invalid(message: string): EngineError {
  return new EngineError('action_invalid', { message });
}
