import type { Actions } from '../actions/actions.ts';
import type { AgentQuestion } from '../agents/agent.ts';
import type { Lane, PartId } from '../message/ids.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartInput, PartRow } from '../store/commands/parts.ts';
import type { TurnContext, TurnRow } from '../store/commands/turns.ts';
import { type Group, groupOf } from '../store/group-of.ts';
import type { Store } from '../store/store.ts';
import type { Tools } from '../tools/tools.ts';
import type { Acting, Asking, Before, Cutting, Reply } from '../turns/reply.ts';
import type { Scheduler } from '../wire/scheduler.ts';
import type { SendParts } from './answer.ts';
import { askedByAgent } from './asked.ts';
import type { Ends } from './ends.ts';
import type { Outgoing } from './kinds/kinds.ts';
import { outgoingOf, wordsOf } from './outgoing-of.ts';
import { inOwnChat, type Regions } from './own-chat.ts';
import { planParts } from './parts.ts';
import { openElementIn } from './plan/elements.ts';
import type { Planner } from './plan/planner.ts';
import { readyToLeave, saidIn } from './ready.ts';

/** Parts looked at at once when the rest of a turn is ended. */
const PAGE_PARTS = 256;

/** Turns whose agent may still add pieces, and how one of their parts failed; null = none did. */
export type Unfinished = Map<Group, string | null>;

interface ReplyOptions extends Regions {
  readonly store: Store;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly scheduler: Scheduler;
  readonly unfinished: Unfinished;
  readonly sendParts: SendParts;
  /** What becomes of a text that the agent says. */
  readonly plan: Planner;
  /** As it is set right now; null = a reply is sent when it is whole. */
  cutting(): Cutting | null;
  readonly actions: Actions;
  readonly tools: Tools;
  /** Whether whoever is answered owns the gateway. */
  isOwner(turn: Pick<TurnContext, 'sender' | 'isOwner'>): boolean;
  /** What the agent may use there, by its name. */
  mayUse(turn: TurnContext): (name: string) => boolean;
  readonly ends: Ends;
  /** Asks a person what an agent wants to know. Null = the turn is over. */
  ask(turn: TurnRow, question: AgentQuestion, before: Before): Promise<Asking | null>;
  giveUp(part: PartRow, as: 'expired', detail: string): Promise<void>;
  /** Something of the answer is durable; `isFirst` = nothing was before. */
  said(turn: TurnRow, isFirst: boolean): void;
}

/** How the answer to a turn is said: its parts are numbered on over all pieces. */
export function createReply(turn: TurnRow, options: ReplyOptions): Reply {
  const { store, ids, unfinished, sendParts } = options;
  const { turnId, context } = turn;
  const target = { chatGuid: context.chatGuid, chatId: context.chatId };
  const rights = { mayManage: options.isOwner(context), mayUse: options.mayUse(context), group: turnId };
  let place = { ...context, ...rights };
  let partCount = 0;
  let hasBegun = false;

  const plan = (outgoing: readonly Outgoing[]): PartInput[] => {
    const parts = planParts({ group: turnId, target }, outgoing, ids, partCount);
    partCount += parts.length;
    return parts;
  };
  const say = async (parts: readonly PartInput[]): Promise<boolean> => {
    if (!unfinished.has(turnId)) unfinished.set(turnId, null);
    const isSaid = await sendParts(turn, parts, (inputs, atMs) =>
      store.reply({ turnId, parts: inputs, atMs }),
    );
    if (isSaid) options.said(turn, !hasBegun);
    hasBegun ||= isSaid;
    return isSaid;
  };
  const add = (outgoing: readonly Outgoing[]) => {
    const parts = plan(outgoing);
    return parts.length === 0 || say(parts);
  };
  const answer = async (left: readonly PartInput[]): Promise<boolean> => {
    const isAnswered = await sendParts(turn, left, (parts, atMs) => store.answer({ turnId, parts, atMs }));
    if (isAnswered && left.length > 0) options.said(turn, !hasBegun);
    return isAnswered;
  };
  /** Whether something of what the agent writes was said. */
  let goesOn = false;
  const writtenParts = (text: string) => {
    const words = wordsOf(options.plan(text, goesOn));
    goesOn ||= words.length > 0;
    return words;
  };
  return {
    given(prepared) {
      place = { ...prepared.context, ...rights };
    },
    cutting: options.cutting(),
    heldFrom: openElementIn,
    addWritten: async (text) => add(writtenParts(text)),
    hasBegun: () => hasBegun,
    add: async (text) => add(saidIn(text, { ...options, place })),
    actions: () => [...options.actions.of(place), ...options.tools.of(place)],
    async act(given, before): Promise<Acting | null> {
      const action = askedByAgent(given);
      const found = options.tools.look(place, action);
      // Nothing of the answer is said by it: the turn may be run again.
      if (found) return { outcome: unheard(found) };
      const deed = await options.actions.resolve(place, inOwnChat(action, place, options));
      if (!(await before())) return null;
      const parts = plan(outgoingOf(deed, options.plan));
      return unlessUnsaid(parts[0]!.partId, options.ends, () => say(parts));
    },
    async ask(question, before) {
      const asking = await options.ask(turn, question, before);
      hasBegun ||= asking?.isDurable ?? false;
      return asking;
    },
    async prepare(messages, written) {
      const ready = await readyToLeave(messages, { ...options, place });
      return ready && (() => answer(plan([...writtenParts(written), ...ready])));
    },
    async takeBack(reason, end) {
      const waiting = hasBegun ? await queuedOf({ ...turn, group: turnId }, store) : [];
      options.scheduler.forgetGroup(turnId);
      // Issued together, these are one commit.
      await Promise.all([end(), ...waiting.map((part) => options.giveUp(part, 'expired', reason))]);
    },
    close: () => void unfinished.delete(turnId),
  };
}

/** How a part ends that is being said; null = it was not. */
async function unlessUnsaid(partId: PartId, ends: Ends, say: () => Promise<boolean>): Promise<Acting | null> {
  // It may end in the commit's own moment.
  const outcome = ends.of(partId);
  let isSaid = false;
  try {
    isSaid = await say();
  } finally {
    if (!isSaid) ends.forget(partId);
  }
  return isSaid ? { outcome } : null;
}

/** Where the turn is over nobody waits for it any more. */
function unheard<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}

/** The parts of one turn, or of one message, that are durable and wait, oldest first. */
export async function queuedOf(
  { group, accountId, lane }: { readonly group: Group; readonly accountId: string; readonly lane: Lane },
  store: Store,
): Promise<PartRow[]> {
  const found: PartRow[] = [];
  for (let afterSeq = 0; ; ) {
    const page = await store.queuedParts({ accountId, lane, afterSeq, limit: PAGE_PARTS });
    found.push(...page.filter((part) => groupOf(part) === group));
    if (page.length < PAGE_PARTS) return found;
    afterSeq = page.at(-1)!.seq;
  }
}
