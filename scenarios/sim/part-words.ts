import type { PartRow } from '../../engine/store/commands/parts.ts';

/** What a journalled part says, without its styles; '' where it is something done without words. */
export function wordsOfPart({ kind, content }: Pick<PartRow, 'kind' | 'content'>): string {
  if (kind === 'action') return (JSON.parse(content) as { readonly words?: string }).words ?? '';
  return content.split('\u001f', 1)[0]!;
}
