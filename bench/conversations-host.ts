// A program that embeds the engine, and whose agent answers nobody before all have asked.

import { once } from 'node:events';
import type { Agent } from '../engine/agents/agent.ts';
import type * as Embedded from '../engine/index.ts';

export interface HostTask {
  /** The engine, built or as source. */
  readonly program: string;
  readonly stateDir: string;
  readonly cliPath: string;
  readonly dbPath: string;
  readonly people: number;
  /** How many answers have to be proven before it ends; the others are durable then. */
  readonly proven: number;
}

export interface HostResult {
  /** Resident, at its highest. */
  readonly highestBytes: number;
  readonly children: number;
  /** How many turns the agent had at once. */
  readonly atOnce: number;
  readonly sent: number;
}

const SAMPLE_MS = 20;

async function answerAll({ program, stateDir, people, proven, ...places }: HostTask): Promise<HostResult> {
  const { createEngine } = (await import(program)) as typeof Embedded;
  const { agent, atOnce } = createPatientAgent(people);
  // As much may leave as comes: the default would spread it over hours.
  const outbound = { sendsPerAccount: { minute: 0, hour: 0 } };
  const imessage = { ...places, dmPolicy: 'open', allowFrom: ['*'], outbound };
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const engine = createEngine({ logger, config: { stateDir, channels: { imessage } }, agent });
  const children = new Set<string>();
  engine.on('child', ({ name }) => children.add(name));
  const answered = new Promise<number>((resolve) => {
    let [durable, sent] = [0, 0];
    const count = () => durable === people && sent >= proven && resolve(sent);
    engine.on('turn', ({ state }) => {
      if (state === 'answered') durable += 1;
      count();
    });
    engine.on('part', ({ state }) => {
      if (state === 'sent') sent += 1;
      count();
    });
  });
  let highestBytes = 0;
  const samples = setInterval(() => {
    highestBytes = Math.max(highestBytes, process.memoryUsage.rss());
  }, SAMPLE_MS);
  await engine.start();
  const sent = await answered;
  clearInterval(samples);
  await engine.stop();
  return { highestBytes, children: children.size, atOnce: atOnce(), sent };
}

/** Answers nobody before all have asked. */
function createPatientAgent(people: number): { readonly agent: Agent; atOnce(): number } {
  const all = Promise.withResolvers<void>();
  let running = 0;
  let highest = 0;
  const agent: Agent = {
    name: 'patient',
    turnsMax: people,
    session: 'none',
    async run({ text }) {
      running += 1;
      highest = Math.max(highest, running);
      if (running === people) all.resolve();
      await all.promise;
      running -= 1;
      return { replies: [`You said: ${text}`] };
    },
  };
  return { agent, atOnce: () => highest };
}

const [task] = (await once(process, 'message')) as [HostTask];
process.send!(await answerAll(task), () => process.disconnect());
