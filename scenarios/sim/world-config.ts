import type { Config } from '../../engine/config/config.ts';
import { parseConfig } from '../../engine/config/load.ts';

export const WORLD_PLACES = { home: '/sim' };

const known = new WeakMap<object, Config>();

/** What a configuration comes to on the computer of a world; one and the same is read once, however many gateways have it. */
export function worldConfig(given: object): Config {
  const config = known.get(given) ?? parseConfig(given, WORLD_PLACES).config;
  known.set(given, config);
  return config;
}
