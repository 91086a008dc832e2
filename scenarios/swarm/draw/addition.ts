// What a world may have beside all else that is drawn, each from chance of its own: a world without it stays as it was.

import type { DrawnStep } from '../drawn.ts';
import type { Cast } from './cast.ts';

type DrawnConfig = Record<string, unknown>;
type DrawnKeys = Record<string, unknown>;

/** What it depends on. */
export interface World {
  readonly cast: Cast;
  /** Which imsg the Mac has; undefined = the newest. */
  readonly build?: unknown;
  /** From a message to the end of its answer, at least. */
  readonly answeredInMs: number;
}

export interface Addition {
  /** Who there is besides. */
  readonly people?: Cast['people'];
  /** The Mac of the world, and its agent once all steps are drawn; null = as they are by themselves. */
  device?(drawn: DrawnKeys | null): DrawnKeys | null;
  agent?(drawn: DrawnKeys | null): DrawnKeys | null;
  /** Each configuration of the world goes through it. */
  with?(config: DrawnConfig): DrawnConfig;
  /** Before anything else happens. */
  readonly first?: readonly DrawnStep[];
  /** Between two things that happen. */
  next?(isRunning: boolean): readonly DrawnStep[];
}

/** The same configuration, with other keys of the channel. */
export function withChannelKeys(config: DrawnConfig, keys: object): DrawnConfig {
  const { channels = {} } = config as { readonly channels?: { readonly imessage?: object } };
  return { ...config, channels: { ...channels, imessage: { ...channels.imessage, ...keys } } };
}
