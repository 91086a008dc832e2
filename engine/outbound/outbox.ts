// Answers on their way: planned as parts, committed with their turn, each marked `sending` before the wire sees it.

import type { Actions } from '../actions/actions.ts';
import type { ActionOutcome, AgentQuestion } from '../agents/agent.ts';
import type { SendingConfig } from '../config/keys/sending.ts';
import type { OwnRows } from '../echo/own-rows.ts';
import type { OwnSendsMemory } from '../echo/own-sends.ts';
import type { Emit } from '../events.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { chatWords } from '../log-text.ts';
import type { Lane, PartId } from '../message/ids.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { PaceStatus } from '../status.ts';
import { MAY_BE_DONE, type Notice, type PartRow } from '../store/commands/parts.ts';
import type { TurnContext, TurnRow } from '../store/commands/turns.ts';
import { groupOf } from '../store/group-of.ts';
import type { Store } from '../store/store.ts';
import type { Tools } from '../tools/tools.ts';
import type { Asking, Before, Cutting, Reply } from '../turns/reply.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Mutation } from '../wire/mutation.ts';
import { MUTATIONS_MAX } from '../wire/queue.ts';
import type { Line } from '../wire/wire.ts';
import { createSendParts, partRow } from './answer.ts';
import { createDeliveryWatch, WATCHED_FOR_MS } from './delivery.ts';
import { createEnds } from './ends.ts';
import { createExpiry } from './expiry.ts';
import { echoOf, kindOf, refusalOf, rowsOf } from './kinds/kinds.ts';
import type { Regions } from './own-chat.ts';
import { createOwnRowSearch } from './own-row-search.ts';
import { createPace, type Pace } from './pace.ts';
import type { Planner } from './plan/planner.ts';
import { createReceipts } from './receipts.ts';
import { createReply, queuedOf, type Unfinished } from './reply.ts';
import { createReport, type Report, whyRestFails } from './report.ts';
import { captionsOf, tornParts } from './rest.ts';
import { createRetries } from './retries.ts';
import { sentBefore } from './sent-before.ts';
import { createSettlement } from './settle.ts';
import { createSights } from './sights.ts';
import { fallbackGroupOf, smsFallbackOf } from './sms-fallback.ts';
import { createToldEnds } from './told-ends.ts';
import { createTwins } from './twins.ts';

/** Pause where nobody knows yet how far the database goes: without that mark nothing could be proven. */
const MARK_AGAIN_MS = 1_000;

interface OutboxOptions extends Regions {
  readonly accountId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly emit: Emit;
  /** Aborts when the engine stops: what is open then is taken up by the next run. */
  readonly signal: AbortSignal;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
  readonly unawaited: Unawaited;
  readonly own: OwnSendsMemory;
  readonly line: Line;
  /** What comes by the watch. */
  readonly ownRows: OwnRows;
  /** Null behind a remote wrapper. */
  readonly db: MessagesDb | null;
  /** The child that reads, while it is ready. */
  readClient(): RpcCaller | null;
  /** Of the imsg that reads; null until it is known. */
  imsgVersion(): string | null;
  /** Something of the answer to a turn is durable; `isFirst` = nothing was before. */
  said(turn: TurnRow, isFirst: boolean): void;
  /** What becomes of a text that an agent says. */
  readonly plan: Planner;
  /** As it is set right now; null = a reply is sent when it is whole. */
  cutting(): Cutting | null;
  /** As it is set right now. */
  sending(): SendingConfig;
  readonly actions: Actions;
  readonly tools: Tools;
  /** Asks a person what an agent wants to know. Null = the turn is over. */
  ask(turn: TurnRow, question: AgentQuestion, before: Before): Promise<Asking | null>;
  /** Whether whoever is answered owns the gateway. */
  isOwner(turn: Pick<TurnContext, 'sender' | 'isOwner'>): boolean;
  /** What the agent may use there, by its name. */
  mayUse(turn: TurnContext): (name: string) => boolean;
  /** Highest rowid of the database right now; null where neither file nor journal knows. */
  maxRowid(): Promise<number | null>;
}

export interface Outbox {
  /** What a turn is answered with. */
  reply(turn: TurnRow): Reply;
  /** How a part ends that has no end yet; never, where the engine stops before. */
  endOf(partId: PartId): Promise<ActionOutcome>;
  /** What the gateway says by itself goes on its way; it is durable already. */
  say(notice: Notice, atMs: number): void;
  /** Parts that waited have their end, which is durable. */
  expired(parts: readonly PartRow[]): void;
  /** Remembers what an earlier run sent, and takes up the parts that it left behind. */
  resume(): Promise<void>;
  /** How much has left, and what waits for room. */
  pace(): PaceStatus;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { accountId, store, clock, line } = options;
  const { scheduler } = line;
  const unfinished: Unfinished = new Map();
  const ends = createEnds();
  const { report, tellUntold } = createToldEnds(options, ends.hearing(createReport(options)));
  const pace = createPace({ ...options, scheduler });
  const say = (notice: Notice, atMs: number) => enqueue(noticeRow(notice, accountId, atMs));
  const { receipts, remember } = createOutcomes(options, report, pace, say);
  const settlement = createSettlement({
    ...options,
    isRemote: options.db === null,
    receipts,
    pace,
    retries: createRetries({ ...options, scheduler, automation: line.automation }),
    report,
    putBack: (part) => putBack(part),
    async takeRest(part, group) {
      const rest = await queuedOf({ ...part, group }, store);
      if (!kindOf(part).carriesRest) return captionsOf(part, rest);
      if (unfinished.has(group)) unfinished.set(group, whyRestFails(part));
      scheduler.forgetGroup(group);
      return rest;
    },
  });
  const putBack = (part: PartRow) => scheduler.putBack(waiting(part));
  const expiry = createExpiry({ ...options, giveUp: settlement.giveUp });
  const begin = createBegin(options, settlement, expiry, putBack);
  const waitingIn = (lane: Lane | null, afterSeq: number, limit: number) =>
    store.queuedParts({ accountId, lane, afterSeq, limit });
  const load = async (lane: Lane, limit: number) => (await waitingIn(lane, 0, limit)).map(mutationOf);
  const queuedAfter = (afterSeq: number) => waitingIn(null, afterSeq, MUTATIONS_MAX);
  const mutationOf = (part: PartRow): Mutation => ({
    lane: part.lane,
    group: groupOf(part),
    isReady: () => line.isReady(part.partId, kindOf(part).wayOf(part)) && pace.mayLeave(part.lane),
    run: () => begin(part),
    load,
  });
  const waiting = (part: PartRow) => {
    expiry.waits(part);
    return mutationOf(part);
  };
  const enqueue = (part: PartRow) => {
    options.own.opened(part.partId, part.target.chatGuid);
    const failure = refusalOf(part) ?? (part.turnId && unfinished.get(part.turnId));
    if (failure) options.unawaited(settlement.giveUp(part, 'failed', failure), 'giving up a part');
    else scheduler.push(waiting(part));
  };
  const sendParts = createSendParts({ ...options, pace, send: settlement.send, enqueue });

  return {
    pace: pace.snapshot,
    endOf: ends.of,
    say,
    reply: (turn) =>
      createReply(turn, { ...options, unfinished, sendParts, scheduler, ends, giveUp: settlement.giveUp }),
    expired(parts) {
      for (const part of parts) {
        if (part.turnId) scheduler.forgetGroup(part.turnId);
        settlement.expired(part);
      }
    },
    async resume() {
      const nowMs = clock.wallMs();
      const { parts, knownSinceMs } = await sentBefore({ accountId, store, nowMs });
      options.own.forgotTo(knownSinceMs);
      pace.remember(parts);
      remember(parts, nowMs);
      await tellUntold();
      // Before anything is sent: the run before may have ended between a failure and the end of what came after it.
      await Promise.all(tornParts(parts).map(([part, why]) => settlement.giveUp(part, 'failed', why)));
      const firstPage = queuedAfter(0);
      for (const part of await store.sendingParts({ accountId })) settlement.takeUp(part);
      // What the wire does not hold it loads again; here it only learns that there is more.
      for (let page = await firstPage; ; page = await queuedAfter(page.at(-1)!.seq)) {
        for (const part of page) enqueue(part);
        if (page.length < MUTATIONS_MAX) return;
      }
    },
  };
}

function noticeRow(notice: Notice, accountId: string, atMs: number): PartRow {
  return partRow(notice, { turnId: null, accountId, lane: notice.lane }, atMs);
}

/** Puts a part on the wire whose turn it is, or back where nobody knows a mark for it. */
function createBegin(
  { store, clock, ending, ...options }: OutboxOptions,
  settlement: ReturnType<typeof createSettlement>,
  expiry: ReturnType<typeof createExpiry>,
  putBack: (part: PartRow) => void,
) {
  return async (part: PartRow) => {
    const atMs = clock.wallMs();
    if (expiry.isOver(part)) return expiry.end(part);
    const refusal = refusalOf(part);
    if (refusal !== null) return settlement.giveUp(part, 'failed', refusal);
    const maxRowid = await options.maxRowid();
    if (maxRowid === null) {
      await sleep(clock, MARK_AGAIN_MS, ending);
      if (!ending.aborted) putBack(part);
      return;
    }
    if (!(await store.startPart({ partId: part.partId, maxRowid, atMs }))) return;
    await settlement.send({ ...part, state: 'sending', maxRowid, sendingAtMs: atMs });
  };
}

/** What becomes of parts once the wire has seen them: proven, unknown, or failed after they had left. */
function createOutcomes(options: OutboxOptions, report: Report, pace: Pace, say: Outbox['say']) {
  const { store, clock, own, line } = options;
  const fallsBack = () => options.sending().smsFallback === 'undelivered';
  const watchDelivery = createDeliveryWatch({
    ...options,
    groupOf: (part) => (fallsBack() ? fallbackGroupOf(part) : null),
    async onFailed(part, { guid, rowid }, { error, service }) {
      const detail = `Messages noted error ${error}`;
      const evidence = { guid, rowid, via: 'row', detail } as const;
      const end = { partId: part.partId, from: 'sent', to: 'undelivered', evidence } as const;
      const fallback = fallsBack() ? smsFallbackOf(part, service, options.ids) : null;
      const atMs = clock.wallMs();
      const hasEnded = await store.endPart({ ...end, ...(fallback && { followedBy: fallback }), atMs });
      if (!hasEnded) return;
      report(part, 'undelivered', guid, detail);
      if (fallback === null) return;
      options.logger.info(`imessage: reply for ${chatWords(part.target.chatId)} goes once more, as SMS`);
      say(fallback, atMs);
    },
  });
  const receipts = createReceipts({
    ...options,
    scheduler: line.scheduler,
    search: createOwnRowSearch(options),
    onFound: (_part, row) => own.addGuid(row.guid),
    isDone: createSights(options),
    onSettled(part, proof, detail) {
      own.notSending(part.partId, clock.wallMs(), proof === null);
      pace.over(part.partId);
      const row = proof === 'seen' ? null : proof;
      report(part, proof ? 'sent' : 'unknown', row?.guid ?? null, detail);
      if (row === null || row.deed) return;
      watchDelivery(part, row);
      proven(part, row);
    },
  });
  const proven = createTwins(options);
  /** What earlier runs have sent. */
  const remember = (parts: readonly PartRow[], nowMs: number) => {
    for (const part of parts) {
      const { guid, rowid } = part;
      if (guid !== null) {
        own.addGuid(guid);
        receipts.used(guid);
      }
      const isRecent = part.sendingAtMs !== null && nowMs - part.sendingAtMs < WATCHED_FOR_MS;
      if (part.state === 'sent' && isRecent && guid !== null && rowid !== null)
        watchDelivery(part, { guid, rowid });
      const words = echoOf(part);
      const isKept = part.content !== '';
      if (part.sendingAtMs !== null && (words !== null || !isKept))
        own.sentBefore(
          part.target.chatGuid,
          isKept ? words : null,
          part.sendingAtMs,
          part.state === 'unknown',
        );
      const isOf = MAY_BE_DONE.has(part.state) ? rowsOf(part) : null;
      if (part.sendingAtMs !== null && isOf !== null)
        own.doneBefore(part.partId, part.target.chatGuid, isOf, part.sendingAtMs);
    }
  };
  return { receipts, remember };
}
