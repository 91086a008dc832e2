// The databases of a gateway: which accounts share one, and when an account begins with it.

import { byOwnership, skippingWatcher } from '../config/accounts.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import { locatorOf } from '../config/locator.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import type { Handshake } from '../imsg/handshake.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Store } from '../store/store.ts';
import type { Prompts } from './intake.ts';
import { createSource, type Source } from './source.ts';
import { askForTwin } from './twins.ts';

interface SourcesOptions {
  readonly config: Config;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly pairing: Pairing;
  readonly approvals: Prompts;
  readonly emit: Emit;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
  /** Another gateway has one of them. */
  onLost(error: EngineError): void;
  /** Takes up what an account left; `receive` = rows of the source go to it. */
  begin(account: AccountConfig, source: Source, receive: boolean): Promise<void>;
}

export interface Sources {
  /** Those that are open. */
  readonly all: readonly Source[];
  /** Opens and starts the databases of all enabled accounts. */
  start(): Promise<void>;
  /** Takes nothing in any more, and no further account begins; what leaves goes on leaving. */
  close(): void;
  /** Ends the children of all of them. */
  stop(): Promise<void>;
}

export function createSources(options: SourcesOptions): Sources {
  const { config, ports, store, pairing, approvals, emit, signal, onLost } = options;
  const all: Source[] = [];
  const beginnings = createBeginnings(options);
  /** The ends of those that were found to be others. */
  const leaving: Promise<void>[] = [];

  /** Who shares a database is known before any of them reads: whom a row goes to depends on all of them. */
  const identify = async (account: AccountConfig) => {
    const named = all.find(({ locator }) => locator === locatorOf(account));
    if (named) return named.members.join(account);
    const { stateDir } = config;
    const given = { stateDir, ports, store, pairing, approvals, emit, signal, onLost };
    const found = createSource({ ...given, owner: account });
    // From here on a stop closes it, also where it cannot be identified.
    all.push(found);
    const { sourceId } = await found.identify();
    const known = all.find((source) => source !== found && source.sourceId() === sourceId);
    if (known) await joinTo(known, found);
  };
  const joinTo = (known: Source, found: Source) => {
    all.splice(all.indexOf(found), 1);
    for (const account of found.members.accounts) known.members.join(account);
    found.close();
    const end = found.stop();
    leaving.push(end);
    return end;
  };
  /**
   * A source that has no file to be seen here is asked for the rows of the others, once and before it is read; what
   * has begun to read goes on (ruling-19). Its accounts begin when it is known where they belong.
   */
  const settle = async (source: Source, client: RpcCaller, { methods }: Handshake): Promise<boolean> => {
    const canTell = !beginnings.has(source) && methods?.includes('messages.after');
    const twin = canTell ? await askForTwin(source, othersOf(all, source), client, options) : null;
    // Where the child ended over the question, the next one is asked.
    if (!all.includes(source) || twin === 'nobody to ask') return false;
    if (twin !== null && all.includes(twin) && !beginnings.has(source)) {
      // Not waited for: it is the one that asks.
      ports.unawaited(joinTo(twin, source), 'joining two sources');
      if (beginnings.has(twin)) await beginLate(twin, source.members.accounts);
      return false;
    }
    await beginnings.run(source);
    source.wire.start();
    return !beginnings.areClosed();
  };
  const beginLate = async (source: Source, accounts: readonly AccountConfig[]) => {
    await beginnings.run(source);
    source.wire.start();
    const receiver = accounts.find(({ accountId }) => source.members.isReceiver(accountId));
    if (receiver) source.renew(`rows of account "${receiver.accountId}" are here as well`);
  };

  return {
    all,
    async start() {
      for (const account of byOwnership(config.accounts)) {
        // Nobody would close what is opened from here on.
        if (beginnings.areClosed()) return;
        await identify(account);
      }
      for (const source of [...all]) {
        if (source.isLocal || othersOf(all, source).length === 0) {
          await beginnings.run(source);
          await source.start();
        } else await source.start((client, handshake) => settle(source, client, handshake));
      }
    },
    close() {
      beginnings.close();
      for (const source of all) source.close();
    },
    async stop() {
      await Promise.all([...all.map((source) => source.stop()), ...leaving]);
    },
  };
}

/** Those that a source which only its rows can tell may turn out to be. */
function othersOf(all: readonly Source[], source: Source): Source[] {
  return all.filter((other, index) => other !== source && (other.isLocal || index < all.indexOf(source)));
}

/** Each account begins once, with the database on which it turned out to be. */
function createBeginnings({ begin, ports }: Pick<SourcesOptions, 'begin' | 'ports'>) {
  const begun = new Set<string>();
  const bySource = new Map<Source, Promise<void>>();
  let areClosed = false;

  const beginRest = async (source: Source) => {
    for (const account of source.members.accounts) {
      const { accountId } = account;
      if (areClosed || begun.has(accountId)) continue;
      begun.add(accountId);
      const receives = source.members.isReceiver(accountId);
      await begin(account, source, receives);
      if (!receives) ports.logger.warn(skippingWatcher(accountId, source.ownerId));
    }
  };
  return {
    areClosed: () => areClosed,
    has: (source: Source) => bySource.has(source),
    /** Resolves when all accounts of a source have begun, also those that have joined it since. */
    run(source: Source) {
      const before = bySource.get(source);
      const run = before ? before.then(() => beginRest(source)) : beginRest(source);
      bySource.set(source, run);
      return run;
    },
    close() {
      areClosed = true;
    },
  };
}
