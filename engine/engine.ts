// The composition root: configuration and ports in, one channel per account out.

import type { Agent } from './agents/agent.ts';
import { type Channel, createChannel } from './channel.ts';
import type { Config } from './config/config.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createEmitter, type Emitter } from './events.ts';
import { createPatientStore } from './store/patient.ts';
import type { Store } from './store/store.ts';

interface EngineOptions {
  readonly config: Config;
  readonly agent: Agent;
  readonly ports: EnginePorts;
}

export interface Engine extends Pick<Emitter, 'on'> {
  /**
   * Acquires the store, takes up what an earlier run left, and starts reading. Rejects when the store cannot
   * be used; a missing or failing `imsg` is retried for as long as the engine runs.
   */
  start(): Promise<void>;
  /** Claims nothing new, lets what is under way end within 5 s, and closes the store. */
  stop(): Promise<void>;
  /** Commands on the store, for reports. Only between `start` and `stop`. */
  readonly store: Store;
}

export function composeEngine({ config, agent, ports }: EngineOptions): Engine {
  const { clock, ids, logger } = ports;
  const { emit, on } = createEmitter();
  const stopping = new AbortController();
  let channels: readonly Channel[] = [];
  let store: Store | null = null;
  let stopped: Promise<void> | null = null;

  const watchers = new Map<string, string>();
  const claimSource = (sourceId: string, accountId: string): string => {
    const watcher = watchers.get(sourceId) ?? accountId;
    watchers.set(sourceId, watcher);
    return watcher;
  };

  const stop = async () => {
    await Promise.all(channels.map((channel) => channel.stop()));
    stopping.abort();
    await store?.close();
  };
  const engine: Engine = {
    on,
    get store() {
      if (!store) throw new TypeError('The engine has not been started.');
      return store;
    },
    async start() {
      const owner = { instanceId: ids.uuid('instance'), atMs: clock.wallMs() };
      const opened = await ports.storeOf(config.stateDir).open(owner);
      if (stopped !== null) return opened.close();
      store = createPatientStore(opened, {
        clock,
        logger,
        signal: stopping.signal,
        onFatal(error) {
          logger.error(`${error.message} ${error.remedy}`);
          emit('fatal', error);
          void engine.stop();
        },
      });
      channels = config.accounts
        .filter((account) => account.enabled && account.duplicateOf === null)
        .map((account) => createChannel({ account, config, agent, ports, store: store!, emit, claimSource }));
      try {
        for (const channel of channels) await channel.start();
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
