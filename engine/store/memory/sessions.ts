import type { SessionCommands, SessionEpoch } from '../commands/sessions.ts';
import type { Handlers } from '../handlers.ts';

export interface MemorySessions {
  readonly handlers: Handlers<SessionCommands>;
  begin(session: Omit<SessionEpoch, 'epoch'>): SessionEpoch;
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
    begin(session) {
      const begun = { ...session, epoch: (epochs.get(session.sessionKey)?.epoch ?? 1) + 1 };
      epochs.set(session.sessionKey, begun);
      return begun;
    },
  };
}
