import type { PartRow } from '../../engine/store/commands/parts.ts';
import type { SentRecord } from '../../fake-imsg/device/device.ts';

/** What a journalled part says, without its styles, or the name of its file; '' where it is something done without words. */
export function wordsOfPart({ kind, content }: Pick<PartRow, 'kind' | 'content'>): string {
  if (kind === 'action') return (JSON.parse(content) as { readonly words?: string }).words ?? '';
  if (kind === 'file') return (JSON.parse(content) as { readonly name: string }).name;
  return content.split('\u001f', 1)[0]!;
}

/** The same of what left the Mac. */
export function wordsOfSent({ text, file }: Pick<SentRecord, 'text' | 'file'>): string {
  return text === '' ? (file ?? '') : text;
}
