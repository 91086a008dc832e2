import type { MessageGuid } from './ids.ts';

export interface PollOption {
  /** '' where the row does not say. */
  readonly id: string;
  readonly text: string;
}

/** A poll, or what somebody did to one (wire-4.6). */
export interface Poll {
  /** `changed` = an option was added, or nobody can say what. */
  readonly kind: 'created' | 'vote' | 'changed';
  /** '' where the row does not say; what is asked may stand in a message of its own. */
  readonly question: string;
  readonly options: readonly PollOption[];
  /** Of a vote: for what; '' = the row does not say, as where a vote is taken back. */
  readonly choice: string;
  /** Of a vote: the ids of all options that its sender has chosen by then, as far as the row says. */
  readonly chosen: readonly string[];
  /** The message that the poll is; null where the row does not say. */
  readonly target: MessageGuid | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** More options than Messages allows. */
const OPTIONS_MAX = 20;

/** From the `poll` of a message; null = it has none. A poll of which nothing is understood is one that was changed. */
export function pollOf(value: unknown): Poll | null {
  const poll = fieldsOf(value);
  if (poll === null) return null;
  const options = listOf(poll.options).map((one) => {
    const option = fieldsOf(one);
    return { id: textOf(option?.id), text: textOf(option?.text) };
  });
  const vote = fieldsOf(poll.vote);
  const named = vote && options.find(({ id }) => id !== '' && id === vote.option_id);
  const chosen = [...listOf(poll.votes), vote].map((one) => textOf(fieldsOf(one)?.option_id));
  const [own, original] = [textOf(poll.poll_guid), textOf(poll.original_guid)];
  // imsg tells of an option that was added as of a poll that begins, and names the one that it was added to.
  const isAddition = poll.kind === 'created' && original !== '' && !isSameGuid(original, own);
  const target = isAddition ? original : own || original;
  return {
    kind: !isAddition && (poll.kind === 'created' || poll.kind === 'vote') ? poll.kind : 'changed',
    // Of what was added imsg tells whatever was said next.
    question: isAddition ? '' : textOf(poll.question),
    options,
    choice: textOf(vote?.option_text) || (named?.text ?? ''),
    chosen: [...new Set(chosen.filter((id) => id !== ''))],
    target: target === '' ? null : (target as MessageGuid),
  };
}

const isSameGuid = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, OPTIONS_MAX) : [];
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
