import { nearestKey } from '../../engine/config/nearest-key.ts';

/** One thing that is wrong with a scenario file. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly text: string;
  /** The key at the path is meant, not its value. */
  readonly isKey?: true;
}

/** `Did you mean …?`, or all that is known. */
export function suggestion(unknown: string, known: readonly string[]): string {
  const nearest = nearestKey(unknown, known);
  if (nearest !== null) return `Did you mean ${nearest}?`;
  return known.length === 0 ? 'None is known here.' : `Known here: ${known.join(', ')}.`;
}

/** What another part of the program has to say, where it says it by throwing. */
export function thrown(path: readonly PropertyKey[], run: () => unknown): Problem[] {
  try {
    run();
    return [];
  } catch (error) {
    return [{ path, text: error instanceof Error ? error.message : String(error) }];
  }
}
