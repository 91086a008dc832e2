/** For which sessions something waits in the store, which goes with what is prepared next in them. */
export interface KnownSessions {
  /** Whether something may wait: beyond the bound for any session, since the store knows then. */
  has(sessionKey: string): boolean;
  add(sessionKey: string): void;
  /** What waits is about to be taken. Answers what `has` did. */
  delete(sessionKey: string): boolean;
}

/** @param max Sessions that are known at once. */
export function createKnownSessions(max: number): KnownSessions {
  const known = new Set<string>();
  let areTooMany = false;
  return {
    has: (sessionKey) => areTooMany || known.has(sessionKey),
    add(sessionKey) {
      if (known.size < max) known.add(sessionKey);
      else areTooMany ||= !known.has(sessionKey);
    },
    delete: (sessionKey) => known.delete(sessionKey) || areTooMany,
  };
}
