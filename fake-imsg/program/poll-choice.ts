// Which poll and which of its options a vote means: the same for `poll.vote` and `imsg poll vote` (wire-5.3), which differ in what they
// say to what they refuse.

export interface PollOption {
  readonly id: string;
  readonly text: string;
}

/** A poll needs at least so many options. */
const POLL_OPTIONS_MIN = 2;

/** The options that a poll is asked with, blank ones left out; null where they are too few. */
export function pollChoices(given: readonly string[]): string[] | null {
  const choices = given.map((one) => one.trim()).filter((one) => one !== '');
  return choices.length < POLL_OPTIONS_MIN ? null : choices;
}

/** The GUID of a poll that is named like a part of a message: a vote names the poll itself. */
export const barePollGuid = (named: string): string => named.replace(/^.*\/(?=.)/s, '');

/** How an option is named: by exactly one of these. */
export interface NamedOption {
  readonly id: string | null;
  /** From 1 on. */
  readonly index: number | null;
  readonly text: string | null;
}

/** What is said of what is refused; each returns what is thrown. */
export interface ChoiceRefusals {
  /** What an option is named by, as the caller knows it: `option_id` or `option-id`. */
  readonly idName: string;
  readonly indexName: string;
  nothing(): Error;
  several(): Error;
  noPoll(poll: string): Error;
  option(detail: string): Error;
}

/** Throws what `refusals` returns unless exactly one of the names is given. */
export function checkNamed({ id, index, text }: NamedOption, refusals: ChoiceRefusals): void {
  const given = [Boolean(id?.trim()), index !== null, Boolean(text?.trim())].filter(Boolean).length;
  if (given === 0) throw refusals.nothing();
  if (given > 1) throw refusals.several();
}

/**
 * The option that is meant. Throws what `refusals` returns.
 *
 * @param poll As it was named.
 */
export function chosenOption(
  { id, index, text }: NamedOption,
  poll: string,
  options: readonly PollOption[],
  refusals: ChoiceRefusals,
): PollOption {
  if (options.length === 0) throw refusals.noPoll(poll);
  const wantedId = id?.trim();
  if (wantedId) {
    const found = options.find((one) => one.id === wantedId);
    if (!found) throw refusals.option(`${refusals.idName} ${wantedId} is not an option of poll ${poll}`);
    return found;
  }
  if (index !== null) {
    const found = options[index - 1];
    if (!found) throw refusals.option(`${refusals.indexName} ${index} out of range (1...${options.length})`);
    return found;
  }
  const wanted = text?.trim() ?? '';
  const found = options.find((one) => one.text.toLowerCase() === wanted.toLowerCase());
  if (found) return found;
  const available = options.map((one) => one.text).join(', ');
  throw refusals.option(`option "${wanted}" (available: ${available})`);
}

/** What stays chosen once this option no longer is; null where it was not chosen. */
export function withoutChoice(chosen: readonly string[], { id }: PollOption): string[] | null {
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : null;
}
