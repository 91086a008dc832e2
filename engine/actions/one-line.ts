import { plainText } from '../message/plain-text.ts';
import { withoutScaffolding } from '../outbound/plan/clean.ts';

/** A name or an option as it may leave: one line, without what an agent writes for itself. Empty = nothing of it may. */
export function oneLine(text: string): string {
  return withoutScaffolding(plainText(text)).replace(/\s+/g, ' ').trim();
}
