// How long an answer that is written waits for its way: the last word from the agent → the frame of its `send`.

import type { Agent } from '../engine/agents/agent.ts';
import { answeredRuns, answerOneByOne } from './answered.ts';
import { commitTimesMs } from './bare-sqlite.ts';
import { type Figure, median, percentile, type Workload } from './figure.ts';
import { startScriptedEngine } from './scripted-engine.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { messages: 50, runs: 3 }, full: { messages: 2_000, runs: 5 } } as const;
const TOKENS = 'the table for six is booked at eight '.split(/(?<= )/);

export const lastToken: Workload = {
  name: 'last token',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { messages, runs } = SIZES[size];
      const { results, limits: bareMs } = await answeredRuns(folder, SIZES[size], commitTimesMs, answerEach);
      const { commits, checksum } = results.at(-1)!;
      const figureOf = (percent: number, bar: Figure['bar']): Figure => ({
        figure: `last token to frame of send, p${percent}`,
        value: median(results.map(({ waitsMs }) => percentile(waitsMs, percent))),
        unit: 'ms',
        limit: median(bareMs.map((times) => percentile(times, percent))) * commits,
        bar,
        parameters: `${messages} answers of ${TOKENS.length + 1} tokens, one at a time, ${runs} runs, ${commits} commits between; limit = p${percent} of bare commits, times as many`,
        checksum,
      });
      return [figureOf(50, null), figureOf(99, { of: 'value', below: 5 })];
    }),
};

interface RunResult {
  readonly waitsMs: readonly number[];
  /** What became durable between the last token and the frame. */
  readonly commits: number;
  readonly checksum: string;
}

async function answerEach(frames: readonly Buffer[], stateDir: string): Promise<RunResult> {
  let writtenMs = 0;
  let committed = 0;
  const agent: Agent = {
    name: 'writing',
    turnsMax: 1,
    session: 'none',
    async run({ text }, voice) {
      for (const token of TOKENS) await voice.write(token);
      const written = voice.write(text);
      writtenMs = performance.now();
      committed = ledger.commits;
      await written;
      return { replies: [] };
    },
  };
  const scripted = await startScriptedEngine(stateDir, agent);
  const { engine, imsg, ledger } = scripted;
  const waitsMs: number[] = [];
  const commits: number[] = [];
  imsg.onCall('send', () => {
    waitsMs.push(performance.now() - writtenMs);
    commits.push(ledger.commits - committed);
  });
  const { checksum } = await answerOneByOne(scripted, frames);
  await engine.stop();
  return { waitsMs, commits: median(commits), checksum };
}
