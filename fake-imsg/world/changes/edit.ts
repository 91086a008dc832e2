import { editCount } from '../../chat-db/blobs/edit-history.ts';
import { unixMsOfAppleNs } from '../../chat-db/schema/apple-time.ts';
import { editPart } from '../../chat-db/write/edits.ts';
import { partAt, type Target } from '../../chat-db/write/find-target.ts';
import { badField, indexField, textField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { linkedPieces } from '../rows/linked-text.ts';
import { changeableTarget, changeOf, changeTimeMs, isByHelper } from './message-change.ts';

/** What Apple lets people do: so often, so long after the message was sent. */
const EDITS_MAX = 5;
const EDIT_WINDOW_MS = 15 * 60_000;

/**
 * Somebody changes the words of their message: `{ text, message? | saying?, part?, from?, to? | chat?, here? }`.
 * The row changes in place and keeps what it said before (file-7). Without `from` it is the owner, with
 * `here: helper` through imsg; Messages lets the owner do so five times within 15 minutes, and nothing happens
 * after that. What other people may, their own devices say. SMS cannot be edited. Without a message it is the
 * newest one they wrote.
 */
export const edit: ExpandEvent = (event, context) => {
  const change = changeOf(event, ['text', 'part', 'here']);
  const text = textField(event, 'text');
  if (text === '') throw badField(event, 'text', 'give the new words; "unsend" takes a message back');
  const pieces = linkedPieces(text);
  const index = indexField(event, 'part');
  const here = isByHelper(event);
  const { atMs, eventId } = context;
  return [
    {
      atMs,
      apply(mac) {
        const editedMs = changeTimeMs(change, mac, context);
        const target = changeableTarget(mac.writer, change, editedMs);
        if (!target || !partAt(target, index)) return;
        if (change.actor === null && isTooLate(target, index, editedMs)) return;
        // First the record: a row that was changed is not met again.
        if (here) mac.recordEffect({ key: `${eventId} edit`, effect: 'edit', atMs, guid: target.guid });
        editPart(mac.writer, target, index, pieces, editedMs);
      },
    },
  ];
};

function isTooLate({ date, summary }: Target, index: number, editedMs: number): boolean {
  return editedMs > unixMsOfAppleNs(date) + EDIT_WINDOW_MS || editCount(summary, index) >= EDITS_MAX;
}
