// What is sent of the operator's or the agent's own accord: it answers no turn.

import type { Actions } from '../actions/actions.ts';
import { inChat } from '../actions/chat-keys.ts';
import { newestMessage } from '../actions/newest-message.ts';
import type { ActionOutcome, AgentAction } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import { laneOf } from '../turns/member.ts';
import type { Address } from './addressing.ts';
import { chatToActIn } from './chat-to-act-in.ts';
import { type MessageId, POSTED } from './group-of.ts';
import type { Outgoing } from './kinds/kinds.ts';
import type { Outbox } from './outbox.ts';
import { outgoingOf, wordsOf } from './outgoing-of.ts';
import { planParts } from './parts.ts';
import type { Planner } from './plan/planner.ts';
import { unlessStopped } from './unless-stopped.ts';

/** Calls of an account that wait for their end at once: they must not take every connection to the gateway. */
const WAITING_MAX = 8;

interface OwnAccordOptions {
  readonly accountId: string;
  readonly ids: Ids;
  readonly plan: Planner;
  readonly actions: Pick<Actions, 'resolve'>;
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
  send(message: {
    readonly to?: string;
    readonly text: string;
    /** Left out = by whichever way is there. */
    readonly by?: 'applescript';
  }): Promise<OwnAccordOutcome>;
  /** In the chat that its input names, else in `to` (ACT-7). */
  act(action: AgentAction & { readonly to?: string }): Promise<OwnAccordOutcome>;
}

export interface OwnAccordOutcome {
  /** The chat, or, with somebody new, the one that it will be. */
  readonly chatGuid: ChatGuid;
  /** In their order: a text that is too long is several messages. */
  readonly parts: readonly ActionOutcome[];
}

export function createOwnAccord(options: OwnAccordOptions): OwnAccord {
  const { accountId, ids, plan, actions, store, clock, outbox, signal, ending } = options;
  const addressOf = (to: string | undefined) => options.addressOf(to ?? options.defaultTo() ?? '');
  const newGroup = (): MessageId => `${POSTED}${ids.uuid('notice')}`;
  const post = async (target: PartTarget, outgoing: readonly Outgoing[], group = newGroup()) => {
    const lane = laneOf(accountId, target);
    const parts = planParts({ group, target }, outgoing, ids).map((part) => ({ ...part, lane }));
    if (ending.aborted) throw new EngineError('gateway_not_running');
    const atMs = clock.wallMs();
    await store.post({ accountId, parts, atMs });
    const ends = Promise.all(parts.map(({ partId }) => outbox.endOf(partId)));
    for (const part of parts) outbox.say(part, atMs);
    return { chatGuid: target.chatGuid, parts: await unlessStopped(ends, signal) };
  };
  let waiting = 0;
  const bounded = async (run: () => Promise<OwnAccordOutcome>) => {
    if (waiting >= WAITING_MAX) throw new EngineError('own_accord_busy');
    waiting += 1;
    return run().finally(() => {
      waiting -= 1;
    });
  };
  const own: OwnAccord = {
    async send({ to, text, by }) {
      const outgoing = wordsOf(plan(text));
      if (outgoing.length === 0)
        throw new EngineError('nothing_to_send', { message: 'iMessage send requires text or media.' });
      const { target } = await addressOf(to);
      return post({ ...target, ...(by && { by }) }, outgoing);
    },
    async act({ to, ...asked }) {
      const { named, action } = inChat(asked);
      const written = named?.written ?? to ?? options.defaultTo() ?? '';
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
      return post(target, outgoingOf(deed, plan), group);
    },
  };
  return {
    send: (message) => bounded(() => own.send(message)),
    act: (action) => bounded(() => own.act(action)),
  };
}
