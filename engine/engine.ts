// The composition root: configuration and ports in; a source for each database, an account for each of its users.

import { type Account, createAccount } from './account/account.ts';
import type { Agent } from './agents/agent.ts';
import type { AccountConfig, Config } from './config/config.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEmitter, type Emitter } from './events.ts';
import type { TurnId } from './message/ids.ts';
import { sleep } from './ports/clock.ts';
import { createSource, type Source } from './source/source.ts';
import type { EngineStatus } from './status.ts';
import { createPatientStore } from './store/patient.ts';
import type { Store } from './store/store.ts';
import type { Preparer } from './turns/prepare.ts';
import { createSessions } from './turns/sessions.ts';

interface EngineOptions {
  readonly config: Config;
  readonly agent: Agent;
  readonly ports: EnginePorts;
  /** What turns are given besides their text. Default: nothing. */
  readonly preparers?: readonly Preparer[];
}

export interface Engine extends Pick<Emitter, 'on'> {
  /** How each part of it is right now; at any time. */
  status(): EngineStatus;
  /**
   * Acquires the store, takes up what an earlier run left, and starts reading. Rejects when the store cannot
   * be used; a missing or failing `imsg` is retried for as long as the engine runs.
   */
  start(): Promise<void>;
  /** Claims nothing new, lets what is under way end within 5 s, and closes the store. */
  stop(): Promise<void>;
  /**
   * Ends a turn that the agent is at, as `interrupted`: its signal aborts, what it says from then on is refused, and what
   * of its answer is not on the wire yet is not sent. Resolves when that is durable; false = it was not running.
   */
  abortTurn(turnId: TurnId): Promise<boolean>;
  /** Commands on the store, for reports. Only between `start` and `stop`. */
  readonly store: Store;
}

/** How long a stop waits for the call on the wire and for agents. */
const STOP_GRACE_MS = 5_000;

export function composeEngine({ config, agent, ports, preparers = [] }: EngineOptions): Engine {
  const { clock, ids, logger } = ports;
  const { emit, on } = createEmitter();
  /** Ends whatever waits, and then the store. */
  const stopping = new AbortController();
  const closing = new AbortController();
  const sessions = agent.session === 'exclusive' ? createSessions() : null;
  const sources: Source[] = [];
  const sourcesById = new Map<string, Source>();
  const accounts: Account[] = [];
  let store: Store | null = null;
  let stopped: Promise<void> | null = null;
  let state: EngineStatus['state'] = 'new';

  const openStore = async () => {
    const owner = { instanceId: ids.uuid('instance'), atMs: clock.wallMs() };
    const opened = await ports.storeOf(config.stateDir).open(owner);
    return createPatientStore(opened, {
      clock,
      logger,
      signal: closing.signal,
      onFatal(error) {
        logger.error(`${error.message} ${error.remedy}`);
        emit('fatal', error);
        void engine.stop();
      },
    });
  };
  /** Takes up what an account left. The first one of a database reads it, the others only send (ruling-19). */
  const startAccount = async (account: AccountConfig, on: Store) => {
    const { signal } = stopping;
    const { accountId } = account;
    const found = createSource({ owner: account, stateDir: config.stateDir, ports, store: on, emit, signal });
    // From here on a stop closes it, also where it cannot be identified.
    sources.push(found);
    const { sourceId } = await found.identify();
    const known = sourcesById.get(sourceId);
    if (known) sources.splice(sources.indexOf(found), 1);
    const source = known ?? found;
    const started = createAccount({
      account,
      config,
      agent,
      preparers,
      sessions,
      ports,
      store: on,
      emit,
      signal,
      source,
    });
    accounts.push(started);
    await started.resume();
    if (known) {
      logger.warn(
        `[${accountId}] skipping watcher: duplicate iMessage source; using account "${known.ownerId}"`,
      );
      await found.stop();
      known.wire.start();
      return;
    }
    sourcesById.set(sourceId, found);
    started.receive();
    await found.start();
  };
  const stop = async () => {
    state = 'stopping';
    for (const source of sources) source.close();
    for (const account of accounts) account.close();
    const grace = new AbortController();
    const quiet = Promise.all(accounts.map((account) => account.quiet())).then(() =>
      Promise.all(sources.map(({ wire }) => wire.drain())),
    );
    await Promise.race([quiet, sleep(clock, STOP_GRACE_MS, grace.signal)]);
    // A reason of its own spares the error that would be made as the default.
    grace.abort('settled');
    stopping.abort();
    await Promise.all(sources.map((source) => source.stop()));
    closing.abort();
    await store?.close();
    state = 'stopped';
  };
  const engine: Engine = {
    on,
    status: () => ({
      state,
      store: store?.snapshot() ?? null,
      sources: sources.flatMap((source) => source.snapshot() ?? []),
      accounts: accounts.map((account) => account.snapshot()),
    }),
    async abortTurn(turnId) {
      for (const account of accounts) if (await account.abortTurn(turnId)) return true;
      return false;
    },
    get store() {
      if (!store) throw new TypeError('The engine has not been started.');
      return store;
    },
    async start() {
      state = 'starting';
      const opened = await openStore();
      if (stopped !== null) return opened.close();
      store = opened;
      emit('acquired', { epoch: opened.epoch });
      try {
        for (const account of config.accounts) {
          if (account.enabled && account.duplicateOf === null) await startAccount(account, opened);
        }
        if (stopped === null) state = 'running';
      } catch (error) {
        await engine.stop();
        throw error;
      }
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
  return engine;
}
