// What a poll offers, and what the owner has chosen in it (file-6).

import type { Database } from 'better-sqlite3';
import { bodyText } from '../blobs/body-text.ts';
import { pollIn } from '../blobs/poll-payload.ts';
import type { Columns } from './columns.ts';

export interface PollQueries {
  /** Empty where there is no poll of this GUID that can be read. */
  options(guid: string): readonly { readonly id: string; readonly text: string }[];
  /** What the first message says that replies to a poll of this GUID, in no thread; null where none does. */
  caption(guid: string): string | null;
  /** Identifiers of the options that the owner has chosen by now. */
  ownChoices(guid: string): readonly string[];
}

export function createPollQueries(db: Database, columns: Columns): PollQueries {
  const needed = ['guid', 'balloon_bundle_id', 'payload_data', 'associated_message_guid'];
  if (!needed.every((name) => columns.has(`message.${name}`)))
    return { options: () => [], caption: () => null, ownChoices: () => [] };
  // What was added to it has all options that there were by then.
  const poll = db
    .prepare<[string, string], Buffer | null>(
      `SELECT payload_data FROM message WHERE balloon_bundle_id LIKE '%com.apple.messages.Polls'
        AND (guid = ? OR (associated_message_type = 2 AND associated_message_guid = ?)) ORDER BY ROWID`,
    )
    .pluck();
  // Most rows name the one before them as what they reply to, which makes the question of whatever is said next in plain words
  // (MessageStore+ReplyContext.swift in openclaw/imsg).
  const isAsked = ['reply_to_guid', 'thread_originator_guid'].every((name) => columns.has(`message.${name}`));
  const caption = isAsked
    ? db.prepare<[string], { text: string | null; body: Buffer | null }>(
        `SELECT text, attributedBody AS body FROM message WHERE reply_to_guid = ? AND balloon_bundle_id IS NULL
          AND associated_message_type = 0 AND thread_originator_guid IS NULL ORDER BY date, ROWID LIMIT 1`,
      )
    : null;
  const vote = db
    .prepare<[string], Buffer | null>(
      `SELECT payload_data FROM message WHERE associated_message_guid = ? AND associated_message_type = 4000
        AND is_from_me = 1 ORDER BY ROWID DESC LIMIT 1`,
    )
    .pluck();
  const itemIn = (payload: Buffer | null | undefined) => (payload ? pollIn(payload) : null);
  return {
    options: (guid) => {
      const all = poll.all(guid, guid).flatMap((payload) => itemIn(payload)?.orderedPollOptions ?? []);
      const known = new Map(all.map(({ optionIdentifier: id, text }) => [id, { id, text }]));
      return [...known.values()];
    },
    caption(guid) {
      const row = guid === '' ? undefined : caption?.get(guid);
      const said = row && (row.text ?? (row.body ? bodyText(row.body) : ''));
      return said?.trim() || null;
    },
    ownChoices: (guid) =>
      (itemIn(vote.get(guid))?.votes ?? []).map(({ voteOptionIdentifier }) => voteOptionIdentifier),
  };
}
