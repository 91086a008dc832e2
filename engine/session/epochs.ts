// What agents know sessions by: the key stays, and each time that somebody begins one anew it has another id.

import type { SessionEpoch } from '../store/commands/sessions.ts';
import type { Store } from '../store/store.ts';

const PAGE = 1_000;

export interface SessionEpochs {
  /** Reads what earlier runs have begun anew. */
  load(store: Pick<Store, 'sessionEpochs'>): Promise<void>;
  /** The same until the session begins anew. */
  idOf(sessionKey: string): string;
  /** Nothing that was before belongs to it then. */
  hasBegunAnew(sessionKey: string): boolean;
  /** One has begun anew, which is durable. */
  begun(epoch: SessionEpoch): void;
}

export function createSessionEpochs(): SessionEpochs {
  const epochs = new Map<string, number>();
  const begun = ({ sessionKey, epoch }: SessionEpoch) => void epochs.set(sessionKey, epoch);
  return {
    async load(store) {
      for (let afterKey = ''; ; ) {
        const page = await store.sessionEpochs({ afterKey, limit: PAGE });
        page.forEach(begun);
        if (page.length < PAGE) return;
        afterKey = page.at(-1)!.sessionKey;
      }
    },
    idOf: (sessionKey) => `${sessionKey}#${epochs.get(sessionKey) ?? 1}`,
    hasBegunAnew: (sessionKey) => epochs.has(sessionKey),
    begun,
  };
}
