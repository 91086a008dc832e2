import type { Deed } from './action.ts';

/** A deed as it was journalled; null = its content is kept no longer. */
export function deedIn(content: string): Deed | null {
  return content === '' ? null : (JSON.parse(content) as Deed);
}
