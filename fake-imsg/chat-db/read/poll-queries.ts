// What a poll offers, and what the owner has chosen in it (file-6).

import type { Database } from 'better-sqlite3';
import { pollIn } from '../blobs/poll-payload.ts';
import type { Columns } from './columns.ts';

export interface PollQueries {
  /** Empty where there is no poll of this GUID that can be read. */
  options(guid: string): readonly { readonly id: string; readonly text: string }[];
  /** Identifiers of the options that the owner has chosen by now. */
  ownChoices(guid: string): readonly string[];
}

export function createPollQueries(db: Database, columns: Columns): PollQueries {
  const needed = ['guid', 'balloon_bundle_id', 'payload_data', 'associated_message_guid'];
  if (!needed.every((name) => columns.has(`message.${name}`)))
    return { options: () => [], ownChoices: () => [] };
  const poll = db
    .prepare<[string], Buffer | null>(
      `SELECT payload_data FROM message WHERE guid = ? AND balloon_bundle_id LIKE '%com.apple.messages.Polls'`,
    )
    .pluck();
  const vote = db
    .prepare<[string], Buffer | null>(
      `SELECT payload_data FROM message WHERE associated_message_guid = ? AND associated_message_type = 4000
        AND is_from_me = 1 ORDER BY ROWID DESC LIMIT 1`,
    )
    .pluck();
  const itemIn = (payload: Buffer | null | undefined) => (payload ? pollIn(payload) : null);
  return {
    options: (guid) =>
      (itemIn(poll.get(guid))?.orderedPollOptions ?? []).map(({ optionIdentifier: id, text }) => ({
        id,
        text,
      })),
    ownChoices: (guid) =>
      (itemIn(vote.get(guid))?.votes ?? []).map(({ voteOptionIdentifier }) => voteOptionIdentifier),
  };
}
