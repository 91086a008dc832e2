// Which way the sends of a child take: found out when it is ready, and again where a way was refused.

import type { AccountConfig } from '../config/config.ts';
import { isImsg } from '../config/keys/source.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { EngineError } from '../errors.ts';
import { type Handshake, status } from '../imsg/handshake.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import type { Spawn } from '../imsg/transport.ts';
import { sleep } from '../ports/clock.ts';
import type { Launcher } from './launcher.ts';
import { createRoute, type Route } from './route.ts';

/** A Messages that is started anew is gone for longer. */
const HUNG_LOOK_MS = 5_000;

interface WaysOptions {
  readonly account: AccountConfig;
  readonly ports: EngineWorld;
  readonly spawn: Spawn;
  readonly launcher: Launcher;
  /** Its sends may go another way than before. */
  onRouteChanged(): void;
  /** The bridge was found to be gone, and a launch is due. */
  onLaunchDue(): void;
}

/** None rejects where the child is lost meanwhile or does not answer: the next one is asked again. */
interface Ways {
  readonly route: Route;
  /** Looks at a child that has just become ready; launches the bridge where it is missing and wanted. */
  find(ready: RpcClient, handshake: Handshake): Promise<void>;
  /**
   * Launches the bridge where that is wanted. Nothing may be sent meanwhile: whatever tells Messages something would
   * start it without the helper.
   */
  launch(ready: RpcClient): Promise<void>;
  /** Whether that is wanted, and was not done in this outage (ruling-15). */
  isLaunchDue(): boolean;
  /** Looks what the bridge can do right now, also where a build has to be run for that. */
  probe(ready: RpcClient): Promise<void>;
  /** Looks whether the bridge has come up since. Of older builds only its file is known, which may be left over. */
  lookAgain(ready: RpcClient): Promise<void>;
  /**
   * Looks where what was missing was not looked for of late (CAP-2). `isAskedFor` = somebody waits for something that only the
   * bridge does: then as soon where a build has to be run for it.
   */
  look(ready: RpcClient, isAskedFor: boolean): Promise<void>;
  /** Something waits that only the bridge does. */
  missed(ready: RpcClient): Promise<void>;
  /**
   * Whether the bridge is there right now, for signals: imsg would start Messages anew for one that finds none. One that was
   * missing is looked for again after a while; what older builds said of one that was there holds on, since only its file is
   * known.
   */
  isBridgeThere(ready: RpcClient): Promise<boolean>;
}

export function createWays(options: WaysOptions): Ways {
  const { account, ports, spawn, launcher, onRouteChanged } = options;
  const { sendTransport, cliPath: command, remoteHost, autoLaunch } = account;
  const said = new Set<string>();
  const route = createRoute({
    sendTransport,
    spawn,
    command,
    waits: ports,
    takesWords: remoteHost === null && isImsg(command),
    onLacking(detail) {
      if (!said.has(detail)) ports.logger.warn(detail);
      said.add(detail);
    },
  });

  const isLaunchDue = () => autoLaunch && launcher.isDue();
  /** Whether a build has to be run to look. */
  let isDear = false;
  const probe = async (handshake: Handshake) => {
    isDear = handshake.bridgeReady === null;
    const isBridgeUp = await route.probe(handshake);
    if (isBridgeUp) launcher.found();
    else if (isLaunchDue()) options.onLaunchDue();
    return isBridgeUp;
  };
  const launch = async (ready: RpcClient) => {
    if (!autoLaunch || !(await launcher.launch(spawn, command))) return;
    route.bridgeLaunched();
    await probe(await status(ready));
  };
  const probeNow = async (ready: RpcClient) => void (await probe(await status(ready)));
  const lookAgain = async (ready: RpcClient) => {
    const found = await status(ready);
    if (found.bridgeReady !== null) await probe(found);
  };
  /** Whoever starts Messages anew has the helper gone for a moment: by that one that hung is known to be another. */
  const followHang = async (ready: RpcClient) => {
    while (route.isHung() && !isDear) {
      await sleep(ports.clock, HUNG_LOOK_MS, ports.ending);
      if (ports.ending.aborted) return;
      await probeNow(ready);
    }
    onRouteChanged();
  };
  const probeForAll = oneForAll((ready) => unlessLost(probeNow(ready)));
  const look = async (ready: RpcClient, isAskedFor: boolean) => {
    if (route.isLookDue(isDear && !isAskedFor)) await probeForAll(ready);
  };
  const isThere = oneForAll(async (ready) => {
    let found = false;
    const look = async () => {
      const told = await status(ready);
      const { bridgeReady } = told;
      if (bridgeReady !== false && route.isLookDue(bridgeReady === null)) {
        await probe(told);
        onRouteChanged();
      }
      found = bridgeReady ?? route.isBridgeUp();
    };
    await unlessLost(look());
    return found;
  });
  return {
    route,
    async find(ready, handshake) {
      if (!(await probe(handshake))) await unlessLost(launch(ready));
      if (route.isHung())
        ports.unawaited(unlessLost(followHang(ready)), 'looking whether the bridge is another one');
    },
    launch: (ready) => unlessLost(launch(ready)),
    isLaunchDue,
    probe: (ready) => unlessLost(probeNow(ready)),
    lookAgain: (ready) => unlessLost(lookAgain(ready)),
    look,
    missed: (ready) => (isDear ? look(ready, true) : unlessLost(lookAgain(ready))),
    async isBridgeThere(ready) {
      const isWorthIt = route.hasSignal('read') || route.hasSignal('typing') || route.isLookDue(isDear);
      return isWorthIt && isThere(ready);
    },
  };
}

/** One answer for all who ask at the same time. */
function oneForAll<Answer>(ask: (ready: RpcClient) => Promise<Answer>) {
  let asking: Promise<Answer> | null = null;
  return (ready: RpcClient): Promise<Answer> => {
    asking ??= ask(ready).finally(() => {
      asking = null;
    });
    return asking;
  };
}

async function unlessLost(asking: Promise<void>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}
