// The missing rows of whichever database stands there now.

import type { SourceState } from '../store/commands/sources.ts';
import { type Holes, type HolesOptions, openHoles } from './holes.ts';

interface Missing {
  /** Those of a database; rows up to its cursor are not missing, but for them. */
  of(source: SourceState): Promise<Holes>;
  /** Every rowid up to here was seen or is missed; null = nothing is known yet. */
  seenTo(): number | null;
  /** As `Holes.missTail`. */
  missTail(): Promise<boolean>;
  /** Asks for none any more. */
  stop(): void;
}

export function createMissing(options: Omit<HolesOptions, 'sourceId' | 'isThere' | 'couldBeRead'>): Missing {
  let holes: Holes | null = null;
  let readKey: string | null = null;
  const isThere = async () => {
    const fileKey = (await options.db?.fileKey()) ?? null;
    return fileKey === null || readKey === null || fileKey === readKey;
  };
  return {
    async of({ sourceId, journalledTo, fileKey }) {
      readKey = fileKey;
      if (holes?.sourceId === sourceId) return holes;
      const before = holes;
      before?.stop();
      holes = await openHoles({ ...options, isThere, couldBeRead: () => readKey !== null, sourceId });
      holes.raise(journalledTo);
      before?.leave(holes);
      return holes;
    },
    seenTo: () => holes?.accountedTo() ?? null,
    missTail: async () => (await holes?.missTail()) ?? false,
    stop() {
      holes?.stop();
    },
  };
}
