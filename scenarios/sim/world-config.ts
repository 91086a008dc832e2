import type { Config } from '../../engine/config/config.ts';
import { parseConfig } from '../../engine/config/load.ts';

const known = new WeakMap<object, Config>();

/** What a configuration comes to on the computer of a world; one and the same is read once, however many gateways have it. */
export function worldConfig(given: object): Config {
  const config = known.get(given) ?? parseConfig(given, { home: '/sim' }).config;
  known.set(given, config);
  return config;
}
