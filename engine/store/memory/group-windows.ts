import type { GroupWindowCommands, WindowPlace } from '../commands/group-windows.ts';
import type { Handlers } from '../handlers.ts';
import { rawOf } from './bodies.ts';
import type { MemorySources } from './sources.ts';
import { kindFor } from './verdicts.ts';

export interface MemoryGroupWindows {
  readonly handlers: Handlers<GroupWindowCommands>;
  add(accountId: string, place: WindowPlace, seq: number): void;
  /** Takes out what came before a turn of the group. */
  take(accountId: string, sessionKey: string, beforeSeq: number): void;
}

export function createMemoryGroupWindows({ rows }: MemorySources): MemoryGroupWindows {
  /** Rows in the order of the journal, by session and account. */
  const waiting = new Map<
    string,
    { readonly accountId: string; readonly sessionKey: string; seqs: readonly number[] }
  >();
  const keyOf = (accountId: string, sessionKey: string) => `${accountId} ${sessionKey}`;
  const seqsOf = (accountId: string, sessionKey: string) =>
    waiting.get(keyOf(accountId, sessionKey))?.seqs ?? [];
  const keep = (accountId: string, sessionKey: string, seqs: readonly number[]) => {
    const key = keyOf(accountId, sessionKey);
    if (seqs.length === 0) waiting.delete(key);
    else waiting.set(key, { accountId, sessionKey, seqs });
  };
  return {
    handlers: {
      groupWindow({ accountId, sessionKey, beforeSeq, limit }) {
        const seqs = seqsOf(accountId, sessionKey);
        const kept = seqs.filter((seq) => seq < beforeSeq && rows[seq - 1]!.block !== null);
        return {
          bodies: kept.slice(Math.max(0, kept.length - limit)).map((seq) => {
            const row = rows[seq - 1]!;
            return { raw: rawOf(row)!, kind: kindFor(accountId, row.verdicts) };
          }),
          hasLater: seqs.some((seq) => seq >= beforeSeq),
        };
      },
      groupsWithWindows: ({ accountId, limit }) =>
        [...waiting.values()]
          .filter((window) => window.accountId === accountId)
          .map(({ sessionKey }) => sessionKey)
          .toSorted()
          .slice(0, limit),
    },
    add(accountId, { sessionKey, limit }, seq) {
      const seqs = [...seqsOf(accountId, sessionKey), seq];
      keep(accountId, sessionKey, seqs.slice(Math.max(0, seqs.length - limit)));
    },
    take(accountId, sessionKey, beforeSeq) {
      keep(
        accountId,
        sessionKey,
        seqsOf(accountId, sessionKey).filter((seq) => seq >= beforeSeq),
      );
    },
  };
}
