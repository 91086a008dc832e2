/** For which sessions events wait that go with what is prepared next in them, over all accounts. */
export interface EventSessions {
  /** Whether some may wait: beyond `EVENT_SESSIONS_MAX` of any session, since the store knows then. */
  has(sessionKey: string): boolean;
  add(sessionKey: string): unknown;
  /** What waits is about to be taken. Answers what `has` did. */
  delete(sessionKey: string): boolean;
}

/** Sessions that are known at once. */
export const EVENT_SESSIONS_MAX = 100_000;

export function createEventSessions(max = EVENT_SESSIONS_MAX): EventSessions {
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
