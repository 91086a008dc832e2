import type { SessionCommands, SessionEpoch } from '../commands/sessions.ts';
import type { Handlers } from '../handlers.ts';

export interface MemorySessions {
  readonly handlers: Handlers<SessionCommands>;
  begin(sessionKey: string): SessionEpoch;
}

export function createMemorySessions(): MemorySessions {
  const epochs = new Map<string, SessionEpoch>();
  return {
    handlers: {
      sessionEpochs: ({ afterKey, limit }) =>
        [...epochs.values()]
          .filter(({ sessionKey }) => sessionKey > afterKey)
          .sort((one, other) => (one.sessionKey < other.sessionKey ? -1 : 1))
          .slice(0, limit),
    },
    begin(sessionKey) {
      const begun = { sessionKey, epoch: (epochs.get(sessionKey)?.epoch ?? 1) + 1 };
      epochs.set(sessionKey, begun);
      return begun;
    },
  };
}
