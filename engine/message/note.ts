import type { Attachment } from './attachment.ts';
import type { RowKind } from './message.ts';

/** What Messages calls the picture of a group, whatever was picked. */
const GROUP_PICTURE = /^GroupPhotoImage(?:\.\w+)?$/;

interface NoteMarks {
  /** As the wire has it: a message of files has a placeholder for each. */
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly isGroup: boolean;
  /** Without the owner. */
  readonly participants: readonly string[];
}

/**
 * Whether a row tells of a change to the chat rather than of something said. imsg does not say so; where chat.db was not
 * asked, the new picture of a group is known by its name in a row without any text.
 */
export function isNote(row: NoteMarks, kind: RowKind | null): boolean {
  if (kind !== null) return kind.itemType !== 0;
  const { text, attachments } = row;
  if (text !== '' || attachments.length === 0 || !(row.isGroup || row.participants.length > 1)) return false;
  return attachments.every(({ name }) => GROUP_PICTURE.test(name));
}
