import { type LoadedConfig, loadConfig } from '../config/load.ts';
import type { Terminal } from './terminal.ts';

/** The configuration at `path`, or at its default place. Throws as `loadConfig` does. */
export function readConfig(path: string | undefined, { readFile, places }: Terminal): LoadedConfig {
  const { configFile, home, stateDir } = places;
  return loadConfig({ path: path ?? configFile, readFile, home, stateDir });
}
