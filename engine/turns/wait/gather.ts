// From decided rows to groups that become turns: who waits for whom, and what waits again after a restart.

import type { AccountConfig } from '../../config/config.ts';
import type { Decided } from '../../inbound/decision.ts';
import type { Message } from '../../message/message.ts';
import { parseJournalled } from '../../message/normalize.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../store/store.ts';
import { laneOf } from '../form.ts';
import type { Group } from './coalesce.ts';
import { createCoalescer, type Waiting } from './coalescer.ts';

/** Rows loaded at once from the journal after a restart. */
const PENDING_PAGE_ROWS = 256;
/** Words that stop an agent; they do not wait where only text waits (COA-5). */
const ABORT_WORDS = new Set(['stop', 'abort', 'cancel']);

interface GatheredRow extends Waiting {
  readonly sourceId: string;
  readonly seq: number;
  readonly eventId: string;
}

interface GatherOptions {
  readonly account: AccountConfig;
  readonly store: Store;
  readonly clock: Clock;
  /** Whether the thread counts as a group for access control, whatever its flag says (ruling-6). */
  isGroup(message: Message): boolean;
  /** Whether the build marks link previews (ruling-5). */
  isMetadataKnown(): boolean;
  /** Groups of one source in the order in which they are to become turns. */
  release(sourceId: string, groups: readonly Group<GatheredRow>[]): Promise<void>;
}

interface Gather {
  /** Conversations in which rows wait. */
  readonly waitingCount: number;
  /** Resolves when every row that does not wait has become a turn. */
  add(sourceId: string, decided: readonly Decided[]): Promise<void>;
  /** Takes in the rows that an earlier run left pending, with the age they have by now. */
  resume(sourceId: string): Promise<void>;
  stop(): void;
}

export function createGather(options: GatherOptions): Gather {
  const { account, store, clock } = options;
  const { accountId, coalesceSameSenderDms: pairsOnly, coalesceWindowMs: windowMs } = account;
  let releasing: Promise<unknown> = Promise.resolve();

  const coalescer = createCoalescer<GatheredRow>({
    clock,
    windowMs,
    rule: () => ({ pairsOnly, isMetadataKnown: options.isMetadataKnown() }),
    release(groups) {
      for (const [sourceId, ofSource] of bySource(groups)) {
        releasing = Promise.all([releasing, options.release(sourceId, ofSource)]);
      }
    },
  });

  /** Flag on: every row of a direct chat. Flag off: text that is no command, in direct chats and groups. */
  const waits = (message: Message): boolean => {
    if (pairsOnly) return !options.isGroup(message);
    return message.attachments.length === 0 && message.text !== '' && !isControl(message.text);
  };
  const rowOf = (sourceId: string, seq: number, eventId: string, message: Message, arrivedAtMs: number) => {
    const conversation = message.chatGuid!;
    const row: GatheredRow = {
      sourceId,
      seq,
      eventId,
      message,
      bucket: `imessage:${accountId}:${conversation}:${message.sender}`,
      lane: laneOf(accountId, message),
      waits: waits(message),
      ageMs: Math.min(windowMs, Math.max(0, clock.wallMs() - arrivedAtMs)),
    };
    return row;
  };

  return {
    get waitingCount() {
      return coalescer.bucketCount;
    },
    async add(sourceId, decided) {
      const rows = decided.flatMap(({ isNew, fate, message, seq, row }) =>
        isNew && fate === null && message ? rowOf(sourceId, seq, row.eventId, message, row.arrivedAtMs) : [],
      );
      coalescer.add(rows);
      await releasing;
    },
    async resume(sourceId) {
      for (let afterSeq = 0; ; ) {
        const rows = await store.pending({ sourceId, accountId, afterSeq, limit: PENDING_PAGE_ROWS });
        if (rows.length === 0) return;
        coalescer.add(
          rows.map(({ seq, eventId, raw, arrivedAtMs }) => {
            const message = parseJournalled(raw);
            const attachments = account.includeAttachments ? message.attachments : [];
            return rowOf(sourceId, seq, eventId, { ...message, attachments }, arrivedAtMs);
          }),
        );
        await releasing;
        afterSeq = rows.at(-1)!.seq;
      }
    },
    stop: () => coalescer.stop(),
  };
}

function isControl(text: string): boolean {
  return /^\/[a-z]/i.test(text) || ABORT_WORDS.has(text.toLowerCase());
}

function bySource(groups: readonly Group<GatheredRow>[]): Map<string, Group<GatheredRow>[]> {
  const sources = new Map<string, Group<GatheredRow>[]>();
  for (const group of groups) {
    const { sourceId } = group[0];
    const known = sources.get(sourceId);
    if (known) known.push(group);
    else sources.set(sourceId, [group]);
  }
  return sources;
}
