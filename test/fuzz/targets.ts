import type { Target } from './target.ts';
import { answers } from './targets/answers.ts';
import { commandLine } from './targets/command-line.ts';
import { config } from './targets/config.ts';
import { control } from './targets/control.ts';
import { frames } from './targets/frames.ts';
import { handles } from './targets/handles.ts';
import { handshake } from './targets/handshake.ts';
import { rows } from './targets/rows.ts';
import { rpc } from './targets/rpc.ts';
import { scenarioFiles } from './targets/scenario-files.ts';
import { scenarioRuns } from './targets/scenario-runs.ts';

/** All of them, cheap ones first. */
export const TARGETS: readonly Target[] = [
  handles,
  rows,
  config,
  control,
  frames,
  answers,
  handshake,
  rpc,
  commandLine,
  scenarioFiles,
  scenarioRuns,
];
