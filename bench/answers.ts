// Answers to people who see that they are read and that somebody types: each message is marked as read, the agent speaks
// when the bubble shows, and the answer counts when it is proven.

import type { Agent } from '../engine/agents/agent.ts';
import { answeredRuns, answerOneByOne } from './answered.ts';
import { commitsPerSecond } from './bare-sqlite.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { startScriptedEngine } from './scripted-engine.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { messages: 100, runs: 3 }, full: { messages: 2_000, runs: 5 } } as const;

export const answers: Workload = {
  name: 'answers',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { messages, runs } = SIZES[size];
      const { results, limits } = await answeredRuns(folder, SIZES[size], commitsPerSecond, answerEach);
      const { commits, reads, bubbles, checksum } = results.at(-1)!;
      const perAnswer = commits / messages;
      const figure: Figure = {
        figure: 'answers, with read marks and typing',
        value: messages / median(results.map(({ seconds }) => seconds)),
        unit: 'answers/s',
        limit: median(limits) / perAnswer,
        bar: { of: 'ratio', atLeast: 0.6 },
        parameters: `${messages} messages one at a time, ${runs} runs, ${reads} read marks, ${bubbles} times typing on or off, ${perAnswer} commits an answer; limit = as many bare commits`,
        checksum,
      };
      return [figure];
    }),
};

interface RunResult {
  readonly seconds: number;
  readonly commits: number;
  readonly reads: number;
  /** How often typing was switched, on or off. */
  readonly bubbles: number;
  readonly checksum: string;
}

async function answerEach(frames: readonly Buffer[], stateDir: string): Promise<RunResult> {
  let whenTyping = () => {};
  const agent: Agent = {
    name: 'typing',
    turnsMax: 1,
    session: 'none',
    async run({ text }) {
      await new Promise<void>((resolve) => (whenTyping = resolve));
      return { replies: [`You said: ${text}`] };
    },
  };
  const scripted = await startScriptedEngine(stateDir, agent, { hasBridge: true });
  const { engine, imsg, ledger } = scripted;
  imsg.onCall('typing', () => whenTyping());
  const { seconds, checksum } = await answerOneByOne(scripted, frames);
  const { commits } = ledger;
  await engine.stop();
  return { seconds, commits, reads: imsg.calls('read'), bubbles: imsg.calls('typing'), checksum };
}
