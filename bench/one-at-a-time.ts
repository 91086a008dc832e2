// One message after the other through the whole engine: arrival → turn → echo agent → sent.

import { createEchoAgent } from '../engine/agents/echo.ts';
import { answeredRuns, answerOneByOne } from './answered.ts';
import { commitsPerSecond } from './bare-sqlite.ts';
import { type Figure, median, percentile, type Workload } from './figure.ts';
import { type LoopWatch, withLoopWatch } from './loop-delay.ts';
import { startScriptedEngine } from './scripted-engine.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { messages: 100, runs: 3 }, full: { messages: 2_000, runs: 5 } } as const;

export const oneAtATime: Workload = {
  name: 'one at a time',
  run: (size) =>
    inTemporaryFolder((folder) =>
      withLoopWatch('one at a time', 20, async (watch) => {
        const { results, limits } = await answeredRuns(
          folder,
          SIZES[size],
          commitsPerSecond,
          (frames, stateDir) => answerEach(frames, stateDir, watch),
        );
        return figuresOf(results, limits, SIZES[size].messages);
      }),
    ),
};

interface RunResult {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  readonly commits: number;
  readonly checksum: string;
}

function figuresOf(results: readonly RunResult[], limits: readonly number[], messages: number): Figure[] {
  const commits = median(results.map((result) => result.commits)) / messages;
  const perSecond = messages / median(results.map((result) => result.seconds));
  const p99Ms = median(results.map(({ latenciesMs }) => percentile(latenciesMs, 99)));
  const bareMs = (1000 / median(limits)) * commits;
  const parameters = `${messages} messages, ${results.length} runs, echo agent, a send is answered at once`;
  return [
    {
      figure: 'one at a time: arrival to answered and sent',
      value: perSecond,
      unit: 'messages/s',
      limit: median(limits) / commits,
      bar: { of: 'ratio', atLeast: 0.6 },
      parameters: `${parameters}; limit = bare commits/s ÷ commits per message`,
      checksum: results.at(-1)!.checksum,
    },
    {
      figure: 'one at a time: commits per message',
      value: commits,
      unit: 'commits',
      limit: null,
      bar: { of: 'value', atMost: 4 },
      parameters: 'until sent; the echo of the own row is one more, later',
      checksum: '',
    },
    {
      figure: 'one at a time: latency added, p99',
      value: p99Ms,
      unit: 'ms',
      limit: bareMs,
      bar: { of: 'value', below: 5 },
      parameters: 'all of arrival to sent, commits included; limit = mean of as many bare commits',
      checksum: '',
    },
  ];
}

async function answerEach(frames: readonly Buffer[], stateDir: string, watch: LoopWatch): Promise<RunResult> {
  const scripted = await startScriptedEngine(stateDir, createEchoAgent());
  const { engine, ledger } = scripted;
  watch.start();
  const { seconds, latenciesMs, checksum } = await answerOneByOne(scripted, frames);
  watch.stop();
  const { commits } = ledger;
  await engine.stop();
  return { seconds, latenciesMs, commits, checksum };
}
