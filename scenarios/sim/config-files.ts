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
  /** Who waits for somebody to write there: between two changes no look finds anything. */
  const waiting = new Map<object, Set<() => void>>();
  /** How often each was written. */
  const writes = new Map<object, number>();
  const placed = (given: object) => {
    const known = paths.get(given);
    if (known !== undefined) return known;
    const path = `/sim/config-${paths.size + 1}.json5`;
    paths.set(given, path);
    disk().mkdirSync('/sim', { recursive: true });
    disk().writeFileSync(path, `// As it was written first.\n${JSON5.stringify(given, null, 2)}\n`);
    written(given);
    return path;
  };
  const written = (given: object) => {
    writes.set(given, writesOf(given) + 1);
    for (const goOn of waiting.get(given) ?? []) goOn();
    waiting.delete(given);
  };
  const writesOf = (given: object) => writes.get(given) ?? 0;
  const whenWritten = (given: object, signal: AbortSignal, seen: number) =>
    new Promise<void>((resolve) => {
      if (signal.aborted || writesOf(given) > seen) return resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      waiting.set(given, (waiting.get(given) ?? new Set()).add(resolve));
    });
  return {
    put(given, text) {
      const path = placed(given);
      // Another file of that name: the times of this disk are not those of the world.
      disk().unlinkSync(path);
      disk().writeFileSync(path, text);
      written(given);
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
            written(given);
            held(text);
          },
          async watch(onChange, signal) {
            for (let seen = 0; !signal.aborted; ) {
              await whenWritten(given, signal, seen);
              seen = writesOf(given);
              const settled = new AbortController();
              const told = async () => {
                const isRead = await onChange();
                if (isRead) settled.abort();
                return isRead;
              };
              await file().watch!(told, AbortSignal.any([signal, settled.signal]));
            }
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
