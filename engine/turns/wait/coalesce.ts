// Which buffered rows belong together. Apple splits one composition of text and link into two rows; only the
// structural mark of a link preview tells such a pair from two messages (COA-8 to COA-11, ruling-5 and ruling-6).

import type { Message } from '../../message/message.ts';
import { isPreview } from '../../message/preview.ts';

const SINGLE_URL = /^(?:https?:\/\/|www\.)\S+$/i;

/** Anything that carries a message; rows keep whatever else the caller needs. */
export interface HasMessage {
  readonly message: Message;
}

export type Group<Row extends HasMessage> = readonly [Row, ...Row[]];

interface Pairing<Row extends HasMessage> {
  /** Complete: nothing that may still come belongs to them. */
  readonly closed: readonly Group<Row>[];
  /** An unmarked last row, whose preview may still come. */
  readonly open: Row | null;
}

/**
 * The pair rule (COA-9): a preview that says nothing but its link joins the unmarked row right before it, and
 * the pair is closed; every other row is a message of its own.
 */
export function pairUp<Row extends HasMessage>(rows: readonly Row[]): Pairing<Row> {
  const closed: Group<Row>[] = [];
  let open: Row | null = null;
  const release = () => {
    if (open) closed.push([open]);
    open = null;
  };
  for (const row of rows) {
    if (!isPreview(row.message)) {
      release();
      open = row;
      continue;
    }
    const { text } = row.message;
    if (open !== null && (text === '' || SINGLE_URL.test(text))) {
      closed.push([open, row]);
      open = null;
    } else {
      release();
      closed.push([row]);
    }
  }
  return { closed, open };
}

export interface CoalesceRule {
  /** False = plain debounce: whatever waited together is one turn (COA-5). */
  readonly pairsOnly: boolean;
  /** Whether the build marks previews at all; one that does not cannot tell, so its bucket merges (ruling-5). */
  readonly isMetadataKnown: boolean;
}

/** Turns for everything in a bucket, oldest first. */
export function groupsOf<Row extends HasMessage>(rows: readonly Row[], rule: CoalesceRule): Group<Row>[] {
  const [first, ...rest] = rows;
  if (first === undefined) return [];
  const knows = rule.isMetadataKnown || rows.some(({ message }) => message.balloonBundleId !== null);
  if (!rule.pairsOnly || !knows) return [[first, ...rest]];
  const { closed, open } = pairUp(rows);
  return open ? [...closed, [open]] : [...closed];
}
