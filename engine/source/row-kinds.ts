// What chat.db alone knows of rows with files: that one is a sticker on a message, or the new picture of a group
// (ruling-24). imsg tells of both as of any message with a file.

import type { Arrival } from '../message/message.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { MessagesDb } from '../ports/messages-db.ts';

/** Rows wait no longer for chat.db; what it does not say in time is taken as it comes. */
const ANSWER_WITHIN_MS = 1_000;

/**
 * Adds what chat.db says to the rows of a batch that have files, or where files are wanted may have some. Null = none of them has any, or there is no chat.db to
 * be asked. Never rejects: a row of which nothing is known stays as it is.
 */
export function withKinds(
  batch: readonly Arrival[],
  db: MessagesDb | null,
  clock: Clock,
  wantsFiles: boolean,
): Promise<readonly Arrival[]> | null {
  const guidOf = ({ payload }: Arrival) => guidOfRowWithFiles(payload, wantsFiles);
  const guids = batch.flatMap((arrival) => guidOf(arrival) ?? []);
  return db === null || guids.length === 0 ? null : askKinds(batch, guids, db, clock, guidOf);
}

async function askKinds(
  batch: readonly Arrival[],
  guids: readonly string[],
  db: MessagesDb,
  clock: Clock,
  guidOf: (arrival: Arrival) => string | null,
) {
  const given = new AbortController();
  const answer = db.kindsOf(guids).catch(() => []);
  const kinds = await Promise.race([answer, sleep(clock, ANSWER_WITHIN_MS, given.signal)]);
  given.abort();
  const kindOf = new Map(guids.map((guid, index) => [guid, kinds?.[index]]));
  return batch.map((arrival) => {
    const kind = kindOf.get(guidOf(arrival) ?? '');
    return kind ? { ...arrival, kind } : arrival;
  });
}

function guidOfRowWithFiles(payload: unknown, wantsFiles: boolean): string | null {
  const { guid, attachments, text } = (payload ?? {}) as {
    readonly guid?: unknown;
    readonly attachments?: unknown;
    readonly text?: unknown;
  };
  if (!Array.isArray(attachments)) return null;
  // Their placeholders are there before they are noted.
  const hasPlaceholder = wantsFiles && typeof text === 'string' && text.includes('\uFFFC');
  if (attachments.length === 0 && !hasPlaceholder) return null;
  return typeof guid === 'string' && guid !== '' ? guid : null;
}
