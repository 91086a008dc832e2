import { randomUUID } from 'node:crypto';

/** Identifiers of the fake Mac: a GUID for a new event. */
export interface Ids {
  /** An upper-case UUID, as Messages writes them. Seeded in simulation. */
  guid(purpose: string): string;
}

export function createSystemIds(): Ids {
  return { guid: () => randomUUID().toUpperCase() };
}
