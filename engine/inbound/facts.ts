// What was known outside of rows as they were decided, as it is journalled with their verdicts.

import { numbersKnown } from '../access/chat-numbers.ts';
import { isUnnoted } from '../message/attachment.ts';
import type { RowKind } from '../message/message.ts';
import { isNote } from '../message/note.ts';
import type { VerdictFacts } from '../store/commands/journal.ts';
import type { Snapshot } from './snapshot.ts';
import type { Subject } from './stages/stage.ts';

interface Besides {
  /** Whether its age counts. */
  readonly isAged: boolean;
  readonly clockOffsetMs: number;
  /** Undefined = chat.db was not asked, or does not know. */
  readonly kind: RowKind | undefined;
  /** What stages have found. */
  readonly found: VerdictFacts | undefined;
}

/** For the rows of a batch. */
export interface Facts {
  /** Undefined = nothing but the row and the configuration decided. */
  factsOf(subject: Subject, besides: Besides, snapshot: Snapshot): VerdictFacts | undefined;
}

export function createFacts(): Facts {
  const plainFacts = createPlainFacts();
  return {
    factsOf(subject, besides, snapshot) {
      const { message, chats, ownAddresses } = subject;
      const { isAged, found } = besides;
      const aged = isAged
        ? (agedFacts(subject, besides, snapshot) ?? plainFacts(subject, snapshot))
        : undefined;
      const { numbers: entries } = snapshot.access;
      const numbers = entries.length === 0 ? null : numbersKnown(entries, message, chats);
      // What this Mac's addresses have come to be known from is not in the row, unless the configuration lists them.
      const counts = !message.isFromMe || found?.twinOf !== undefined;
      const isWithOneself = message.isWithOneself && counts && !ownAddresses.areListed;
      if (found === undefined && numbers === null && !isWithOneself) return aged;
      return { ...aged, ...found, ...(numbers && { numbers }), ...(isWithOneself && { isWithOneself }) };
    },
  };
}

/** Null = all of it is as with nearly every row. */
function agedFacts(
  { message, age, isLatePreview }: Subject,
  { clockOffsetMs, kind }: Besides,
  { fence: { boundary, beginning } }: Snapshot,
): VerdictFacts | null {
  const { windowMs, isReplay } = age;
  const wasThere = beginning !== undefined && message.rowid <= beginning.toRowid;
  // Also where it is an ordinary message that nobody would take for one by what it says.
  const isOfAKind =
    kind !== undefined &&
    (kind.itemType !== 0 ||
      kind.associatedType !== 0 ||
      isNote(message, null) ||
      message.attachments.some(isUnnoted));
  if (!isReplay && !wasThere && clockOffsetMs === 0 && !isOfAKind && !isLatePreview) return null;
  return {
    boundary,
    windowMs,
    ...(isReplay && { isReplay }),
    ...(wasThere && { newsFromMs: beginning.beforeMs }),
    ...(clockOffsetMs !== 0 && { clockOffsetMs }),
    ...(isOfAKind && { kind }),
    ...(isLatePreview && { isLatePreview }),
  };
}

/** Nearly every row has the same: one object for all in a row, which stores keep and write as one. */
function createPlainFacts() {
  let last: Pick<Required<VerdictFacts>, 'boundary' | 'windowMs'> | null = null;
  return ({ age: { windowMs } }: Subject, { fence: { boundary } }: Snapshot): VerdictFacts => {
    if (last?.boundary !== boundary || last.windowMs !== windowMs) last = { boundary, windowMs };
    return last;
  };
}
