import type { SendTransport } from '../config/config.ts';
import { isBridgeReady } from '../imsg/bridge-probe.ts';
import { takesTransport } from '../imsg/features.ts';
import type { Handshake } from '../imsg/handshake.ts';
import type { Waits } from '../imsg/run-once.ts';
import type { Spawn } from '../imsg/transport.ts';
import { readVersion } from '../imsg/version.ts';

export type Transport = Exclude<SendTransport, 'auto'>;

/**
 * Which way sends take. It is named in each of them: left to imsg, a send over the bridge whose outcome is
 * unknown goes out again by AppleScript (wire-6.2).
 */
export interface Route {
  /** Looks at a child that is ready. True = the bridge is, too. */
  probe(handshake: Handshake): Promise<boolean>;
  /** Null = this build takes no name; it only has AppleScript. */
  transport(): Transport | null;
  /** The bridge has failed. The way of sends from here on; null = there is no other. */
  bridgeFailed(): Transport | null;
}

interface RouteOptions {
  readonly sendTransport: SendTransport;
  /** Whether it is of interest even where it is not the way of sends. */
  readonly asksForBridge: boolean;
  readonly spawn: Spawn;
  readonly command: string;
  readonly waits: Waits;
}

export function createRoute({ sendTransport, spawn, command, waits, ...options }: RouteOptions): Route {
  const asksForBridge = options.asksForBridge || sendTransport === 'auto';
  let isBridgeUp = false;
  let isNamed = true;
  return {
    async probe({ version, bridgeReady }) {
      const [build, isReady] = await Promise.all([
        version ?? readVersion(spawn, command, waits),
        bridgeReady ?? (asksForBridge && isBridgeReady(spawn, command, waits)),
      ]);
      isNamed = takesTransport(build);
      isBridgeUp = isReady;
      return isReady;
    },
    transport() {
      if (!isNamed) return null;
      if (sendTransport !== 'auto') return sendTransport;
      return isBridgeUp ? 'bridge' : 'applescript';
    },
    bridgeFailed() {
      isBridgeUp = false;
      return sendTransport === 'auto' ? 'applescript' : null;
    },
  };
}
