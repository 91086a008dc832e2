// Sends of one account against a store in memory, an imsg that answers as told, and a chat.db that is a list.

import type { SendsMax } from '../../../engine/config/keys/pace.ts';
import type { SendingConfig } from '../../../engine/config/keys/sending.ts';
import { createOwnRows } from '../../../engine/echo/own-rows.ts';
import { createOwnSends } from '../../../engine/echo/own-sends.ts';
import { EngineError } from '../../../engine/errors.ts';
import type { EngineEvents } from '../../../engine/events.ts';
import type { RpcCaller } from '../../../engine/imsg/rpc-client.ts';
import { createOutbox } from '../../../engine/outbound/outbox.ts';
import { createPlanner } from '../../../engine/outbound/plan/planner.ts';
import type { MessagesDb, StoredOwnRow } from '../../../engine/ports/messages-db.ts';
import type { TurnRow } from '../../../engine/store/commands/turns.ts';
import type { StoreCore } from '../../../engine/store/core.ts';
import { createMemoryCore } from '../../../engine/store/memory.ts';
import type { SendOutcome } from '../../../engine/wire/outcome.ts';
import { createScheduler } from '../../../engine/wire/scheduler.ts';
import { EMPTY_MESSAGES_DB } from '../chat-db/empty-messages-db.ts';
import { createManualClock } from '../clocks/manual-clock.ts';
import { common } from '../engine/world.ts';
import { id } from '../messages/ids.ts';
import { createListLogger } from '../messages/list-logger.ts';
import { openCore } from '../stores/bed.ts';
import { ACCOUNT, CONTEXT, createSource, row, SOURCE, turn } from '../stores/inputs.ts';
import { createLine, NO_ACTIONS, NO_TOOLS } from './line.ts';
import { REPLIES } from './replies.ts';
import { SENDING } from './sending.ts';

export const SENT = (guid: string, rowid: number | null): SendOutcome => ({
  kind: 'sent',
  guid: id.guid(guid),
  rowid: rowid === null ? null : id.rowid(rowid),
  detail: 'ok',
});

export const UNPROVEN: SendOutcome = { kind: 'unproven', detail: 'ok' };

export const ANY_NUMBER: SendsMax = { minute: 0, hour: 0 };

interface OutboxBedOptions {
  /** What imsg answers, in order; then each send is proven by a row. */
  readonly outcomes?: readonly SendOutcome[];
  /** Own rows of chat.db besides those of proven sends; null = it cannot be read. */
  readonly rows?: StoredOwnRow[] | null;
  readonly errors?: Map<string, number>;
  /** Over what it leaves. Default: iMessage. */
  readonly service?: string;
  /** Default: 2 min. */
  readonly retryForMs?: number;
  /** Default: never. */
  readonly smsFallback?: 'never' | 'undelivered';
  /** Default: any number. */
  readonly sendsPerConversation?: SendsMax;
  readonly sendsPerAccount?: SendsMax;
  /** Whether imsg is behind a wrapper. Default false. */
  readonly isRemote?: boolean;
  /** Default: one in memory. */
  readonly core?: StoreCore;
  /** Default: 50. */
  maxRowid?(): number | null;
}

export async function createOutboxBed({
  outcomes = [],
  rows = [],
  errors = new Map(),
  service = 'iMessage',
  core = createMemoryCore(),
  retryForMs = 120_000,
  smsFallback = 'never',
  sendsPerConversation = ANY_NUMBER,
  sendsPerAccount = ANY_NUMBER,
  isRemote = false,
  maxRowid = () => 50,
}: OutboxBedOptions = {}) {
  const clock = createManualClock();
  const store = openCore(core);
  await createSource(store);
  const sent: string[] = [];
  const parts: string[] = [];
  const reasons: string[] = [];
  const left = [...outcomes];
  const stored = rows ?? [];
  const logger = createListLogger();
  const ownRows = createOwnRows();
  let running = new AbortController();
  const ending = new AbortController();
  let scheduler = createScheduler(running.signal, common.unawaited);
  let isReady = true;
  const caller: RpcCaller = {
    async call(_method, params) {
      sent.push((params as { readonly text: string }).text);
      return { ok: true };
    },
  };
  const proven = (): SendOutcome => {
    const rowid = 100 + sent.length;
    stored.push({ rowid, guid: `G-${sent.length}`, text: null });
    return SENT(`G-${sent.length}`, rowid);
  };
  const db: MessagesDb = {
    ...EMPTY_MESSAGES_DB,
    async ownRows(_chat, above) {
      if (rows === null) throw new EngineError('messages_db_unreadable');
      return stored.filter(({ rowid }) => rowid > above);
    },
    deliveriesOf: async (asked) => asked.map(({ guid }) => ({ error: errors.get(guid) ?? 0, service })),
  };
  let sending: SendingConfig = { ...SENDING, retryForMs, smsFallback, sendsPerConversation, sendsPerAccount };
  const start = () =>
    createOutbox({
      ...common,
      ending: ending.signal,
      accountId: ACCOUNT,
      store,
      clock,
      ids: { uuid: () => 'id', bytes: () => new Uint8Array(), fraction: () => 0 },
      logger,
      emit(name, event) {
        const { text, state, reason } = event as EngineEvents['part'];
        if (name !== 'part') return;
        parts.push(`${text} ${state}`);
        if (reason !== '') reasons.push(reason);
      },
      signal: running.signal,
      own: createOwnSends(),
      region: 'US',
      wireRegion: null,
      ask: async () => null,
      ownRows,
      db: isRemote ? null : db,
      readClient: () => null,
      imsgVersion: () => null,
      plan: createPlanner(REPLIES),
      cutting: () => null,
      sending: () => sending,
      said() {},
      actions: NO_ACTIONS,
      tools: NO_TOOLS,
      mayUse: () => () => true,
      isOwner: () => false,
      line: createLine({
        scheduler,
        clock,
        logger,
        isReady: () => isReady,
        async send(call) {
          await call(caller, {
            region: 'US',
            takesFormatting: true,
            takesAttempt: false,
            smsFallback: 'none',
          });
          return left.shift() ?? proven();
        },
      }),
      maxRowid: async () => maxRowid(),
    });
  let outbox = start();
  /** The configuration is changed. */
  const set = async (changed: Partial<SendingConfig>) => {
    sending = { ...sending, ...changed };
    scheduler.readinessChanged();
    await clock.advance(0);
  };
  const setReady = (ready: boolean) => {
    isReady = ready;
    scheduler.readinessChanged();
  };
  let turns = 0;
  const replyIn = async (lane: string) => {
    turns += 1;
    const journalled = await store.ingest({ sourceId: SOURCE, rows: [row(turns)] });
    const change = { state: 'running', context: CONTEXT, lane: id.lane(lane) } as const;
    const input = turn(`t${turns}`, [journalled.rows[0]!.seq], change);
    await store.formTurn({ sourceId: SOURCE, turn: input });
    const running = (await store.turn({ turnId: input.turnId })) as TurnRow;
    return outbox.reply(running);
  };
  const answerIn = async (lane: string, replies: readonly string[]) => {
    await (await (await replyIn(lane)).prepare(replies, ''))?.();
    await clock.advance(0);
  };
  /** A turn of which a part has been said. */
  const pieceIn = async (lane: string, content: string) => {
    const reply = await replyIn(lane);
    await reply.add(content);
    await clock.advance(0);
    return reply;
  };
  const answer = (...replies: string[]) => answerIn('lane-1', replies);
  /** The next run, on the same store. */
  const restart = async () => {
    running.abort();
    running = new AbortController();
    scheduler = createScheduler(running.signal, common.unawaited);
    outbox = start();
    await outbox.resume();
    await clock.advance(0);
  };
  /** An own row comes by the watch. */
  const sighted = async (rowid: number, guid: string, text: string) => {
    ownRows.sighted([{ rowid: id.rowid(rowid), guid: id.guid(guid), chatGuid: CONTEXT.chatGuid, text }]);
    await clock.advance(0);
  };
  const proofs = async () =>
    (await store.recentParts({ accountId: ACCOUNT, sinceMs: 0, limit: 99 }))
      .toReversed()
      .map(({ content, state, guid }) => `${content} ${state} ${guid}`);
  const wire = () => scheduler.snapshot();
  const pace = () => outbox.pace();
  return {
    ending,
    clock,
    sent,
    parts,
    logger,
    answer,
    answerIn,
    pieceIn,
    reasons,
    store,
    set,
    setReady,
    restart,
    wire,
    pace,
    sighted,
    proofs,
  };
}
