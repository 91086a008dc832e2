import type { Agent } from '../../engine/agents/agent.ts';
import { createEngine, type Engine } from '../../engine/index.ts';
import { type Clock, sleep } from '../../engine/ports/clock.ts';
import { createGatewayRecorder, recordedAgent } from '../observe/gateway-recorder.ts';
import { eventsOf, type Ledger, type LedgerEntry } from '../observe/ledger.ts';
import { ALICE, BOB, repliesTo } from './conversation.ts';
import type { Mac } from './mac.ts';
import type { Waiter } from './waiter.ts';

/** Apple's gap fits in; the usual 2500 would make a long story of a short one. */
const COALESCE_WINDOW_MS = 1_200;
const AGENT_LATENCY_MS = 150;

/** A gateway that can be started more than once, on one store. */
export interface Gateway {
  /** Resolves once it reads and can send. Rejects as `Waiter.until` does. */
  start(): Promise<void>;
  /** Ends in good order; nothing happens if it does not run. */
  stop(): Promise<void>;
}

interface GatewayOptions {
  readonly stateDir: string;
  readonly mac: Mac;
  readonly ledger: Ledger;
  readonly waiter: Waiter;
  readonly clock: Clock;
  /** Nothing is written down once it has aborted. */
  readonly signal: AbortSignal;
  /** Since the demo began. */
  nowMs(): number;
  /** Called after each entry of the ledger. */
  onEntry(entry: LedgerEntry): void;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { ledger, waiter, clock, signal, nowMs, onEntry } = options;
  const config = configOf(options);
  let incarnation = 0;
  let engine: Engine | null = null;
  return {
    async start() {
      incarnation += 1;
      const isAlive = () => !signal.aborted;
      const recorder = createGatewayRecorder({ ledger, incarnation, nowMs, isAlive, onEntry });
      const { logger } = recorder;
      engine = createEngine({ config, agent: recordedAgent(createScriptedAgent(clock), recorder), logger });
      recorder.listen(engine);
      await engine.start();
      const own = incarnation;
      await waiter.until('the gateway reads and can send', () => isReady(ledger, own));
    },
    async stop() {
      const running = engine;
      engine = null;
      await running?.stop();
    },
  };
}

function configOf({ stateDir, mac }: GatewayOptions): object {
  return {
    stateDir,
    // Each guest has a session; else the story begins with a hint at that.
    session: { dmScope: 'per-peer' },
    channels: {
      imessage: {
        cliPath: mac.imsg,
        dbPath: mac.chatDb,
        dmPolicy: 'allowlist',
        allowFrom: [ALICE.handle, BOB.handle],
        coalesceSameSenderDms: true,
      },
    },
    messages: { inbound: { byChannel: { imessage: COALESCE_WINDOW_MS } } },
  };
}

/** Whether that process of the gateway reads and can send. */
function isReady({ events }: Ledger, incarnation: number): boolean {
  const own = { events: events.filter((entry) => entry.incarnation === incarnation) };
  const canSend = eventsOf(own, 'child').some(({ name, state }) => name === 'send' && state === 'ready');
  return canSend && eventsOf(own, 'subscribed').length > 0;
}

function createScriptedAgent(clock: Clock): Agent {
  return {
    name: 'demo',
    turnsMax: 4,
    session: 'none',
    async run({ text }, { signal }) {
      await sleep(clock, AGENT_LATENCY_MS, signal);
      return { replies: repliesTo(text) };
    },
  };
}
