// From decided rows to groups that become turns: who waits for whom, and what waits again after a restart.

import type { AccountConfig } from '../../config/config.ts';
import type { Decided } from '../../inbound/decision.ts';
import type { ChatGuid } from '../../message/ids.ts';
import type { Message } from '../../message/message.ts';
import { parseJournalled } from '../../message/normalize.ts';
import { waitsForMore } from '../../message/waiting.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PendingRow } from '../../store/commands/journal.ts';
import type { Store } from '../../store/store.ts';
import type { Unawaited } from '../../unawaited.ts';
import type { Member, Members } from '../member.ts';
import { createBuckets } from './buckets.ts';

/** Rows loaded at once from the journal after a restart. */
const PENDING_PAGE_ROWS = 256;

interface WaitOptions {
  readonly accountId: string;
  /** As it is set right now. */
  account(): Pick<
    AccountConfig,
    'coalesceSameSenderDms' | 'coalesceWindowMs' | 'includeAttachments' | 'wireRegion'
  >;
  readonly store: Store;
  readonly clock: Clock;
  readonly unawaited: Unawaited;
  /** Whether the thread counts as a group for access control, whatever its flag says (ruling-6). */
  isGroup(message: Message): boolean;
  /** Whether link previews are marked among the rows of a database (ruling-5). */
  isMetadataKnown(sourceId: string): boolean;
  /** Groups in the order in which they are to become turns. */
  release(groups: readonly Members[]): Promise<void>;
  /** What is told about the configuration waits for nothing; `isResumed` = an earlier run may have done it. */
  configure(member: Member, isResumed: boolean): Promise<void>;
}

interface Wait {
  /** Conversations in which rows wait. */
  waitingCount(): number;
  /** Resolves when every row that does not wait has become a turn. What tells the gateway what to do flushes what waits. */
  add(sourceId: string, decided: readonly Decided[]): Promise<void>;
  /** Takes in the rows that an earlier run left pending, which wait anew. */
  resume(sourceId: string): Promise<void>;
  /** Forgets rows of a conversation that have their fate. */
  drop(chatGuid: ChatGuid, seqs: ReadonlySet<number>): void;
  stop(): void;
}

export function createWait(options: WaitOptions): Wait {
  const { accountId, account, store, clock, isMetadataKnown } = options;
  let releasing: Promise<unknown> = Promise.resolve();

  const configure = (member: Member, isResumed: boolean) =>
    options.unawaited(options.configure(member, isResumed), 'what is told about the configuration', 'vital');
  const buckets = createBuckets({
    clock,
    isMetadataKnown,
    waits: (message, pairsOnly) => waitsForMore(message, pairsOnly, () => options.isGroup(message)),
    rule() {
      const { coalesceSameSenderDms: pairsOnly, coalesceWindowMs: windowMs } = account();
      return { pairsOnly, windowMs };
    },
    release(groups) {
      releasing = Promise.all([releasing, options.release(bySource(groups))]);
      options.unawaited(releasing, 'forming turns', 'vital');
    },
  });

  return {
    waitingCount: () => buckets.count(),
    async add(sourceId, decided) {
      let rows: Member[] = [];
      const without = (gone: readonly { readonly seq: number }[]) => {
        const seqs = new Set(gone.map(({ seq }) => seq));
        return rows.filter((waiting) => !seqs.has(waiting.seq));
      };
      for (const { isNew, fate, message, code, seq, row, command, left } of decided) {
        if (!isNew || message === null) continue;
        if (left) rows = without(left.passedOver);
        if (command) {
          buckets.add(without(command.passedOver));
          rows = [];
          buckets.flush(message.chatGuid!);
        } else if (code === 'config_waits')
          configure(memberOf(sourceId, { ...row, seq, code }, message), false);
        else if (fate === null) rows.push(memberOf(sourceId, { ...row, seq, code }, message));
      }
      buckets.add(rows);
      await releasing;
    },
    async resume(sourceId) {
      for (let afterSeq = 0; ; ) {
        const rows = await store.pending({ sourceId, accountId, afterSeq, limit: PENDING_PAGE_ROWS });
        if (rows.length === 0) return;
        const members: Member[] = [];
        const { wireRegion, includeAttachments } = account();
        for (const row of rows) {
          const message = parseJournalled(row.raw, row.kind, wireRegion);
          const attachments = includeAttachments ? message.attachments : [];
          const member = memberOf(sourceId, row, { ...message, attachments });
          if (row.code === 'config_waits') configure(member, true);
          else members.push(member);
        }
        buckets.resume(members);
        await releasing;
        afterSeq = rows.at(-1)!.seq;
      }
    },
    drop: buckets.drop,
    stop: () => buckets.stop(),
  };
}

function memberOf(
  sourceId: string,
  { seq, eventId, arrivedAtMs, code }: Pick<PendingRow, 'seq' | 'eventId' | 'arrivedAtMs' | 'code'>,
  message: Message,
): Member {
  const member = { sourceId, seq, eventId, message, arrivedAtMs };
  if (code === 'command_waits') return { ...member, isCommand: true };
  return code === 'preview_waits' ? { ...member, isLatePreview: true } : member;
}

/** Those of one database together. */
function bySource(groups: readonly Members[]): Members[] {
  return [...Map.groupBy(groups, ([{ sourceId }]) => sourceId).values()].flat();
}
