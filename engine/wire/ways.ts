// Which way the sends of a child take: found out when it is ready, and again where a way was refused.

import type { AccountConfig } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import { EngineError } from '../errors.ts';
import { type Handshake, status } from '../imsg/handshake.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import type { Spawn } from '../imsg/transport.ts';
import type { Launcher } from './launcher.ts';
import { createRoute, type Route } from './route.ts';

interface WaysOptions {
  readonly account: AccountConfig;
  readonly ports: EngineWorld;
  readonly spawn: Spawn;
  readonly launcher: Launcher;
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
  /** Looks whether the bridge has come up since. Of older builds only its file is known, which may be left over. */
  lookAgain(ready: RpcClient): Promise<void>;
}

export function createWays({ account, ports, spawn, launcher }: WaysOptions): Ways {
  const { sendTransport, cliPath: command, autoLaunch } = account;
  const route = createRoute({ sendTransport, asksForBridge: autoLaunch, spawn, command, waits: ports });

  const probe = async (handshake: Handshake) => {
    const isBridgeUp = await route.probe(handshake);
    if (isBridgeUp) launcher.found();
    return isBridgeUp;
  };
  const launch = async (ready: RpcClient) => {
    if (autoLaunch && (await launcher.launch(spawn, command))) await probe(await status(ready));
  };
  const lookAgain = async (ready: RpcClient) => {
    const found = await status(ready);
    if (found.bridgeReady !== null) await probe(found);
  };
  return {
    route,
    async find(ready, handshake) {
      if (!(await probe(handshake))) await unlessLost(launch(ready));
    },
    launch: (ready) => unlessLost(launch(ready)),
    lookAgain: (ready) => unlessLost(lookAgain(ready)),
  };
}

async function unlessLost(asking: Promise<void>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}
