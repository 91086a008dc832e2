// From pending rows to turns: formed by a commit of their own, then run in their lane.

import type { Emit } from '../events.ts';
import type { Lane, MessageGuid, TurnId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { AccountStatus } from '../status.ts';
import type { TurnContext, TurnInput, TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Brakes } from './brakes.ts';
import type { Dispatch } from './dispatch.ts';
import { formTurn } from './form.ts';
import { createLanes, type Lanes, type Needs } from './lanes.ts';
import { laneOf, type Member, type Members } from './member.ts';
import { type Merged, merge } from './merge.ts';
import type { Preparations } from './prepare.ts';
import { createPreviews } from './previews.ts';
import type { RunningAgents } from './running-agents.ts';

/** Sessions that are remembered to have begun. */
const SESSIONS_MAX = 10_000;

export interface TurnsOptions {
  readonly accountId: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly unawaited: Unawaited;
  readonly emit: Emit;
  readonly dispatch: Dispatch;
  readonly brakes: Pick<Brakes, 'wrote' | 'heldMs'>;
  readonly preparations: Pick<Preparations, 'atForming' | 'asTold'>;
  readonly agents: Pick<RunningAgents, 'of' | 'sessions'>;
  /** Agent, session and kind of the conversation a message belongs to. */
  sessionOf(member: Member): Conversation;
  /** What the agent knows a session by. */
  sessionIdOf(sessionKey: string): string;
  /** What a turn of these messages is told of its conversation besides. */
  surroundingsOf(
    messages: readonly [Message, ...Message[]],
    conversation: Conversation,
  ): Partial<TurnContext>;
}

export interface Conversation {
  readonly agentId: string;
  readonly sessionKey: string;
  readonly isGroup: boolean;
}

export interface Turns {
  snapshot(): AccountStatus['turns'];
  /** Forms a turn of each group and runs it in its lane. Resolves when all are formed, not when they have run. */
  accept(groups: readonly Members[]): Promise<void>;
  /** Ends a turn that runs. False = it was not running. */
  abort(turnId: TurnId): Promise<boolean>;
  /** Turns have ended, which is durable: whoever is at them stops. */
  ended(turns: readonly TurnRow[]): void;
  inLane: Lanes['inLane'];
  holdsChanged: Lanes['holdsChanged'];
  /** Runs a turn that is formed, behind what waits in its lane. */
  take(turn: TurnRow): void;
  /** Takes up the turns that an earlier run left open. */
  resume(): Promise<void>;
  /** Resolves when no turn is running; none is started any more. */
  stop(): Promise<void>;
}

export function createTurns(options: TurnsOptions): Turns {
  const { accountId, store, dispatch, agents } = options;
  /** Turns formed as running, for the moment between their commit and their start. */
  const fresh = new Map<TurnId, TurnRow>();
  const coming = createComing();
  const begun = createBegun();
  const look = createLook(options);
  const previews = createPreviews(options);
  let isStopping = false;
  const lanes = createLanes({
    sessions: agents.sessions,
    unawaited: options.unawaited,
    clock: options.clock,
    heldMs: options.brakes.heldMs,
    run(turnId) {
      const turn = fresh.get(turnId);
      fresh.delete(turnId);
      return turn ? dispatch.runFresh(turn) : dispatch.run(turnId);
    },
  });

  /** @param asTold The rows that stand as they were told; null = nobody could say of any that it does not. */
  const form = async (members: Members, asTold: AsTold) => {
    const merged = merge(members.map(({ message }) => message));
    const [base] = members;
    const lane = laneOf(accountId, base.message);
    options.brakes.wrote(lane);
    const conversation = options.sessionOf(base);
    const { sessionKey, isGroup } = conversation;
    const needs = needsOf(agents, conversation);
    const isReserved = !coming.has(lane) && lanes.reserve(lane, needs);
    if (!isReserved) coming.add(lane);
    const mayBegin = !isGroup && !begun.has(sessionKey);
    const turn = turnOf(options, members, merged, { conversation, isReserved, mayBegin, asTold });
    const isFormed = await store.formTurn({ sourceId: base.sourceId, turn });
    if (mayBegin && isFormed) begun.add(sessionKey);
    if (!isReserved) coming.remove(lane);
    if (!isFormed) {
      if (isReserved) lanes.releaseReserved(lane);
      return;
    }
    tellFormed(options, turn, merged);
    if (isReserved) {
      fresh.set(turn.turnId, rowOf(turn));
      lanes.startReserved(lane, turn.turnId);
    } else lanes.add(lane, turn.turnId, needs);
  };

  const take: Turns['take'] = ({ lane, turnId, context }) =>
    lanes.add(lane, turnId, needsOf(agents, context));

  return {
    snapshot: lanes.snapshot,
    async accept(groups) {
      const asked = look(groups.filter(([{ message }]) => !lanes.inLane(laneOf(accountId, message)).isBusy));
      const asTold = asked && (await asked);
      if (isStopping) return;
      // Issued together, the forms share one commit; the store keeps their order.
      const { begin, settled } = previews.passOver(groups);
      await Promise.all([settled, ...begin.map((members) => form(members, asTold))]);
    },
    abort: dispatch.abort,
    ended(turns) {
      turns.forEach(dispatch.ended);
      for (const [lane, ofLane] of Map.groupBy(turns, (turn) => turn.lane))
        lanes.forget(lane, new Set(ofLane.map(({ turnId }) => turnId)));
    },
    inLane: lanes.inLane,
    holdsChanged: lanes.holdsChanged,
    take,
    async resume() {
      for (const turn of await store.openTurns({ accountId })) {
        if (turn.state === 'replying') await dispatch.interrupt(turn);
        else take(turn);
      }
    },
    stop() {
      isStopping = true;
      return lanes.stop();
    },
  };
}

/** Rows that stand as they were told; null = nobody could say of any that it does not. */
type AsTold = ReadonlySet<MessageGuid> | null;

interface Forming {
  readonly conversation: Conversation;
  /** Whether it begins at once. */
  readonly isReserved: boolean;
  readonly mayBegin: boolean;
  readonly asTold: AsTold;
}

function turnOf(
  options: TurnsOptions,
  members: Members,
  merged: Merged,
  { conversation, isReserved, mayBegin, asTold }: Forming,
): TurnInput {
  const messages = members.map((member) => member.message) as [Message, ...Message[]];
  const formed = formTurn(members, merged, {
    ...conversation,
    accountId: options.accountId,
    sessionId: options.sessionIdOf(conversation.sessionKey),
    surroundings: options.surroundingsOf(messages, conversation),
    formedAtMs: options.clock.wallMs(),
    state: isReserved ? 'running' : 'formed',
  });
  // What has to wait is prepared when it begins: it may be edited until then.
  const isFixed = asTold === null || (isReserved && guidsOf(members).every((guid) => asTold.has(guid)));
  const preparation = isFixed ? options.preparations.atForming(formed) : null;
  return { ...formed, ...(mayBegin && { mayBegin }), preparation };
}

/** Asks how rows stand that are about to become turns; null = nobody could say. Whoever comes later is answered later. */
function createLook({ preparations }: TurnsOptions) {
  let looking: Promise<unknown> = Promise.resolve();
  return (groups: readonly Members[]): Promise<AsTold> | null => {
    const asked = preparations.asTold(groups.flatMap(guidsOf));
    if (asked === null) return null;
    const before = looking;
    const answered = before.then(() => asked);
    looking = answered;
    return answered;
  };
}

function guidsOf(members: Members): readonly MessageGuid[] {
  return members.flatMap(({ message: { guid } }) => guid ?? []);
}

type Conversing = Pick<Conversation, 'agentId' | 'sessionKey'>;

function needsOf(agents: TurnsOptions['agents'], { agentId, sessionKey }: Conversing): Needs {
  const { agent, capacity } = agents.of(agentId);
  return { capacity, sessionKey: agent.session === 'exclusive' ? sessionKey : null };
}

function rowOf({ members, mayBegin: _, ...turn }: TurnInput): TurnRow {
  return { ...turn, memberSeqs: members.map((member) => member.seq), attempts: 1, code: null, detail: '' };
}

function tellFormed(
  { accountId, emit, logger }: TurnsOptions,
  { turnId, lane, text, members }: TurnInput,
  { messageGuids, dropped }: Merged,
): void {
  const state = 'formed';
  emit('turn', { accountId, turnId, lane, text, messageGuids, state, code: null, reason: '' });
  if (members.length > 1) logger.debug(`[imessage] coalesced ${members.length} messages`);
  if (dropped.entries + dropped.chars + dropped.attachments > 0) {
    logger.warn(
      `imessage: a merged turn was cut: ${dropped.entries} messages, ${dropped.chars} characters and ` +
        `${dropped.attachments} files left out`,
    );
  }
}

/** Direct sessions that have begun, as far as is remembered: the store is spared the question. */
function createBegun() {
  const begun = new Set<string>();
  return {
    has: (sessionKey: string) => begun.has(sessionKey),
    add(sessionKey: string) {
      if (begun.size >= SESSIONS_MAX) begun.clear();
      begun.add(sessionKey);
    },
  };
}

/** Lanes to which turns have yet to come, whose commit is under way: whoever is formed meanwhile gets in behind them. */
function createComing() {
  const counts = new Map<Lane, number>();
  return {
    has: (lane: Lane) => counts.has(lane),
    add: (lane: Lane) => void counts.set(lane, (counts.get(lane) ?? 0) + 1),
    remove(lane: Lane) {
      const left = counts.get(lane)! - 1;
      if (left === 0) counts.delete(lane);
      else counts.set(lane, left);
    },
  };
}
