import type { Cast } from './cast.ts';

/** Where and among whom a word is checked. */
export interface CheckContext {
  readonly cast: Cast;
  /** The key of the step: the word itself, or the name of a person. */
  readonly key: string;
  /** Where the value stands. */
  readonly path: readonly PropertyKey[];
}
