// The composition root: configuration and ports in; a source for each database, an account for each of its users.

import { accessWarnings } from './access/warnings.ts';
import { type Account, createAccount } from './account/account.ts';
import { tellWhatIsLeft } from './account/left-waiting.ts';
import { accountNamed, accountToSend } from './account/named.ts';
import { createPairingDesk } from './account/pairing-desk.ts';
import { createTurnDesk } from './account/turn-desk.ts';
import type { Agent } from './agents/agent.ts';
import { type Approvals, openApprovals } from './approvals/approvals.ts';
import { type ApprovalDesk, createApprovalDesk } from './approvals/desk.ts';
import { requestGiven } from './approvals/request.ts';
import type { AgentConfig, Config } from './config/config.ts';
import type { Places } from './config/keys/subject.ts';
import type { ConfigInput } from './config/schema.ts';
import { type ConfigText, createConfigDesk } from './config/writes/desk.ts';
import type { Engine } from './embedding.ts';
import type { EnginePorts, EngineWorld } from './engine-ports.ts';
import type { EngineError } from './errors.ts';
import { createEmitter } from './events.ts';
import { guardedLogger, listenerFailures } from './host-failures.ts';
import { dropOldFiles } from './media/keeper.ts';
import { createMediaTools } from './media/tools.ts';
import type { ChatId } from './message/ids.ts';
import { askedToAct, askedToSend } from './outbound/asked.ts';
import { openPairing, type Pairing } from './pairing/pairing.ts';
import { sleep } from './ports/clock.ts';
import { createSessionEpochs } from './session/epochs.ts';
import { createKnownSessions } from './session/known-sessions.ts';
import { createSources, type Sources } from './source/sources.ts';
import { untilReading } from './source/starting.ts';
import type { EngineStatus } from './status.ts';
import { createPatience, openPatiently } from './store/patience.ts';
import type { Store } from './store/store.ts';
import { createUpkeep } from './store/upkeep.ts';
import type { Preparer } from './turns/prepare.ts';
import { createRunningAgents } from './turns/running-agents.ts';
import { createUnawaited } from './unawaited.ts';
import { createWhileRunning } from './while-running.ts';

interface EngineOptions {
  readonly config: Config;
  /** Each agent of the configuration; where it answers the same for several, their turns share its `turnsMax`. */
  agentOf(config: AgentConfig): Agent;
  readonly ports: EnginePorts;
  /** What turns are given besides their text. Default: nothing. */
  readonly preparers?: readonly Preparer[];
  /** The configuration as it is written; left out = nobody can say, and `/config` is off. */
  readonly written?: WrittenConfig;
  /** Whether the store is taken from a gateway that has it, which then ends by itself. Default false: it is waited for. */
  readonly takesOver?: boolean;
}

/** What `/config` shows and changes. */
export interface WrittenConfig extends Places {
  /** What `config` was made of. */
  readonly input: ConfigInput;
  /** Null = it is written nowhere, and can only be shown. */
  readonly text: ConfigText | null;
}

/** How long a stop waits for the call on the wire and for agents. */
const STOP_GRACE_MS = 5_000;
/** Sessions that are known at once to have events waiting. */
const EVENT_SESSIONS_MAX = 100_000;

export function composeEngine({
  config,
  agentOf,
  ports: given,
  preparers = [],
  written = { input: {}, text: null, home: '' },
  takesOver = false,
}: EngineOptions): Engine {
  const { clock, ids } = given;
  const logger = guardedLogger(given.logger);
  const { emit, on } = createEmitter(listenerFailures(logger));
  let fatal: EngineError | null = null;
  const onFatal = (error: EngineError) => {
    const line = `${error.message} ${error.remedy}`;
    // What fails while it stops changes nothing any more.
    if (stopped !== null) return logger.debug(line, { code: error.code });
    logger.error(line, { code: error.code });
    fatal = error;
    unawaited(engine.stop(), 'the stop of the gateway');
    emit('fatal', error);
  };
  const unawaited = createUnawaited({ logger, onFatal });
  /** Ends pauses and tries, then whatever is under way, and then the store. */
  const ending = new AbortController();
  const stopping = new AbortController();
  const closing = new AbortController();
  const ports: EngineWorld = { ...given, logger, unawaited, ending: ending.signal };
  const agents = createRunningAgents(config.agents, agentOf, logger);
  const epochs = createSessionEpochs();
  const media = createMediaTools(ports, config);
  let sources: Sources | null = null;
  const sessionsWithEvents = createKnownSessions(EVENT_SESSIONS_MAX);
  const accounts: Account[] = [];
  let pairing: Pairing | null = null;
  let current = config;
  const configDesk = createConfigDesk({
    ...written,
    places: written,
    logger,
    takeUp(changed) {
      current = changed;
      media.takeUp(changed);
      for (const account of accounts) account.takeUp(changed);
    },
  });
  let desk: ApprovalDesk | null = null;
  let opening: Promise<Store> | null = null;
  let store: Store | null = null;
  let stopped: Promise<void> | null = null;
  const stopBegins = Promise.withResolvers<void>();
  let state: EngineStatus['state'] = 'new';
  const hasEnded = new AbortController();
  const { need, ask } = createWhileRunning(() => state, hasEnded.signal);
  /** None before the first of them is there. */
  const begunAccounts = () => need(accounts.length === 0 ? null : accounts);
  let startup: Promise<void> | null = null;
  const { retentionMs } = config;
  const accountIds = config.accounts.map(({ accountId }) => accountId);
  const keeping = { ...ports, ...config, accountIds, signal: stopping.signal };
  const dropFiles = (from: Store) => dropOldFiles(keeping, from);
  const upkeep = createUpkeep({ clock, retentionMs, dropFiles, signal: stopping.signal, unawaited });

  const openStore = async () => {
    const owner = { instanceId: ids.uuid('instance'), atMs: clock.wallMs(), takesOver };
    const failed = createPatience({ clock, logger, signal: closing.signal, onLost: onFatal });
    const keeper = { failed, committed: upkeep.committed, unawaited };
    const backend = ports.storeOf(config.stateDir);
    return openPatiently({ backend, owner, keeper, clock, logger, signal: ending.signal });
  };
  const openSources = (on: Store, withPairing: Pairing, asked: Approvals) => {
    const asking = createApprovalDesk({
      ...ports,
      config: () => current,
      approvals: asked,
      signal: stopping.signal,
    });
    desk = asking;
    return createSources({
      config,
      ports,
      store: on,
      pairing: withPairing,
      approvals: asked,
      emit,
      signal: stopping.signal,
      onLost: onFatal,
      async begin(account, source, receive) {
        const given = {
          config: current,
          tellConfig: configDesk.tell,
          agents,
          preparers,
          sessionsWithEvents,
          epochs,
          media,
          pairing: withPairing,
          approvals: asked,
          asking,
          ports,
          store: on,
          emit,
          signal: stopping.signal,
        };
        const begun = createAccount({ ...given, account, source });
        accounts.push(begun);
        asked.join(begun.asks);
        await begun.resume();
        if (receive) begun.receive();
      },
    });
  };
  const stop = async () => {
    state = 'stopping';
    ending.abort('stopping');
    sources?.close();
    for (const account of accounts) account.close();
    const grace = new AbortController();
    const quiet = Promise.all(accounts.map((account) => account.quiet())).then(() =>
      Promise.all(sources?.all.map(({ wire }) => wire.drain()) ?? []),
    );
    await Promise.race([quiet, sleep(clock, STOP_GRACE_MS, grace.signal)]);
    // A reason of its own spares the error that would be made as the default.
    grace.abort('settled');
    stopping.abort();
    await sources?.stop();
    closing.abort();
    // One that is being opened is closed as soon as it is there.
    const opened = await opening?.catch(() => null);
    await opened?.close();
    state = 'stopped';
    hasEnded.abort('stopped');
  };
  const begin = async () => {
    opening = openStore();
    const opened = await opening;
    if (stopped !== null) return;
    store = opened;
    emit('acquired', { epoch: opened.epoch });
    const waiting = await opened.sessionsWithEvents({ limit: EVENT_SESSIONS_MAX + 1 });
    for (const session of waiting) sessionsWithEvents.add(session);
    const hasOwner = () => current.commands.ownerAllowFrom.length > 0;
    pairing = await openPairing({ ...ports, store: opened, hasOwner });
    await epochs.load(opened);
    if (stopped !== null) return;
    const { known } = pairing;
    for (const warning of accessWarnings(config, (accountId) => known(accountId).paired))
      logger.warn(warning);
    const approvals = await openApprovals({ ...ports, store: opened, emit });
    sources = openSources(opened, pairing, approvals);
    unawaited(configDesk.watch(ending.signal), 'watching the configuration file');
    await sources.start();
    if (stopped !== null) return;
    await tellWhatIsLeft(opened, config.accounts, logger);
    approvals.start();
    upkeep.start(opened);
    await untilReading(sources.all, { ...ports, timeoutMs: config.startTimeoutMs });
    if (stopped === null) state = 'running';
  };
  const start = async () => {
    if (stopped !== null) return stopped;
    state = 'starting';
    try {
      // What it waits for may never come once a stop has begun.
      await Promise.race([begin(), stopBegins.promise]);
    } catch (error) {
      if (stopped === null) {
        await engine.stop();
        throw error;
      }
    }
    if (stopped === null) return;
    await stopped;
    if (fatal !== null) throw fatal;
  };
  const engine: Engine = {
    on,
    status: () => ({
      state,
      store: store?.snapshot() ?? null,
      sources: sources?.all.flatMap((source) => source.snapshot() ?? []) ?? [],
      accounts: accounts.map((account) => account.snapshot()),
    }),
    probe: () =>
      ask(async () => {
        await Promise.all(need(sources).all.map((source) => source.probe()));
        return engine.status();
      }),
    async abortTurn(turnId) {
      if (stopped !== null) return false;
      for (const account of accounts) if (await ask(() => account.abortTurn(turnId))) return true;
      return false;
    },
    confirmChat: ({ chatId, accountId }) =>
      ask(async () => {
        const account = accountNamed(begunAccounts(), accountId);
        await account.confirmChat(chatId as ChatId);
        return { accountId: account.accountId };
      }),
    async send(message) {
      const begun = begunAccounts();
      const { accountId, ...given } = askedToSend(message);
      return accountToSend(begun, accountId).ownAccord.send(given);
    },
    async act(action) {
      const begun = begunAccounts();
      const { accountId, ...given } = askedToAct(action);
      return accountToSend(begun, accountId).ownAccord.act(given);
    },
    async requestApproval(request) {
      const asking = need(desk);
      const given = requestGiven(request);
      return asking.request(given, accountToSend(begunAccounts(), given.accountId).accountId);
    },
    pairing: createPairingDesk({ pairing: () => need(pairing), accounts, logger, ask }),
    turns: createTurnDesk({ store: () => need(store), accounts, logger, ask }),
    store: () => need(store),
    async start() {
      if (startup !== null && stopped !== null) need(null);
      startup ??= start();
      return startup;
    },
    stop() {
      stopped ??= stop();
      stopBegins.resolve();
      return stopped;
    },
  };
  return engine;
}
