// What is of no use any more where a part of its turn has failed.

import type { PartRow } from '../store/commands/parts.ts';
import { type Group, groupOf } from '../store/group-of.ts';
import { kindOf } from './kinds/kinds.ts';
import { whyRestFails } from './report.ts';

/** What is said of a file, or goes on with what is done, among parts of its turn in their order. */
export function captionsOf(head: PartRow, parts: readonly PartRow[]): PartRow[] {
  const captions: PartRow[] = [];
  for (const part of parts) {
    if (part.ordinal !== head.ordinal + captions.length + 1) continue;
    if (!kindOf(part).isCaption?.(part.content)) break;
    captions.push(part);
  }
  return captions;
}

/** Parts that wait although one that they need has failed, and why they are not sent; `parts` are oldest first. */
export function tornParts(parts: readonly PartRow[]): (readonly [PartRow, string])[] {
  const failures = new Map<Group, string>();
  const ofTurn = Map.groupBy(parts, groupOf);
  const useless = new Map<PartRow, string>();
  for (const part of parts) {
    const group = groupOf(part);
    if (group === null) continue;
    const why = failures.get(group) ?? useless.get(part);
    if (part.state === 'queued' && why !== undefined) useless.set(part, why);
    if (part.state !== 'failed') continue;
    // What is said of a file or a deed that failed has failed with it, and holds up nothing else.
    if (kindOf(part).carriesRest && !failures.has(group) && !useless.has(part))
      failures.set(group, whyRestFails(part));
    if (!kindOf(part).carriesRest)
      for (const caption of captionsOf(part, ofTurn.get(group)!)) useless.set(caption, whyRestFails(part));
  }
  return [...useless].filter(([{ state }]) => state === 'queued');
}
