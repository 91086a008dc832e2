// When answers of agents last came back in each conversation of a database (ECH-9).

import type { Decided } from '../inbound/decision.ts';
import { loopOf } from '../inbound/echoes-so-far.ts';
import type { Echoes } from '../inbound/snapshot.ts';
import { LOOP_ECHOES, LOOP_MS } from '../inbound/stages/loop.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import { sentAtMs } from '../message/date.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { JournalledRow } from '../store/commands/rows.ts';
import { ECHO_CODES } from '../store/rules.ts';
import type { Store } from '../store/store.ts';

/** Conversations remembered at most; the one longest without an echo goes first. */
const CONVERSATIONS_MAX = 1_000;
/** Of the journal, looked through at a start. */
const ROWS_MAX = 10_000;

interface EchoMemory {
  readonly times: Echoes;
  /** Takes up what an earlier run has journalled, until that has worked once. What is said before `sinceMs` is too old to be answered. */
  load(store: Pick<Store, 'echoes'>, sourceIds: readonly string[], sinceMs: number): Promise<void>;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

export function createEchoMemory(): EchoMemory {
  const times = new Map<string, readonly number[]>();
  let isLoaded = false;
  const add = (loop: string, atMs: number) => {
    const known = times.get(loop) ?? [];
    times.delete(loop);
    times.set(loop, [...known, atMs].slice(-LOOP_ECHOES));
    if (times.size > CONVERSATIONS_MAX) times.delete(times.keys().next().value!);
  };
  return {
    times,
    async load(store, sourceIds, sinceMs) {
      if (isLoaded) return;
      const rows = await store.echoes({ sourceIds, sinceMs: sinceMs - LOOP_MS, rowsMax: ROWS_MAX });
      isLoaded = true;
      for (const row of rows) for (const [loop, atMs] of echoesIn(row)) add(loop, atMs);
    },
    learn(decided) {
      for (const { isNew, consequences } of decided)
        if (isNew)
          for (const consequence of consequences)
            if (consequence.kind === 'echoed') add(consequence.loop, consequence.atMs);
    },
  };
}

/** What a row that came back said when it was decided, by its account. */
function echoesIn({ verdicts, chatGuid, envelope, arrivedAtMs }: JournalledRow): [string, number][] {
  const {
    chat_identifier: identifier,
    created_at: createdAt,
    sender,
    destination_caller_id: line,
  } = envelope ?? {};
  // The line that it reached wrote nothing (ruling-21).
  const hasWriter = typeof sender === 'string' && sender !== '' && !isSameHandle(sender, line);
  const conversation = chatMeaning({ chatGuid, chatIdentifier: textOrNull(identifier) });
  if (conversation === null) return [];
  return verdicts.flatMap(({ accountId, code, facts }): [string, number][] => {
    if (!ECHO_CODES.includes(code) || !hasWriter) return [];
    const cameAtMs = arrivedAtMs + (facts?.clockOffsetMs ?? 0);
    const atMs = Math.min(sentAtMs(textOrNull(createdAt)) ?? cameAtMs, cameAtMs);
    return [[loopOf(accountId, conversation), atMs]];
  });
}

function isSameHandle(one: string, other: unknown): boolean {
  if (typeof other !== 'string') return false;
  const handle = normalizeHandle(one);
  return handle === null ? one === other : handle === normalizeHandle(other);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
