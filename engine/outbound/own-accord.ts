// What is sent of the operator's or the agent's own accord: it answers no turn.

import type { Actions } from '../actions/actions.ts';
import { inChat } from '../actions/chat-keys.ts';
import { newestMessage } from '../actions/newest-message.ts';
import type { ActionOutcome, AgentAction, AgentMessage } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartInput, PartTarget } from '../store/commands/parts.ts';
import { type MessageId, POSTED } from '../store/group-of.ts';
import type { Store } from '../store/store.ts';
import { laneOf } from '../turns/member.ts';
import type { Address } from './addressing.ts';
import { chatToActIn } from './chat-to-act-in.ts';
import { atPart, checkReach, type GivenMessage, nothingToSend, partsGiven } from './given-parts.ts';
import type { Outgoing } from './kinds/kinds.ts';
import type { Outbox } from './outbox.ts';
import { outgoingOf } from './outgoing-of.ts';
import { planParts } from './parts.ts';
import type { Planner } from './plan/planner.ts';
import { leavingOf } from './ready.ts';
import { unlessStopped } from './unless-stopped.ts';

/** Calls of an account that wait for their end at once: they must not take every connection to the gateway. */
const WAITING_MAX = 8;

interface OwnAccordOptions {
  readonly accountId: string;
  readonly ids: Ids;
  readonly plan: Planner;
  readonly actions: Actions;
  readonly logger: Logger;
  readonly store: Pick<Store, 'cameIn' | 'post'>;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'endOf' | 'say'>;
  /** The country of numbers that are written without one. */
  readonly region: string;
  addressOf(written: string): Promise<Address>;
  /** Where a message goes that names no target; null = nowhere. */
  defaultTo(): string | null;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

export interface OwnAccord {
  /** Resolves with the end of each of the messages that came of it. */
  send(message: GivenMessage & { readonly to?: string }): Promise<OwnAccordOutcome<SentPart>>;
  /** In the chat that its input names, else in `to` (ACT-7). */
  act(action: AgentAction & { readonly to?: string }): Promise<OwnAccordOutcome>;
}

export interface OwnAccordOutcome<Part extends ActionOutcome = ActionOutcome> {
  /** The chat, or, with somebody new, the one that it will be. */
  readonly chatGuid: ChatGuid;
  /** In their order: a text that is too long is several messages. */
  readonly parts: readonly Part[];
}

/** What became of one message of what was sent. */
export interface SentPart extends ActionOutcome {
  /** Which of the parts that were given it is of, from 0 on: a caption is of its file. Of a text alone it is 0. */
  readonly of: number;
}

export function createOwnAccord(options: OwnAccordOptions): OwnAccord {
  const { accountId, ids, plan, actions, store, clock, outbox, signal, ending } = options;
  /** Left out is not the same as null, which whoever has no target at hand may pass: that goes nowhere. */
  const writtenTo = (to: string | undefined) => (to === undefined ? (options.defaultTo() ?? '') : to);
  const newGroup = (): MessageId => `${POSTED}${ids.uuid('notice')}`;
  const post = async (target: PartTarget, planned: readonly PartInput[]) => {
    const lane = laneOf(accountId, target);
    const parts = planned.map((part) => ({ ...part, lane }));
    if (ending.aborted) throw new EngineError('gateway_not_running');
    const atMs = clock.wallMs();
    await store.post({ accountId, parts, atMs });
    const ends = Promise.all(parts.map(({ partId }) => outbox.endOf(partId)));
    for (const part of parts) outbox.say(part, atMs);
    return { chatGuid: target.chatGuid, parts: await unlessStopped(ends, signal) };
  };
  let waiting = 0;
  const bounded = async <Outcome>(run: () => Promise<Outcome>) => {
    if (waiting >= WAITING_MAX) throw new EngineError('own_accord_busy');
    waiting += 1;
    return run()
      .catch((error: unknown) => {
        // A copy that a stop has cut short is nobody's turn.
        const isStopped = error instanceof EngineError && error.code === 'turn_over';
        throw isStopped ? new EngineError('gateway_not_running') : error;
      })
      .finally(() => {
        waiting -= 1;
      });
  };
  const own = {
    async send({ to, ...given }: Parameters<OwnAccord['send']>[0]) {
      const parts = partsGiven(given);
      const { by } = given;
      const address = await options.addressOf(writtenTo(to));
      const group = newGroup();
      const target = { ...address.target, ...(by && { by }) };
      const planned: PartInput[] = [];
      const of: number[] = [];
      for (const [at, outgoing] of (await allLeaving(parts, { ...address, group }, options)).entries()) {
        const inputs = planParts({ group, target }, outgoing, ids, planned.length);
        if (inputs.length === 0 && given.parts !== undefined) throw atPart(at, nothingToSend());
        planned.push(...inputs);
        of.push(...inputs.map(() => at));
      }
      if (planned.length === 0) throw nothingToSend();
      const { chatGuid, parts: ends } = await post(target, planned);
      return { chatGuid, parts: ends.map((end, index) => ({ ...end, of: of[index]! })) };
    },
    async act({ to, ...asked }: Parameters<OwnAccord['act']>[0]) {
      const { named, action } = inChat(asked);
      const written = named?.written ?? writtenTo(to);
      const { target, isGroup } = await chatToActIn(String(action.name), written, options);
      const group = newGroup();
      const newest = await newestMessage(target.chatGuid, options);
      const deed = await actions.resolve(
        {
          ...target,
          isGroup,
          messageGuids: newest === null ? [] : [newest],
          mayManage: true,
          mayUse: () => true,
          group,
        },
        action,
      );
      return post(target, planParts({ group, target }, outgoingOf(deed, plan), ids));
    },
  };
  return {
    send: (message) => bounded(() => own.send(message)),
    act: (action) => bounded(() => own.act(action)),
  };
}

/** What leaves of each part, in their order. Where one cannot leave none does: rejects with why. */
async function allLeaving(
  parts: readonly AgentMessage[],
  { target, isGroup, group }: Address & { readonly group: MessageId },
  options: Pick<OwnAccordOptions, 'actions' | 'plan' | 'logger'>,
): Promise<readonly (readonly Outgoing[])[]> {
  const place = { ...target, isGroup, messageGuids: [], mayManage: true, mayUse: () => true, group };
  const leaving: (readonly Outgoing[])[] = [];
  for (const [at, part] of parts.entries()) {
    try {
      checkReach(part, target);
      leaving.push(await leavingOf(part, { ...options, place }));
    } catch (error) {
      throw atPart(at, error);
    }
  }
  return leaving;
}
