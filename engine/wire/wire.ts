// The one place of a source where mutations leave: its children that mutate, one for each command that its accounts
// name, and one call at a time over all of them.

import type { AccountConfig } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import type { PartId } from '../message/ids.ts';
import { within } from '../ports/clock.ts';
import type { WireStatus } from '../status.ts';
import { type Automation, createAutomation } from './automation.ts';
import { createLauncher } from './launcher.ts';
import { createMutationChild, type MutationChild } from './mutation-child.ts';
import type { SendCall } from './outcome.ts';
import type { SignalKind, Way } from './route.ts';
import { createScheduler, type Scheduler, type Shown } from './scheduler.ts';
import type { SignalRequest } from './signals.ts';

interface WireOptions {
  readonly ports: EngineWorld;
  readonly emit: Emit;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
}

/** An account's end of the wire. */
export interface Line {
  readonly scheduler: Scheduler;
  /**
   * Whether the child of its command can take calls, and macOS may let this part pass, of which it asks nothing where that
   * goes by the bridge; null = one not known yet.
   */
  isReady(partId: PartId | null, way: Way): boolean;
  readonly send: SendCall;
  readonly automation: Automation;
  /** A part is about to go out. */
  begins(partId: PartId, way: Way): void;
  /** Whether such a signal is worth asking for, as far as is known. */
  shows(kind: SignalKind): boolean;
  /** Whether signals can be shown right now. Never rejects. */
  canShow(): Promise<boolean>;
  /** Whether something can be done that only the bridge does, as far as is known. */
  abilityOf: MutationChild['abilityOf'];
  /**
   * Looks what the bridge can do, where what was missing was not looked for of late (CAP-2). `isAskedFor` = somebody waits for
   * it, also until imsg has said for the first time whether there is one, for a minute at most. Never rejects.
   */
  look(isAskedFor: boolean): Promise<void>;
  /** Shows a signal where it can go at once; null = it cannot. */
  show(signal: SignalRequest): Shown | null;
}

export interface Wire {
  snapshot(): WireStatus;
  /** Connects an account; its child has to be started. @param probeTimeoutMs As it is set right now. */
  connect(account: AccountConfig, probeTimeoutMs: () => number): Line;
  /** Starts the children that do not run yet. */
  start(): void;
  /** Looks anew what the imsg of each child can do. Resolves when that is known, or has taken too long. */
  probe(): Promise<void>;
  /** Resolves when nothing is on the wire and nothing is left that could be put on it. */
  drain(): Promise<void>;
  /** Ends all children; they are started again. */
  restart(reason: EngineError): void;
  stop(): Promise<void>;
}

interface Connected {
  probeTimeoutMs(): number;
  readonly child: MutationChild;
  readonly accountIds: string[];
}

export function createWire({ ports, emit, signal }: WireOptions): Wire {
  const scheduler = createScheduler(signal, ports.unawaited);
  const automation = createAutomation({ ...ports, onChanged: scheduler.readinessChanged });
  const launcher = createLauncher(ports);
  const connected = new Map<string, Connected>();
  const started = new Set<string>();

  const connect = (account: AccountConfig, probeTimeoutMs: () => number): Connected => {
    const accountIds = [account.accountId];
    const child = createMutationChild({
      account,
      ports,
      signal,
      launcher,
      scheduler,
      onReady(isReady, reason) {
        const state = isReady ? 'ready' : 'down';
        for (const accountId of accountIds) emit('child', { accountId, name: 'send', state, reason });
        if (!isReady) automation.over(null);
        scheduler.readinessChanged();
      },
      onRouteChanged: scheduler.readinessChanged,
    });
    return { probeTimeoutMs, child, accountIds };
  };
  return {
    snapshot: () => ({
      ...scheduler.snapshot(),
      automation: automation.state(),
      children: [...connected.values()].map(({ child, accountIds }) => ({
        ...child.snapshot(),
        accountIds: [...accountIds],
        isReady: child.isReady(),
        bridge: child.bridge(),
      })),
    }),
    connect(account, probeTimeoutMs) {
      const { cliPath, dbPath, sendTransport, autoLaunch, env } = account;
      const key = JSON.stringify([cliPath, dbPath, sendTransport, autoLaunch, env]);
      const known = connected.get(key);
      known?.accountIds.push(account.accountId);
      const used = known ?? connect(account, probeTimeoutMs);
      connected.set(key, used);
      return createLine(account, used.child, scheduler, automation);
    },
    start() {
      for (const [key, { child }] of connected) {
        if (!started.has(key)) child.start();
        started.add(key);
      }
    },
    async probe() {
      const probing = [...connected.values()].map(({ child, probeTimeoutMs }) =>
        within(child.probe(), ports.clock, probeTimeoutMs()),
      );
      await Promise.all(probing);
    },
    drain: scheduler.drain,
    restart(reason) {
      for (const { child } of connected.values()) child.restart(reason);
    },
    async stop() {
      await Promise.all([...connected.values()].map(({ child }) => child.stop()));
    },
  };
}

function createLine(
  account: AccountConfig,
  child: MutationChild,
  scheduler: Scheduler,
  automation: Automation,
): Line {
  const isReady = (partId: PartId | null, way: Way) =>
    child.isReady() && (child.usesBridge(way) || automation.mayTry(partId));
  const begins = (partId: PartId, way: Way) => automation.trying(child.usesBridge(way) ? null : partId);
  const show = (signal: SignalRequest) =>
    child.hasSignal(signal.kind)
      ? scheduler.offer({ isReady: child.isReady, run: () => child.signal(signal) })
      : null;
  return {
    scheduler,
    isReady,
    send: child.sendCallOf(account),
    automation,
    begins,
    show,
    shows: child.hasSignal,
    canShow: child.canSignal,
    abilityOf: child.abilityOf,
    look: child.look,
  };
}
