// Which buffered rows belong together. Apple splits one composition of text and link into two rows; only the
// structural mark of a link preview tells such a pair from two messages (COA-8 to COA-11, ruling-5 and ruling-6).

import { isPreview } from '../../message/preview.ts';
import type { Member, Members } from '../member.ts';

const SINGLE_URL = /^(?:https?:\/\/|www\.)\S+$/i;

interface Pairing {
  /** Complete: nothing that may still come belongs to them. */
  readonly closed: readonly Members[];
  /** An unmarked last row, whose preview may still come. */
  readonly open: Member | null;
}

/**
 * The pair rule (COA-9): a preview that says nothing but its link joins the unmarked row right before it, and
 * the pair is closed; every other row is a message of its own. What tells the gateway what to do is one by itself.
 */
export function pairUp(rows: readonly Member[]): Pairing {
  const closed: Members[] = [];
  let open: Member | null = null;
  const release = () => {
    if (open) closed.push([open]);
    open = null;
  };
  for (const row of rows) {
    if (row.isCommand) {
      release();
      closed.push([row]);
      continue;
    }
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

interface PairRule {
  /** False = plain debounce: whatever waited together is one turn (COA-5). */
  readonly pairsOnly: boolean;
  /** Whether the build marks previews at all; one that does not cannot tell, so its bucket merges (ruling-5). */
  readonly isMetadataKnown: boolean;
}

/** Turns for everything in a bucket, oldest first; what tells the gateway what to do belongs to nothing. */
export function groupsOf(rows: readonly Member[], rule: PairRule): Members[] {
  const at = rows.findIndex(({ isCommand }) => isCommand);
  if (at < 0) return turnsOf(rows, rule);
  return [...turnsOf(rows.slice(0, at), rule), [rows[at]!], ...groupsOf(rows.slice(at + 1), rule)];
}

function turnsOf(rows: readonly Member[], rule: PairRule): Members[] {
  const [first, ...rest] = rows;
  if (first === undefined) return [];
  const knows = rule.isMetadataKnown || rows.some(({ message }) => message.balloonBundleId !== null);
  if (!rule.pairsOnly || !knows) return [[first, ...rest]];
  const { closed, open } = pairUp(rows);
  return open ? [...closed, [open]] : [...closed];
}
