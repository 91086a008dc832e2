import type { Wanted } from './said-by-deeds.ts';

/** Something that the operator has the gateway say or do. */
export interface Post {
  readonly atMs: number;
  /** Where it goes, as it is written; '' = nobody says so. */
  readonly to: string;
  /** Words, words in a thread, and files, in their order; null = it is something done. */
  readonly said: readonly (string | object)[] | null;
  /** Null = it is something said. */
  readonly action: Wanted | null;
  /** How each message of it ended, or the code of its refusal; null = they were told nothing. */
  readonly end: readonly string[] | string | null;
}
