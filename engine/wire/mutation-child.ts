// A child that mutates: started and started again, its way of sending found out, taken out of use while it is neither.

import type { AccountConfig } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { EngineError } from '../errors.ts';
import { withCommands } from '../imsg/bridge-commands.ts';
import { childArgs, createChild } from '../imsg/child.ts';
import { type Handshake, status } from '../imsg/handshake.ts';
import type { RpcCaller, RpcClient } from '../imsg/rpc-client.ts';
import { type Spawn, spawnWith } from '../imsg/transport.ts';
import { sleep } from '../ports/clock.ts';
import type { ChildStatus } from '../status.ts';
import type { Launcher } from './launcher.ts';
import type { SendCall } from './outcome.ts';
import type { Route, SignalKind, Way } from './route.ts';
import type { Scheduler } from './scheduler.ts';
import { createSendCall } from './send-call.ts';
import { createSignalCall, type SignalCall } from './signals.ts';
import { createWays } from './ways.ts';

/** For so long somebody waits for a child that has yet to answer, and for the launch of its bridge: both may take 30 s. */
const FOUND_WITHIN_MS = 60_000;

interface MutationChildOptions {
  /** The account whose command and ways it takes; others that say the same share it. */
  readonly account: AccountConfig;
  readonly ports: EngineWorld;
  readonly signal: AbortSignal;
  /** Of the Mac. */
  readonly launcher: Launcher;
  readonly scheduler: Pick<Scheduler, 'alone'>;
  /** It can take calls, or cannot any more and why. */
  onReady(isReady: boolean, reason: string): void;
  /** Its sends may go another way than before. */
  onRouteChanged(): void;
}

export interface MutationChild {
  snapshot(): ChildStatus;
  isReady(): boolean;
  /** Whether what has to go that way goes by the bridge right now, for which macOS asks no permission. */
  usesBridge(way: Way): boolean;
  /** How an account sends by it. */
  sendCallOf(account: Pick<AccountConfig, 'service' | 'region'>): SendCall;
  hasSignal(kind: SignalKind): boolean;
  abilityOf: Route['abilityOf'];
  bridge: Route['bridge'];
  /** Looks what the bridge can do right now. Never rejects. */
  probe(): Promise<void>;
  /**
   * The same, where what was missing was not looked for of late. `isAskedFor` = somebody waits for it: then also for a child that has
   * not been looked at yet, for a minute at most. Never rejects.
   */
  look(isAskedFor: boolean): Promise<void>;
  /** Whether signals can be shown right now. Never rejects. */
  canSignal(): Promise<boolean>;
  readonly signal: SignalCall;
  start(): void;
  /** Ends it; it is started again. */
  restart(reason: EngineError): void;
  stop(): Promise<void>;
}

/** It reads nothing. */
const childOf = ({ account, ports }: Pick<MutationChildOptions, 'account' | 'ports'>) => ({
  ...ports,
  name: 'send' as const,
  accountId: account.accountId,
  command: account.cliPath,
  args: childArgs(account.dbPath),
  onMessages() {},
  onNotification() {},
});

export function createMutationChild(options: MutationChildOptions): MutationChild {
  const { account, ports, signal, onReady } = options;
  const spawn = spawnWith(ports.spawn, account.env);
  const { isStill, client, ...seat } = createSeat(ports);
  /** Whoever found the bridge gone does not wait for it; what has to be sent does. */
  const launchIfDue = () => {
    const ready = client();
    if (ready !== null && ways.isLaunchDue()) ports.unawaited(launch(ready), 'launching the bridge');
  };
  const ways = createWays({ ...options, spawn, onLaunchDue: launchIfDue });
  const { route } = ways;
  const begin = async (ready: RpcClient, handshake: Handshake) => {
    seat.probes(ready);
    await ways.find(ready, handshake);
    if (!isStill(ready) || signal.aborted) return;
    seat.takes(ready);
    onReady(true, '');
  };
  const launch = async (ready: RpcClient) => {
    seat.leaves();
    // It ends Messages: what is on the wire is to be over by then.
    await options.scheduler.alone(() => ways.launch(ready));
    if (!isStill(ready) || signal.aborted) return;
    seat.takes(ready);
    options.onRouteChanged();
  };
  const askSender = async (question: (ready: RpcClient) => Promise<void>) => {
    const ready = client();
    if (ready !== null) await question(ready);
    if (client() === ready) options.onRouteChanged();
  };
  const askAside = (question: (ready: RpcClient) => Promise<void>) =>
    ports.unawaited(askSender(question), 'looking for the bridge');
  const restart = (reason: EngineError) => {
    // Nothing more goes to a child that is about to end.
    seat.clears();
    child.restart(reason);
  };
  const child = createChild({
    ...childOf(options),
    spawn,
    health: account.healthMonitor ? { ask: status, restart: (reason) => restart(reason) } : null,
    onReady: (ready, handshake) => ports.unawaited(begin(ready, handshake), 'beginning to send', 'vital'),
    onDown(reason) {
      seat.clears();
      onReady(false, reason.message);
    },
  });
  return {
    snapshot: child.snapshot,
    isReady: () => client() !== null,
    usesBridge: (way) => route.transportOf(way) === 'bridge',
    sendCallOf: ({ service, region }) =>
      createSendCall({
        service,
        region,
        route,
        client: () => withItsCommands(client(), spawn, route, options),
        onLaneBlocked: restart,
        onBridgeFailed: launchIfDue,
        onBridgeDoubted: () => askSender(ways.probe),
        onBridgeMissed: () => askAside(ways.missed),
        onScriptRefused: () => account.sendTransport === 'auto' && askAside(ways.lookAgain),
      }),
    abilityOf: (method, selectors) => (client() === null ? 'unknown' : route.abilityOf(method, selectors)),
    probe: () => askSender(ways.probe),
    async look(isAskedFor) {
      if (isAskedFor) await seat.taken();
      await askSender((ready) => ways.look(ready, isAskedFor));
    },
    hasSignal: (kind) => client() !== null && route.hasSignal(kind),
    async canSignal() {
      const ready = client();
      return ready !== null && (await ways.isBridgeThere(ready));
    },
    bridge: route.bridge,
    signal: createSignalCall({ ...ports, route, client, onLaneBlocked: restart }),
    start: child.start,
    restart,
    stop: child.stop,
  };
}

/** Who answers, while the way of its sends is found out, and then sends. */
function createSeat({ clock, ending }: Pick<EngineWorld, 'clock' | 'ending'>) {
  let probed: RpcClient | null = null;
  let client: RpcClient | null = null;
  let found = new AbortController();
  return {
    isStill: (ready: RpcClient) => probed === ready,
    /** The one that sends. */
    client: () => client,
    probes(ready: RpcClient) {
      probed = ready;
    },
    takes(ready: RpcClient) {
      client = ready;
      found.abort('found');
      found = new AbortController();
    },
    /** It sends nothing for a while. */
    leaves() {
      client = null;
    },
    clears() {
      probed = null;
      client = null;
    },
    /** Resolves when there is one that sends, or nobody waits for it any longer. */
    async taken() {
      if (client === null) await sleep(clock, FOUND_WITHIN_MS, found.signal, ending);
    },
  };
}

/** It does by commands what its build has no methods for. */
function withItsCommands(
  client: RpcClient | null,
  spawn: Spawn,
  { goesByCommand }: Route,
  { account, ports }: Pick<MutationChildOptions, 'account' | 'ports'>,
): RpcCaller | null {
  const { cliPath: command, dbPath } = account;
  return client && withCommands(client, { ...ports, spawn, command, dbPath, goesByCommand });
}
