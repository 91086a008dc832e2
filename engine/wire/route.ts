import type { SendTransport } from '../config/config.ts';
import { hasBridgeCommand } from '../imsg/bridge-commands.ts';
import { probeBridge } from '../imsg/bridge-probe.ts';
import type { MethodName } from '../imsg/deadlines.ts';
import {
  hasBridgeCommands,
  namesMethods,
  type SmsFallback,
  smsFallbackIn,
  takesFormatting,
  takesTransport,
} from '../imsg/features.ts';
import type { Handshake } from '../imsg/handshake.ts';
import type { Waits } from '../imsg/run-once.ts';
import type { Spawn } from '../imsg/transport.ts';
import { readVersion } from '../imsg/version.ts';
import { cleanForeign } from '../log-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { BridgeState } from '../status.ts';

/** A bridge that is missing may be launched at any time; what costs a process is known for longer (CAP-2). */
const MISSING_FOR_MS = 10_000;
const KNOWN_FOR_MS = 5 * 60_000;
/** A bridge that hung at a send goes on saying that it is there: it is tried again after this (I1). */
const HANGS_FOR_MS = 10 * 60_000;
/** Of what imsg prints. */
const FIRST_LINE_MAX = 120;

export type Transport = Exclude<SendTransport, 'auto'>;
/** By which way something has to go; `bridge-first` = by the bridge wherever it is there, also where no way can be named. */
export type Way = Transport | 'any' | 'bridge-first';
/** Methods by which people see something before they are answered. */
const SIGNAL_KINDS = ['read', 'typing'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/**
 * Whether something can be done that only the bridge does: `unknown` = nobody has said yet; else what it lacks, the bridge
 * itself, the method in this build of imsg, or the function in this macOS.
 */
export type Ability = 'yes' | 'unknown' | 'bridge' | 'method' | 'selector';

/**
 * Which way sends take. It is named in each of them: left to imsg, a send over the bridge whose outcome is
 * unknown goes out again by AppleScript (wire-6.2).
 */
export interface Route {
  /** Looks at a child that is ready. True = the bridge is, too. */
  probe(handshake: Handshake): Promise<boolean>;
  /** By what goes what has to go that way. Null = this build takes no name; it only has AppleScript. */
  transportOf(way: Way): Transport | null;
  /** Whether a send that goes that way may carry styles: AppleScript shows none. */
  takesFormatting(transport: Transport | null): boolean;
  /** Whether a text that goes that way may name the GUID that its message gets. */
  takesAttempt(transport: Transport | null): boolean;
  /** What imsg does with a text to a handle whose sending fails. */
  smsFallback(): SmsFallback;
  /** Whether the bridge is there, as far as is known. */
  isBridgeUp(): boolean;
  bridge(): BridgeState;
  /**
   * Whether it is time to look again for what was missing or silent (CAP-2). `isDear` = a process has to be run for it, which
   * says of a bridge that has failed only that its file is still there.
   */
  isLookDue(isDear: boolean): boolean;
  /**
   * The bridge is out of order: nobody took a call, or it took one and never said what became of it. That it answers other
   * questions then proves nothing for a while.
   */
  bridgeFailed(how: 'silent' | 'hung'): void;
  /** Whether it hung of late, and nothing shows yet that it is another one by now. */
  isHung(): boolean;
  /** It was launched anew. */
  bridgeLaunched(): void;
  /** The way of a send that the bridge has not begun, as `transportOf` has it; null = there is no other. */
  besidesBridge(): { readonly transport: Transport | null } | null;
  /** Whether such a signal is worth asking for: the bridge is there, and the build has it (ruling-12). */
  hasSignal(kind: SignalKind): boolean;
  /** Whether a method works that needs one of these private API functions (ruling-12). */
  abilityOf(method: MethodName, selectors: readonly string[]): Ability;
  /** Whether this build has a command for it, and no method. */
  goesByCommand(method: MethodName): boolean;
  /** One ran into its deadline: none is begun until the next probe. */
  signalStalled(): void;
}

interface RouteOptions {
  readonly sendTransport: SendTransport;
  readonly spawn: Spawn;
  readonly command: string;
  readonly waits: Waits;
  /** Whether words that are not fixed may stand on its command line (ruling-1). */
  readonly takesWords: boolean;
  /** The bridge is there, and the build has not all signals; or its status could not be read. */
  onLacking(detail: string): void;
}

export function createRoute(options: RouteOptions): Route {
  const { sendTransport, spawn, command, waits, onLacking } = options;
  let isBridgeUp = false;
  let [isProbed, hasFailed] = [false, false];
  const hang = createHang(waits.clock);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let isNamed = true;
  let isFormatted = false;
  let smsFallback: SmsFallback = 'none';
  let areSignalsStalled = false;
  /** Null = nobody has said. */
  let methods: ReadonlySet<string> | null = null;
  let functions: Readonly<Record<string, boolean>> = {};
  let hasCommands = false;
  const goesByCommand = (method: MethodName) =>
    hasCommands && methods !== null && !methods.has(method) && hasBridgeCommand(method);
  return {
    async probe({ version, bridgeReady, supportedMethods, selectors }) {
      const told = { isReady: bridgeReady ?? false, methods: supportedMethods, selectors, unreadable: null };
      const [build, found] = await Promise.all([
        version ?? readVersion(spawn, command, waits),
        bridgeReady === null ? probeBridge(spawn, command, waits) : told,
      ]);
      isNamed = takesTransport(build);
      isFormatted = takesFormatting(build);
      smsFallback = smsFallbackIn(build);
      lookedAtMs = waits.clock.monotonicMs();
      isBridgeUp = !hang.lasts(found.isReady) && found.isReady;
      areSignalsStalled = false;
      isProbed = true;
      // It shows so until it is there again; of older builds nothing says that.
      hasFailed &&= !isBridgeUp && bridgeReady !== null;
      methods = found.methods !== null || !namesMethods(build) ? new Set(found.methods) : null;
      hasCommands = options.takesWords && hasBridgeCommands(build);
      functions = found.selectors ?? {};
      const lacking = lackOf(found);
      if (lacking !== null) onLacking(lacking);
      return isBridgeUp;
    },
    transportOf(way) {
      if (way === 'bridge' || (way === 'bridge-first' && isBridgeUp)) return 'bridge';
      if (!isNamed) return null;
      return way === 'applescript' ? way : usualWay(sendTransport, isBridgeUp);
    },
    smsFallback: () => smsFallback,
    takesAttempt: (transport) => transport === 'bridge' && takesAttempt(methods, functions),
    takesFormatting: (transport) => isFormatted && transport === 'bridge',
    isBridgeUp: () => isBridgeUp,
    bridge() {
      if (!isProbed) return 'unknown';
      return hasFailed ? 'failed' : isBridgeUp ? 'ready' : 'missing';
    },
    isLookDue(isDear) {
      if (isBridgeUp && !areSignalsStalled) return false;
      if (isDear && hasFailed) return false;
      const isBrief = !isBridgeUp && !isDear;
      return waits.clock.monotonicMs() - lookedAtMs >= (isBrief ? MISSING_FOR_MS : KNOWN_FOR_MS);
    },
    bridgeFailed(how) {
      isBridgeUp = false;
      hasFailed = true;
      if (how === 'hung') hang.begins();
    },
    isHung: hang.isOn,
    bridgeLaunched: hang.ends,
    besidesBridge: () => (sendTransport === 'bridge' ? null : { transport: isNamed ? 'applescript' : null }),
    hasSignal: (kind) => isBridgeUp && !areSignalsStalled && (methods?.has(kind) ?? false),
    abilityOf(method, selectors) {
      if (!isProbed) return 'unknown';
      if (!isBridgeUp) return 'bridge';
      if (methods !== null && !methods.has(method) && !goesByCommand(method)) return 'method';
      const reported = selectors.flatMap((name) => functions[name] ?? []);
      return reported.length === 0 || reported.includes(true) ? 'yes' : 'selector';
    },
    goesByCommand,
    signalStalled() {
      areSignalsStalled = true;
    },
  };
}

/** A macOS without what it takes would refuse it. */
function takesAttempt(
  methods: ReadonlySet<string> | null,
  functions: Readonly<Record<string, boolean>>,
): boolean {
  return (methods?.has('send.tracked') ?? false) && functions.clientMessageGuidReservation === true;
}

function usualWay(configured: SendTransport, isBridgeUp: boolean): Transport {
  if (configured !== 'auto') return configured;
  return isBridgeUp ? 'bridge' : 'applescript';
}

/** Whether the bridge hung at a send of late, and nothing shows that it is another one by now. */
function createHang(clock: Clock) {
  let sinceMs: number | null = null;
  const ends = () => {
    sinceMs = null;
  };
  return {
    ends,
    isOn: () => sinceMs !== null,
    begins() {
      sinceMs = clock.monotonicMs();
    },
    /** @param isReady Whether it says that it is there: where it is gone, what comes back is another one. */
    lasts(isReady: boolean) {
      if (!isReady || clock.monotonicMs() - (sinceMs ?? 0) >= HANGS_FOR_MS) ends();
      return sinceMs !== null;
    },
  };
}

/** What is told once of a bridge that shows no signals (CAP-4, CAP-7); null = nothing. */
function lackOf({ isReady, methods, unreadable }: Awaited<ReturnType<typeof probeBridge>>): string | null {
  if (unreadable !== null) {
    // The first builds have no such command.
    if (/unknown (?:sub)?command/i.test(unreadable)) return null;
    const line = cleanForeign(unreadable, FIRST_LINE_MAX);
    return `imsg status --json returned no parseable JSONL (first line: "${line}") — output schema may have changed`;
  }
  const missing = SIGNAL_KINDS.filter((kind) => !methods?.includes(kind));
  if (!isReady || missing.length === 0) return null;
  return (
    `imessage: typing indicators / read receipts gated off (rpc_methods lacks ${missing.join(', ')}). ` +
    'Upgrade imsg (current bridge needs typing+read in rpc_methods).'
  );
}
