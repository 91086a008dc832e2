// Several messages as one input for the agent, bounded (COA-12 to COA-14, ruling-6).

import type { Attachment } from '../message/attachment.ts';
import type { MessageGuid } from '../message/ids.ts';
import { linksIn } from '../message/links.ts';
import type { Message } from '../message/message.ts';
import { isSilentPreview } from '../message/preview.ts';

export const MERGED_CHARS_MAX = 4000;
const MERGED_ATTACHMENTS_MAX = 20;
/** Rows that give text and files: the first nine and the last. GUIDs are kept of all. */
const MERGED_ENTRIES_MAX = 10;
export const TRUNCATION_MARK = '…[truncated]';
/** Stands for a link whose address nobody tells (ruling-24). */
const LINK_MARK = '[imessage link unavailable]';

export interface Merged {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** Every GUID of every row, in order, previews that imsg has folded in included. */
  readonly messageGuids: readonly MessageGuid[];
  /** When the last of them was sent. */
  readonly sentAtMs: number | null;
  /** What the bounds left out; all zero for nearly every turn. */
  readonly dropped: { readonly entries: number; readonly chars: number; readonly attachments: number };
}

export function merge(messages: readonly Message[]): Merged {
  const entries =
    messages.length <= MERGED_ENTRIES_MAX
      ? messages
      : [...messages.slice(0, MERGED_ENTRIES_MAX - 1), messages.at(-1)!];
  const whole = withLinkMark(joinTexts(entries.map((message) => message.text)), entries);
  const text = messages.length === 1 ? whole : cap(whole);
  const files = entries.flatMap(filesOf);
  const dates = messages.flatMap((message) => message.sentAtMs ?? []);
  return {
    text: text === '' ? mediaBody(files) : text,
    attachments: files.slice(0, MERGED_ATTACHMENTS_MAX),
    messageGuids: [
      ...new Set(messages.flatMap(({ guid, foldedGuids }) => [...(guid ? [guid] : []), ...foldedGuids])),
    ],
    sentAtMs: dates.length === 0 ? null : Math.max(...dates),
    dropped: {
      entries: messages.length - entries.length,
      chars: messages.length === 1 ? 0 : Math.max(0, whole.length - MERGED_CHARS_MAX),
      attachments: Math.max(0, files.length - MERGED_ATTACHMENTS_MAX),
    },
  };
}

/** Of a row without words audio is all that was said. */
function filesOf({ text, attachments }: Message): readonly Attachment[] {
  if (text !== '') return attachments;
  return attachments.map((file) =>
    file.kind === 'audio' || file.kind === 'attachment' ? { ...file, isWordless: true } : file,
  );
}

/** Joined by one space; empty texts and repetitions are left out (COA-12). */
function joinTexts(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]!;
  const seen = new Set<string>();
  const kept = texts.filter((text) => {
    const key = text.toLowerCase();
    if (text === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept.join(' ');
}

/** Whether a preview among them shows a link that nobody tells. */
export function hasUntoldLink(messages: readonly Message[]): boolean {
  return messages.some(isSilentPreview) && !messages.some(({ text }) => linksIn(text).length > 0);
}

/** A preview without an address is that of a link in the words, unless nobody tells it. */
function withLinkMark(text: string, messages: readonly Message[]): string {
  if (!hasUntoldLink(messages)) return text;
  return text === '' ? LINK_MARK : `${text}\n${LINK_MARK}`;
}

/** A single message is never cut, only what merging has made long; a surrogate pair is never torn. */
function cap(text: string): string {
  if (text.length <= MERGED_CHARS_MAX) return text;
  const last = text.charCodeAt(MERGED_CHARS_MAX - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? MERGED_CHARS_MAX - 1 : MERGED_CHARS_MAX) + TRUNCATION_MARK;
}

/** Stands for the text of a message of nothing but files (ATT-4). */
function mediaBody(files: readonly Attachment[]): string {
  return files.length === 0 ? '' : `<media:${files[0]!.kind}>`;
}
