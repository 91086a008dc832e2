// What was said in a group since its last turn and mentioned nobody: told with the next turn, once (HIS-5). The rows
// themselves wait in the journal; kept here is only in which groups some do.

import type { Decided } from '../inbound/decision.ts';
import { parseJournalled } from '../message/normalize.ts';
import { createKnownSessions } from '../session/known-sessions.ts';
import type { Body } from '../store/commands/body.ts';
import type { HistoryEntry } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { merge } from './merge.ts';
import type { Preparer } from './prepare.ts';

/** Groups that are known to have something waiting; beyond that each turn of a group asks the store. */
const GROUPS_MAX = 1_000;

interface GroupWindowsOptions {
  readonly accountId: string;
  readonly store: Store;
  /** Messages that one turn of an agent is told of. */
  limitOf(agentId: string): number;
  /** As it is set right now: whether files count as something said. */
  includesFiles(): boolean;
  /** The country of handles of the wire without one; null = they are as they came. */
  readonly wireRegion: string | null;
}

export interface GroupWindows {
  /** Takes up what an earlier run left. */
  resume(): Promise<void>;
  /** Rows are durable. */
  note(decided: readonly Decided[]): void;
  readonly preparer: Preparer;
}

export function createGroupWindows(options: GroupWindowsOptions): GroupWindows {
  const { accountId, store, limitOf } = options;
  const groups = createKnownSessions(GROUPS_MAX);

  return {
    async resume() {
      const waiting = await store.groupsWithWindows({ accountId, limit: GROUPS_MAX + 1 });
      waiting.forEach(groups.add);
    },
    note(decided) {
      for (const { isNew, row } of decided)
        if (isNew) for (const { window } of row.verdicts) if (window) groups.add(window.sessionKey);
    },
    preparer: {
      name: 'group context',
      needs: ({ context: { isGroup, sessionKey } }) => isGroup && groups.has(sessionKey),
      async prepare({ context: { agentId, sessionKey }, memberSeqs }) {
        const limit = limitOf(agentId);
        const beforeSeq = Math.min(...memberSeqs);
        const { bodies, hasLater } = await store.groupWindow({ accountId, sessionKey, beforeSeq, limit });
        if (!hasLater) groups.delete(sessionKey);
        const context = bodies.map((body) => entryOf(body, options));
        return context.length === 0 ? {} : { context };
      },
      unused: ({ context: { sessionKey } }) => groups.add(sessionKey),
    },
  };
}

function entryOf({ raw, kind }: Body, { includesFiles, wireRegion }: GroupWindowsOptions): HistoryEntry {
  const message = parseJournalled(raw, kind, wireRegion);
  const { sender, senderName, sentAtMs, rowid } = message;
  // What has no words is there for its files alone: they counted when it was put aside.
  const hasFiles = includesFiles() || message.text === '';
  const { text } = merge([hasFiles ? message : { ...message, attachments: [] }]);
  return { sender, ...(senderName !== undefined && { senderName }), text, sentAtMs, rowid };
}
