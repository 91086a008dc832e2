import type { HeardWord, OwnersWordCommands, SaidAt } from '../commands/owners-words.ts';
import type { Handlers } from '../handlers.ts';
import { lastSaid } from '../owners-words-rules.ts';

export interface MemoryOwnersWords {
  readonly handlers: Handlers<OwnersWordCommands>;
  add(sourceId: string, word: HeardWord): void;
}

export function createMemoryOwnersWords(): MemoryOwnersWords {
  /** By source and conversation. */
  const sources = new Map<string, Map<string, SaidAt>>();
  return {
    handlers: {
      ownersWords: ({ sourceIds, sinceMs }) =>
        sourceIds.flatMap((sourceId) =>
          [...(sources.get(sourceId) ?? [])]
            .map(([conversation, said]) => ({ conversation, ...said }))
            .filter(({ atMs }) => atMs > sinceMs)
            .sort((one, other) => (one.conversation < other.conversation ? -1 : 1)),
        ),
    },
    add(sourceId, { conversation, ...said }) {
      const last = sources.get(sourceId) ?? new Map<string, SaidAt>();
      last.set(conversation, lastSaid(last.get(conversation), said));
      sources.set(sourceId, last);
    },
  };
}
