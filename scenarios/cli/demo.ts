// `imgate-lab demo`: the production engine, over a real pipe, against a fake Mac.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent } from '../../engine/agents/agent.ts';
import { stopOnSignals } from '../../engine/cli/signals.ts';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { createEngine, type Engine } from '../../engine/index.ts';
import { type Clock, createSystemClock, sleep } from '../../engine/ports/clock.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { ALICE, BOB, LINES, PEOPLE, repliesTo } from './conversation.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED } from './exit-codes.ts';
import { createHeard, type Heard, Interrupted, NotHeard } from './heard.ts';
import { createMac, type Mac } from './mac.ts';
import { outcomeOf } from './outcome.ts';
import { type Gateway, tellStory } from './story.ts';
import { summaryLines } from './summary.ts';
import { createTimeline } from './timeline.ts';

/** Longest wait for any one thing of the story; a slow machine needs a small part of it. */
const WAIT_LIMIT_MS = 30_000;
const AGENT_LATENCY_MS = 250;

export interface DemoOptions {
  readonly keep?: true;
}

/** Plays the conversation in a temporary folder, prints it as it happens, and returns the exit code. */
export async function demo({ keep }: DemoOptions, terminal: Terminal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-demo-'));
  const stop = stopOnSignals(process, () => process.exit(EXIT_INTERRUPTED));
  try {
    return await play(folder, terminal, stop.signal);
  } catch (error) {
    if (error instanceof Interrupted) return EXIT_INTERRUPTED;
    if (!(error instanceof NotHeard)) throw error;
    terminal.err(`demo failed: ${error.message}\n`);
    return EXIT_FAILED;
  } finally {
    stop.release();
    if (keep) terminal.out(`Kept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function play(folder: string, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const clock = createSystemClock();
  const timeline = createTimeline({ clock, people: PEOPLE, hasColours: hasColours(), write: terminal.out });
  terminal.out('Two guests and a stranger write to a restaurant. Its Mac is a fake; the rest is real.\n\n');
  const mac = await createMac(join(folder, 'mac'));
  const heard = createHeard({ clock, signal, limitMs: WAIT_LIMIT_MS, tell: timeline.tell });
  const stateDir = join(folder, 'state');
  const gateway = createGateway({ stateDir, mac, heard, clock });
  try {
    await tellStory({ mac, gateway, heard, timeline, clock, signal });
  } finally {
    await gateway.stop();
  }
  const { journal, problems } = await outcomeOf(join(stateDir, STORE_FILE), mac, LINES);
  terminal.out(`\n${summaryLines(journal).join('\n')}\n`);
  for (const problem of problems) terminal.err(`demo failed: ${problem}\n`);
  if (problems.length > 0) return EXIT_FAILED;
  terminal.out('Nothing lost, nothing answered twice, nothing answered late, no stranger answered.\n');
  return 0;
}

interface GatewayOptions {
  readonly stateDir: string;
  readonly mac: Mac;
  readonly heard: Heard;
  readonly clock: Clock;
}

function createGateway({ stateDir, mac, heard, clock }: GatewayOptions): Gateway {
  const config = {
    stateDir,
    channels: {
      imessage: {
        cliPath: mac.imsg,
        dbPath: mac.chatDb,
        dmPolicy: 'allowlist',
        allowFrom: [ALICE.handle, BOB.handle],
      },
    },
  };
  let engine: Engine | null = null;
  return {
    async start() {
      engine = createEngine({ config, agent: createScriptedAgent(clock) });
      heard.listen(engine);
      await engine.start();
    },
    async stop() {
      const running = engine;
      engine = null;
      await running?.stop();
    },
  };
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

function hasColours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && !process.env.CI;
}
