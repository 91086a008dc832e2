import type { PartRow } from '../../engine/store/commands/parts.ts';
import type { SentRecord } from '../../fake-imsg/device/device.ts';

/** What a journalled part says, without its styles, or the name of its file; '' where it is something done without words. */
export function wordsOfPart({ kind, content }: Pick<PartRow, 'kind' | 'content'>): string {
  if (kind === 'action') return (JSON.parse(content) as { readonly words?: string }).words ?? '';
  if (kind === 'file') return (JSON.parse(content) as { readonly name: string }).name;
  return content.split('\u001f', 1)[0]!;
}

/** All that a part may leave: of a poll what is said beside it. */
export function wordsThatMayLeave(part: Pick<PartRow, 'kind' | 'content'>): readonly string[] {
  if (part.kind !== 'action') return [wordsOfPart(part)];
  const { caption } = JSON.parse(part.content) as { readonly caption?: string };
  return [caption ?? wordsOfPart(part)];
}

/** Whether a part is what is said of the file before it. */
export function isCaption({ kind, content }: Pick<PartRow, 'kind' | 'content'>): boolean {
  const beside = kind === 'text' ? content.split('\u001f')[1] : undefined;
  return beside !== undefined && (JSON.parse(beside) as { readonly isCaption?: true }).isCaption === true;
}

/** The same of what left the Mac. */
export function wordsOfSent({ text, file }: Pick<SentRecord, 'text' | 'file'>): string {
  return text === '' ? (file ?? '') : text;
}
