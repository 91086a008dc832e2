// Questions about rows that chat.db alone can answer, while those rows wait to be decided.

import type { Arrival } from '../message/message.ts';
import { type Clock, within } from '../ports/clock.ts';

/** Rows wait no longer for chat.db; what it does not say in time is taken as not known. */
const ANSWER_WITHIN_MS = 1_000;

/**
 * What chat.db says of the rows of a batch, each at its place; nothing of those that were not asked about, or of which it
 * does not know. Null = there is none to be asked about. Never rejects.
 *
 * @param guidOf By which GUID a row is asked about; null = it is not.
 */
export function askOfRows<Answer>(
  batch: readonly Arrival[],
  guidOf: (payload: unknown) => string | null,
  question: (guids: readonly string[]) => Promise<readonly (Answer | null)[]>,
  clock: Clock,
): Promise<readonly (Answer | undefined)[]> | null {
  const guids = batch.map(({ payload }) => guidOf(payload));
  const asked = guids.filter((guid) => guid !== null);
  return asked.length === 0 ? null : ask(guids, asked, question, clock);
}

async function ask<Answer>(
  guids: readonly (string | null)[],
  asked: readonly string[],
  question: (guids: readonly string[]) => Promise<readonly (Answer | null)[]>,
  clock: Clock,
) {
  const answer = question(asked).catch(() => []);
  const answers = await within(answer, clock, ANSWER_WITHIN_MS);
  const known = new Map(asked.map((guid, index) => [guid, answers?.[index]]));
  return guids.map((guid) => (guid === null ? undefined : (known.get(guid) ?? undefined)));
}
