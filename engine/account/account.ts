// One account: who may speak, what waits, the turns it makes of it, and what it answers.

import { isGroupThread } from '../access/policy.ts';
import type { Approvals } from '../approvals/approvals.ts';
import type { AskingAccount } from '../approvals/asking-account.ts';
import type { ApprovalDesk } from '../approvals/desk.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { ConfigDesk } from '../config/writes/desk.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { Emit } from '../events.ts';
import { withConsequences } from '../inbound/consequences.ts';
import type { Decided } from '../inbound/decision.ts';
import type { MediaTools } from '../media/tools.ts';
import type { ChatGuid, ChatId, TurnId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Outbox } from '../outbound/outbox.ts';
import type { OwnAccord } from '../outbound/own-accord.ts';
import { createPresence, type Presence } from '../outbound/presence.ts';
import { challengesIn } from '../pairing/offers.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { SessionEpochs } from '../session/epochs.ts';
import type { KnownSessions } from '../session/known-sessions.ts';
import type { Source } from '../source/source.ts';
import type { AccountStatus } from '../status.ts';
import type { NotRedone } from '../store/commands/redo.ts';
import { eventIn } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import { type Brakes, createBrakes } from '../turns/brakes.ts';
import { createDispatch } from '../turns/dispatch.ts';
import { createPreparations, type Preparations, type Preparer } from '../turns/prepare.ts';
import type { RunningAgents } from '../turns/running-agents.ts';
import { createTurns, type Turns, type TurnsOptions } from '../turns/turns.ts';
import { createWait } from '../turns/wait/wait.ts';
import { createChatCommands } from './chat-commands.ts';
import { createNarrator } from './narrate.ts';
import { createAccountOutbound } from './outbound.ts';
import { createStepIn, lanesOf } from './owner-steps-in.ts';
import { createAccountPreparers } from './preparers.ts';
import { createRedo } from './redo.ts';
import { createSessionOf, type SessionOf } from './session-of.ts';
import { createSettings, type Settings } from './settings.ts';
import { createSurroundings } from './surroundings.ts';
import { createTakeUp } from './take-up.ts';

interface AccountOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly tellConfig: ConfigDesk['tell'];
  readonly agents: RunningAgents;
  readonly preparers: readonly Preparer[];
  /** For which events wait, over all accounts. */
  readonly sessionsWithEvents: KnownSessions;
  readonly epochs: SessionEpochs;
  readonly media: MediaTools;
  readonly pairing: Pick<Pairing, 'known'>;
  readonly approvals: Pick<Approvals, 'tell' | 'openOf'>;
  readonly asking: Pick<ApprovalDesk, 'ask'>;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly emit: Emit;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
  /** The database that it sends from. */
  readonly source: Source;
}

export interface Account {
  readonly accountId: string;
  snapshot(): AccountStatus;
  /** Takes up the parts, turns and waiting rows that an earlier run left. */
  resume(): Promise<void>;
  /** Ends a turn that runs. False = it was not running. */
  abortTurn(turnId: TurnId): Promise<boolean>;
  /** Lets a turn that came to nothing be answered after all; `agentId` = the agent that it had. */
  redo(turn: { readonly turnId: TurnId; readonly agentId: string }): Promise<NotRedone | null>;
  /** Whether rows come to it. */
  isReceiving(): boolean;
  /** What the gateway says by itself goes on its way; it is durable already. */
  say: Outbox['say'];
  readonly ownAccord: OwnAccord;
  /** As it asks somebody to decide. */
  readonly asks: AskingAccount;
  /** Lets a number in its lists stand for the chat that has it now. Rejects as `Chats.confirm` does. */
  confirmChat(chatId: ChatId): Promise<void>;
  /** Goes on with what of the configuration may change while it runs. */
  takeUp(config: Config): void;
  /** From the next subscription on rows of its source come to it. */
  receive(): void;
  /** Forms no further turns; what waits is taken up by the next run. */
  close(): void;
  /** Resolves when no turn is with the agent. */
  quiet(): Promise<void>;
}

export function createAccount(options: AccountOptions): Account {
  const { account, config, ports, emit, source } = options;
  const { accountId } = account;
  const settings = createSettings(account, config);
  const { policy } = settings;
  const pairing = () => options.pairing.known(accountId);
  let isReceiving = false;
  const narrate = createNarrator({ accountId, logger: ports.logger, emit });
  const line = source.wire.connect(account, () => settings.account().probeTimeoutMs);
  const brakes = createAccountBrakes(options, settings);
  const { outbox, ownAccord, asks } = createAccountOutbound(options, settings, line, brakes.said);
  const { windows, preparers, latestWords } = createAccountPreparers(options, settings);
  const preparations = createPreparations({ ...options, ...ports, preparers, latestWords });
  const isGroup = (message: Message) => isGroupThread(policy().access, message, source.chats.known());
  const sessionOf = createSessionOf({ ...options, ...settings, account }, isGroup);
  const turns = createAccountTurns(options, outbox, preparations, {
    brakes,
    sessionOf,
    surroundingsOf: createSurroundings({ ...settings, chats: source.chats.known, pairing }),
    showBusy: createPresence({ ...ports, ...settings, line }),
  });
  const placeOf = (sourceId: string) => ({
    sessionKeyOf: (message: Message) => sessionOf({ sourceId, message }).sessionKey,
    takenBy: policy().quietMs ? (message: Message) => lanesOf(accountId, message) : null,
  });
  const { commands, wait, leftToOwner } = createListening(options, settings, {
    outbox,
    turns,
    sessionOf,
    isGroup,
  });

  return {
    accountId,
    snapshot: () => statusOf(options, settings, { wait, turns, brakes, outbox }),
    async resume() {
      for (const part of [outbox, windows, brakes, turns]) await part.resume();
      // Rows that were still pending when the database was replaced are owed an answer as well.
      for (const sourceId of await source.sourceIds()) {
        await source.chats.sessions.load(sourceId);
        await wait.resume(sourceId);
      }
    },
    abortTurn: turns.abort,
    redo: createRedo({ ...options, policy, turns, chats: source.chats.known }),
    isReceiving: () => isReceiving,
    say: outbox.say,
    ownAccord,
    asks,
    confirmChat: (chatId) => source.chats.confirm(policy().access, chatId),
    takeUp: createTakeUp({ ...ports, settings, source, line, turns }),
    receive() {
      isReceiving = true;
      source.members.receive({
        accountId,
        policy,
        complete: (sourceId, decision) =>
          commands.complete(sourceId, withConsequences(decision, placeOf(sourceId))),
        async effects(sourceId, decided) {
          noteEvents(decided, options.sessionsWithEvents);
          windows.note(decided);
          narrate(decided);
          commands.carriedOut(decided);
          options.approvals.tell(decided);
          leftToOwner(decided);
          for (const { notice, atMs } of challengesIn(decided)) outbox.say(notice, atMs);
          await wait.add(sourceId, decided);
        },
      });
    },
    close() {
      wait.stop();
      preparations.stop();
    },
    quiet: turns.stop,
  };
}

/** What of an account tells of itself. */
interface Telling {
  readonly wait: { waitingCount(): number };
  readonly turns: Pick<Turns, 'snapshot'>;
  readonly brakes: Pick<Brakes, 'snapshot'>;
  readonly outbox: Pick<Outbox, 'pace'>;
}

function statusOf(
  { account: { accountId }, source, approvals }: AccountOptions,
  settings: Pick<Settings, 'account'>,
  { wait, turns, brakes, outbox }: Telling,
): AccountStatus {
  return {
    accountId,
    name: settings.account().name,
    sourceId: source.sourceId(),
    waitingConversations: wait.waitingCount(),
    turns: turns.snapshot(),
    openApprovals: approvals.openOf(accountId),
    braked: brakes.snapshot(),
    pace: outbox.pace(),
  };
}

/** What is prepared next in their sessions takes them along. */
function noteEvents(decided: readonly Decided[], sessionsWithEvents: KnownSessions): void {
  for (const { event, row } of decided) {
    const queued = event && eventIn(row);
    if (queued) sessionsWithEvents.add(queued.sessionKey);
  }
}

/** What waits for what belongs to it, and what people tell the gateway, which may make an end of that. */
function createListening(
  { account: { accountId }, ports, store, emit, epochs, source, tellConfig }: AccountOptions,
  { account }: Pick<Settings, 'account'>,
  {
    outbox,
    turns,
    sessionOf,
    isGroup,
  }: {
    readonly outbox: Outbox;
    readonly turns: Turns;
    readonly sessionOf: SessionOf;
    isGroup(message: Message): boolean;
  },
) {
  const { ids, clock, unawaited } = ports;
  const passOver = (chatGuid: ChatGuid, seqs: ReadonlySet<number>) => wait.drop(chatGuid, seqs);
  const commands = createChatCommands({
    accountId,
    store,
    ids,
    emit,
    outbox,
    turns,
    epochs,
    sessionOf,
    isGroup,
    passOver,
    tellConfig,
  });
  const wait = createWait({
    accountId,
    account,
    store,
    clock,
    unawaited,
    isGroup,
    isMetadataKnown: source.marksPreviews,
    release: commands.release,
    configure: commands.configure,
  });
  return { commands, wait, leftToOwner: createStepIn({ accountId, emit, turns, passOver }) };
}

function createAccountBrakes(
  { account: { accountId }, ports, store, source }: AccountOptions,
  settings: Pick<Settings, 'account'>,
): Brakes {
  const limit = () => settings.account().exchangesMax;
  return createBrakes({ ...ports, accountId, store, limit, clockOffsetMs: source.clockOffsetMs });
}

function createAccountTurns(
  { account, agents, epochs, ports, store, emit, signal }: AccountOptions,
  outbox: Outbox,
  preparations: Preparations,
  {
    showBusy,
    ...conversation
  }: Pick<TurnsOptions, 'sessionOf' | 'surroundingsOf' | 'brakes'> & { readonly showBusy: Presence },
): Turns {
  const { accountId } = account;
  const failuresMax = account.recovery.failuresMax;
  return createTurns({
    ...ports,
    accountId,
    store,
    emit,
    preparations,
    dispatch: createDispatch({
      ...ports,
      store,
      agentOf: ({ context }) => agents.of(context.agentId).agent,
      emit,
      signal,
      failuresMax,
      prepare: preparations.prepare,
      atStart: preparations.atStart,
      replyTo: outbox.reply,
      showBusy,
    }),
    agents,
    ...conversation,
    sessionIdOf: epochs.idOf,
  });
}
