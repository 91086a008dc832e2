// The files in which the configurations of a world stand. Whoever starts a gateway with a configuration of its own has
// written that; where an earlier gateway with the same one has changed its file, the next one reads what stands there.

import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';
import type { ConfigInput } from '../../engine/config/schema.ts';
import { createConfigFile } from '../../engine/config/writes/config-file.ts';
import type { ConfigText } from '../../engine/config/writes/desk.ts';
import { takenUp } from '../../engine/config/writes/live.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Files } from '../../engine/ports/files.ts';
import type { LazyDisk } from './files.ts';
import { worldConfig } from './world-config.ts';

/** A configuration, and since when it decides, by the clock of its gateway. */
export interface InForce {
  readonly config: object;
  readonly fromMs: number;
}

/** Of one process. */
interface OpenedConfig {
  /** With what it starts. */
  readonly config: object;
  readonly text: ConfigText;
  /** By which rows may have been decided, the latest first. */
  inForce(): readonly InForce[];
}

export interface ConfigFiles {
  /** @param onChanged Told of what a gateway goes by once it has taken up what is written. */
  open(
    given: object,
    ports: { readonly files: Files; readonly clock: Clock },
    onChanged: (config: object) => void,
  ): OpenedConfig;
  /** Somebody writes the file of those that are started with that configuration. */
  put(given: object, text: string): void;
}

export function createConfigFiles(disk: LazyDisk): ConfigFiles {
  /** Of those that somebody has changed, or was about to. */
  const paths = new Map<object, string>();
  /** Who waits for there to be a file that can be looked at. */
  const waiting = new Map<object, Set<() => void>>();
  const placed = (given: object) => {
    const known = paths.get(given);
    if (known !== undefined) return known;
    const path = `/sim/config-${paths.size + 1}.json5`;
    paths.set(given, path);
    disk().mkdirSync('/sim', { recursive: true });
    disk().writeFileSync(path, `// As it was written first.\n${JSON5.stringify(given, null, 2)}\n`);
    for (const begin of waiting.get(given) ?? []) begin();
    waiting.delete(given);
    return path;
  };
  const whenPlaced = (given: object) =>
    new Promise<void>((resolve) => {
      if (paths.has(given)) return resolve();
      waiting.set(given, (waiting.get(given) ?? new Set()).add(resolve));
    });
  return {
    put(given, text) {
      const path = placed(given);
      // Another file of that name: the times of this disk are not those of the world.
      disk().unlinkSync(path);
      disk().writeFileSync(path, text);
    },
    open(given, { files, clock }, onChanged) {
      const path = paths.get(given);
      const config = path === undefined ? given : (JSON5.parse(String(disk().readFileSync(path))) as object);
      const inForce: InForce[] = [{ config, fromMs: clock.wallMs() }];
      const file = () => createConfigFile(files, placed(given), clock);
      /** Whatever is read or written there the gateway goes by from then on, as far as it can. */
      const held = (text: string) => {
        const { config: before } = inForce[0]!;
        const written = configIn(text);
        if (written === null) return;
        const changed = takenUp(before as ConfigInput, written, (tried) => configOf(tried) !== null);
        if (isDeepStrictEqual(changed, before)) return;
        inForce.unshift({ config: changed, fromMs: clock.wallMs() });
        onChanged(changed);
      };
      return {
        config,
        inForce: () => inForce,
        text: {
          async read() {
            const text = await file().read();
            held(text);
            return text;
          },
          async write(text) {
            await file().write(text);
            held(text);
          },
          async watch(onChange, signal) {
            await whenPlaced(given);
            await file().watch!(onChange, signal);
          },
        },
      };
    },
  };
}

/** Null = it is none. */
function configIn(text: string): ConfigInput | null {
  try {
    const written = JSON5.parse(text) as ConfigInput;
    return configOf(written) === null ? null : written;
  } catch {
    return null;
  }
}

/** Null = it is not in order. */
function configOf(written: object) {
  try {
    return worldConfig(written);
  } catch {
    return null;
  }
}
