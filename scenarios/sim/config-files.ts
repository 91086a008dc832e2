// The files in which the configurations of a world stand. Whoever starts a gateway with a configuration of its own has
// written that; where an earlier gateway with the same one has changed its file, the next one reads what stands there.

import JSON5 from 'json5';
import type { ConfigInput } from '../../engine/config/schema.ts';
import { createConfigFile } from '../../engine/config/writes/config-file.ts';
import type { ConfigText } from '../../engine/config/writes/desk.ts';
import { takenUp } from '../../engine/config/writes/live.ts';
import type { Files } from '../../engine/ports/files.ts';
import type { LazyDisk } from './files.ts';

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
  /** @param onChanged Told of what a gateway goes by once it has changed its file. */
  open(given: object, files: Files, wallMs: () => number, onChanged: (config: object) => void): OpenedConfig;
}

export function createConfigFiles(disk: LazyDisk): ConfigFiles {
  /** Of those that a gateway has changed, or was about to. */
  const paths = new Map<object, string>();
  const placed = (given: object) => {
    const known = paths.get(given);
    if (known !== undefined) return known;
    const path = `/sim/config-${paths.size + 1}.json5`;
    paths.set(given, path);
    disk().mkdirSync('/sim', { recursive: true });
    disk().writeFileSync(path, `// As it was written first.\n${JSON5.stringify(given, null, 2)}\n`);
    return path;
  };
  return {
    open(given, files, wallMs, onChanged) {
      const path = paths.get(given);
      const config = path === undefined ? given : (JSON5.parse(String(disk().readFileSync(path))) as object);
      const inForce: InForce[] = [{ config, fromMs: wallMs() }];
      return {
        config,
        inForce: () => inForce,
        text: {
          read: () => createConfigFile(files, placed(given)).read(),
          async write(text) {
            await createConfigFile(files, placed(given)).write(text);
            const changed = takenUp(inForce[0]!.config as ConfigInput, JSON5.parse(text) as ConfigInput);
            inForce.unshift({ config: changed, fromMs: wallMs() });
            onChanged(changed);
          },
        },
      };
    },
  };
}
