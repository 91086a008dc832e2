import { unixMsOfAppleNs } from '../../chat-db/schema/apple-time.ts';
import { unsendPart } from '../../chat-db/write/edits.ts';
import { partAt } from '../../chat-db/write/find-target.ts';
import { choiceField, indexField } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { changeableTarget, changeOf, changeTimeMs, isByHelper } from './message-change.ts';

/** How long after a message was sent Apple lets people take it back. */
const UNSEND_WINDOW_MS = 2 * 60_000;

/**
 * Somebody takes their message back: `{ message? | saying?, part?, from?, to? | chat?, mark?, here? }`, or one
 * `part` (default 0) of it where it has several. The row stays; with its last part it has no body any more. `mark`
 * is `edited` (default), as present systems leave it, or `retracted`, with a date of its own as on early ones of
 * macOS 13 (file-7). Without `from` it is the owner, with `here: helper` through imsg; Messages lets the
 * owner do so within two minutes, and nothing happens after that. Without a message it is the newest one they
 * wrote.
 */
export const unsend: ExpandEvent = (event, context) => {
  const change = changeOf(event, ['part', 'mark', 'here']);
  const index = indexField(event, 'part');
  const mark = event.mark === undefined ? 'edited' : choiceField(event, 'mark', ['edited', 'retracted']);
  const here = isByHelper(event);
  const { atMs, eventId } = context;
  return [
    {
      atMs,
      apply(mac) {
        const unsentMs = changeTimeMs(change, mac, context);
        const target = changeableTarget(mac.writer, change, unsentMs);
        if (!target || !partAt(target, index)) return;
        if (change.actor === null && unsentMs > unixMsOfAppleNs(target.date) + UNSEND_WINDOW_MS) return;
        // First the record: a row that was changed is not met again.
        if (here) mac.recordEffect({ key: `${eventId} unsend`, effect: 'unsend', atMs, guid: target.guid });
        unsendPart(mac.writer, target, index, unsentMs, mark);
      },
    },
  ];
};
