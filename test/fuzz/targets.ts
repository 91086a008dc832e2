import type { Target } from './target.ts';

/** Cheap ones first. Each is loaded by itself: the readers of all of them are most of the repository. */
const LOADED: Readonly<Record<string, () => Promise<Target>>> = {
  handles: async () => (await import('./targets/handles.ts')).handles,
  rows: async () => (await import('./targets/rows.ts')).rows,
  config: async () => (await import('./targets/config.ts')).config,
  control: async () => (await import('./targets/control.ts')).control,
  frames: async () => (await import('./targets/frames.ts')).frames,
  answers: async () => (await import('./targets/answers.ts')).answers,
  handshake: async () => (await import('./targets/handshake.ts')).handshake,
  rpc: async () => (await import('./targets/rpc.ts')).rpc,
  'command-line': async () => (await import('./targets/command-line.ts')).commandLine,
  'scenario-files': async () => (await import('./targets/scenario-files.ts')).scenarioFiles,
  'scenario-runs': async () => (await import('./targets/scenario-runs.ts')).scenarioRuns,
};

export const TARGET_NAMES: readonly string[] = Object.keys(LOADED);

/** Those that are named, in the order of `TARGET_NAMES`. */
export function targetsOf(names: readonly string[]): Promise<readonly Target[]> {
  return Promise.all(TARGET_NAMES.filter((name) => names.includes(name)).map((name) => LOADED[name]!()));
}
