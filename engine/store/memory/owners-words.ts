import type { OwnersWord, OwnersWordCommands } from '../commands/owners-words.ts';
import type { Handlers } from '../handlers.ts';

export interface MemoryOwnersWords {
  readonly handlers: Handlers<OwnersWordCommands>;
  add(sourceId: string, word: OwnersWord): void;
}

export function createMemoryOwnersWords(): MemoryOwnersWords {
  /** By source and conversation. */
  const sources = new Map<string, Map<string, number>>();
  return {
    handlers: {
      ownersWords: ({ sourceIds, sinceMs }) =>
        sourceIds.flatMap((sourceId) =>
          [...(sources.get(sourceId) ?? [])]
            .map(([conversation, atMs]) => ({ conversation, atMs }))
            .filter(({ atMs }) => atMs > sinceMs)
            .sort((one, other) => (one.conversation < other.conversation ? -1 : 1)),
        ),
    },
    add(sourceId, { conversation, atMs }) {
      const last = sources.get(sourceId) ?? new Map<string, number>();
      last.set(conversation, Math.max(last.get(conversation) ?? atMs, atMs));
      sources.set(sourceId, last);
    },
  };
}
