// What people tell the gateway to do in a chat: what it comes to, and what follows once that is durable.

import type { ConfigDesk } from '../config/writes/desk.ts';
import type { Emit } from '../events.ts';
import { REASONS, type Reason, reasonText } from '../fates.ts';
import type { Decided, Decision } from '../inbound/decision.ts';
import {
  type AnsweredAtOnce,
  type ChatCommand,
  chatCommandIn,
  commandTold,
} from '../message/chat-command.ts';
import type { ChatGuid, Rowid } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Outbox } from '../outbound/outbox.ts';
import type { Ids } from '../ports/ids.ts';
import type { SessionEpochs } from '../session/epochs.ts';
import type { AnswerInput } from '../store/commands/approvals.ts';
import type { ChatCommandEffects, ChatCommandOutcome } from '../store/commands/chat-commands.ts';
import { commandIn, PASSED_OVER, wasThereBefore } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import { laneOf, type Member, type Members } from '../turns/member.ts';
import { planNotice } from '../turns/notice.ts';
import type { Turns } from '../turns/turns.ts';
import { replyTo } from './command-replies.ts';

const STOPPING: ReadonlySet<ChatCommand> = new Set<ChatCommand>(['stop', 'new', 'reset']);
const RENEWING: ReadonlySet<ChatCommand> = new Set<ChatCommand>(['new', 'reset']);

interface ChatCommandsOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'obey'>;
  readonly ids: Ids;
  readonly emit: Emit;
  readonly outbox: Pick<Outbox, 'say' | 'expired'>;
  readonly turns: Pick<Turns, 'accept' | 'ended' | 'inLane'>;
  readonly epochs: Pick<SessionEpochs, 'idOf' | 'begun'>;
  /** The agent of a conversation and its session. */
  sessionOf(of: Pick<Member, 'sourceId' | 'message'>): {
    readonly agentId: string;
    readonly sessionKey: string;
  };
  isGroup(message: Message): boolean;
  readonly tellConfig: ConfigDesk['tell'];
  /** Rows of a chat that wait for what belongs to them wait no more. */
  passOver(chatGuid: ChatGuid, seqs: ReadonlySet<number>): void;
}

interface ChatCommands {
  /** Adds to a decision what the gateway is told to do by it. */
  complete(sourceId: string, decision: Decision): Decision;
  /** What follows from rows that are durable. */
  carriedOut(decided: readonly Decided[]): void;
  /** Takes what has waited, in its order: does what the gateway is told, and makes turns of the rest. */
  release(groups: readonly Members[]): Promise<void>;
  /** Does what a row tells about the configuration; `isResumed` = an earlier run may have done it. */
  configure(member: Member, isResumed: boolean): Promise<void>;
}

export function createChatCommands(options: ChatCommandsOptions): ChatCommands {
  const { accountId, store, ids, turns, epochs } = options;

  const effectsOf = (name: AnsweredAtOnce, sourceId: string, message: Message): ChatCommandEffects => {
    const lane = laneOf(accountId, message);
    const { agentId, sessionKey } = options.sessionOf({ sourceId, message });
    const standing = { agentId, sessionId: epochs.idOf(sessionKey), ...turns.inLane(lane) };
    const target = { chatGuid: message.chatGuid!, chatId: message.chatId! };
    return {
      name,
      reply: planNotice('command', replyTo(name, standing), target, { accountId, ids }),
      stops: STOPPING.has(name),
      renews: RENEWING.has(name) ? sessionKey : null,
    };
  };
  const { settled, follow } = createFollowing(options);

  /** What the row is answered, which ends nothing. */
  const saying = (words: string, message: Message): AnswerInput => {
    const target = { chatGuid: message.chatGuid!, chatId: message.chatId! };
    const notice = planNotice('budget', words, target, { accountId, ids });
    return { end: null, otherwise: [{ accountId, notice }] };
  };
  /** Does what a row tells that waited until now. Where it waits no more, what it would have stopped goes on. */
  const obey = async (member: Member, stopped: readonly Members[]) => {
    const { sourceId, message } = member;
    const name = chatCommandIn(message.text) as AnsweredAtOnce;
    if (!(await carryOut(member, effectsOf(name, sourceId, message)))) return turns.accept(stopped);
  };
  /** False = it waits no more. */
  const carryOut = async (
    { sourceId, seq, eventId, message, arrivedAtMs }: Member,
    effects: ChatCommandEffects,
  ): Promise<boolean> => {
    const row = { accountId, sourceId, seq, rowid: message.rowid, atMs: arrivedAtMs };
    const outcome = await store.obey({ row, effects });
    if (outcome === null) return false;
    const reason = { code: 'chat_command', detail: effects.name } as const;
    settled(message.chatGuid!, eventId, message.rowid, reason);
    follow(effects, outcome, arrivedAtMs);
    return true;
  };

  return {
    complete(sourceId, decision) {
      const { row, message, consequences } = decision;
      const told = consequences.find((one) => one.kind === 'command' || one.kind === 'notice');
      if (!told || message === null) return decision;
      const follows =
        told.kind === 'command'
          ? { command: effectsOf(told.name, sourceId, message) }
          : { answer: saying(told.words, message) };
      const verdicts = row.verdicts.map((verdict) => ({ ...verdict, ...follows }));
      return { ...decision, row: { ...row, verdicts } };
    },
    carriedOut(decided) {
      for (const { row, command } of decided)
        if (command) follow(commandIn(row)!.command, command, row.arrivedAtMs);
    },
    async configure(member, isResumed) {
      const { message } = member;
      const origin = { accountId, isResumed, isGroup: options.isGroup(message) };
      const words = await options.tellConfig(commandTold(message.text)!.rest, origin);
      const target = { chatGuid: message.chatGuid!, chatId: message.chatId! };
      const reply = planNotice('command', words, target, { accountId, ids });
      await carryOut(member, { name: 'config', reply, stops: false, renews: null });
    },
    async release(groups) {
      // Issued together and in their order, they share one commit.
      const issued: Promise<unknown>[] = [];
      let before: Members[] = [];
      for (const group of groups) {
        const [first] = group;
        if (!first.isCommand) {
          before.push(group);
          continue;
        }
        const { stopped, others } = partedBy(first, before);
        issued.push(turns.accept(others), obey(first, stopped));
        before = [];
      }
      await Promise.all([...issued, turns.accept(before)]);
    },
  };
}

/** What follows from what the gateway was told, once that is durable. */
function createFollowing({
  accountId,
  emit,
  outbox,
  turns,
  epochs,
  passOver,
}: Pick<ChatCommandsOptions, 'accountId' | 'emit' | 'outbox' | 'turns' | 'epochs' | 'passOver'>) {
  const settled = (chatGuid: ChatGuid, eventId: string, rowid: Rowid, reason: Reason) => {
    const { code } = reason;
    const fate = REASONS[code].fate!;
    emit('settled', { accountId, rowid, eventId, chatGuid, fate, code, reason: reasonText(reason) });
  };
  const follow = (
    { name, reply }: ChatCommandEffects,
    { ended, expired, passedOver, epoch }: ChatCommandOutcome,
    atMs: number,
  ) => {
    const { chatGuid } = reply.target;
    if (epoch) epochs.begun(epoch);
    if (passedOver.length > 0) passOver(chatGuid, new Set(passedOver.map(({ seq }) => seq)));
    const reason = { code: PASSED_OVER.code, detail: name };
    for (const { eventId, rowid } of passedOver) settled(chatGuid, eventId, rowid!, reason);
    turns.ended(ended);
    outbox.expired(expired);
    outbox.say(reply, atMs);
  };
  return { settled, follow };
}

/** Whether a command makes a row come to nothing that waits before it: the store passes over what it took and stood before. */
function isStoppedBy({ message, seq }: Member, row: Member): boolean {
  const isTaken = row.seq < seq && row.message.chatGuid === message.chatGuid;
  const isBefore = isTaken && wasThereBefore(row.message.rowid, message.rowid);
  return isBefore && STOPPING.has(chatCommandIn(message.text)!);
}

/** What came late is not stopped, though it stands among others that are: it goes on without these. */
function partedBy(command: Member, groups: readonly Members[]) {
  const of = (isStopped: boolean) =>
    groups.flatMap((group) => membersOf(group.filter((row) => isStoppedBy(command, row) === isStopped)));
  return { stopped: of(true), others: of(false) };
}

/** Nothing, where there are none. */
function membersOf([first, ...rest]: readonly Member[]): Members[] {
  return first === undefined ? [] : [[first, ...rest]];
}
