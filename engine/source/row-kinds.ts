// Of which rows chat.db is asked what they are: those with files, that one is a sticker on a message, or the new picture of a
// group (ruling-24). imsg tells of both as of any message with a file.

/** The GUID of a row that has files, or where files are wanted may have some; null = it has none. */
export function guidOfRowWithFiles(payload: unknown, wantsFiles: boolean): string | null {
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
