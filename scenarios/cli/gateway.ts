import type { Agent } from '../../engine/agents/agent.ts';
import { createEngine, type Engine } from '../../engine/index.ts';
import { type Clock, sleep } from '../../engine/ports/clock.ts';
import { ALICE, BOB, repliesTo } from './conversation.ts';
import type { Heard } from './heard.ts';
import type { Mac } from './mac.ts';

/** Apple's gap fits in; the usual 2500 would make a long story of a short one. */
const COALESCE_WINDOW_MS = 1_200;
const AGENT_LATENCY_MS = 150;

/** A gateway that can live more than once, on one store. */
export interface Gateway {
  /** Resolves once it reads and can send. Rejects as `heard.until` does. */
  start(): Promise<void>;
  /** Ends in good order; nothing happens if it does not run. */
  stop(): Promise<void>;
}

export interface GatewayOptions {
  readonly stateDir: string;
  readonly mac: Mac;
  readonly heard: Heard;
  readonly clock: Clock;
  /** Called with each warning and error of the gateway's log. */
  log(message: string): void;
}

export function createGateway({ stateDir, mac, heard, clock, log }: GatewayOptions): Gateway {
  const config = {
    stateDir,
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
  const logger = { debug() {}, info() {}, warn: log, error: log };
  const agent = createScriptedAgent(clock);
  let engine: Engine | null = null;
  return {
    async start() {
      const isReady = nextLife(heard);
      engine = createEngine({ config, agent, logger });
      heard.listen(engine);
      await engine.start();
      await heard.until('the gateway reads and can send', isReady);
    },
    async stop() {
      const running = engine;
      engine = null;
      await running?.stop();
    },
  };
}

/** Whether a gateway has come up since this was asked for. */
function nextLife(heard: Heard): () => boolean {
  const subscribed = () => heard.all('subscribed').length;
  const ready = () =>
    heard.all('child').filter(({ name, state }) => name === 'send' && state === 'ready').length;
  const before = { subscribed: subscribed(), ready: ready() };
  return () => subscribed() > before.subscribed && ready() > before.ready;
}

function createScriptedAgent(clock: Clock): Agent {
  return {
    name: 'demo',
    turnsMax: 4,
    async run({ text }, signal) {
      await sleep(clock, AGENT_LATENCY_MS, signal);
      return { replies: repliesTo(text) };
    },
  };
}
