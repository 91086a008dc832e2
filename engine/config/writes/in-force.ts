// What of the configuration as it is written now a running gateway goes by, and what it says of that where nobody asked.

import { isDeepStrictEqual } from 'node:util';
import { EngineError } from '../../errors.ts';
import { clean } from '../../log-text.ts';
import type { Logger } from '../../ports/logger.ts';
import { foreignWords } from '../../thrown.ts';
import type { Config } from '../config.ts';
import type { Places } from '../keys/subject.ts';
import { type LoadedConfig, loadConfig, parseConfig } from '../load.ts';
import { pathText } from '../problems.ts';
import type { ConfigInput } from '../schema.ts';
import { changedKeys, holds, takenUp } from './live.ts';
import type { Path } from './path.ts';

interface InForceOptions {
  /** What the gateway began with, as it is written. */
  readonly input: ConfigInput;
  readonly places: Places;
  readonly logger: Logger;
  /** From now on the gateway goes by it. */
  takeUp(config: Config): void;
}

export interface InForce {
  /** As a file would have it. */
  running(): ConfigInput;
  /** What a text holds. Throws as `loadConfig` does. */
  load(text: string): LoadedConfig;
  /** Goes by what is written now, as far as that can be. Whether what stands at a path holds already. */
  takeUp(written: LoadedConfig, path: Path): boolean;
  /** The same where somebody else has written it, of which the operator is told. */
  takeIn(text: string): void;
  /** It cannot be read, which is told once. */
  unreadable(code: string): void;
}

const LENGTH_MAX = 400;
const GOES_ON =
  'imessage: the changed configuration file is not taken up, and the gateway goes on with what it had';

export function createInForce({ input, places, logger, takeUp }: InForceOptions): InForce {
  let running = input;
  /** As the file was when it was last in order. */
  let written = input;
  let told: string | null = null;
  const load = (text: string) => loadConfig({ ...places, path: 'the configuration', readFile: () => text });

  /** False = the gateway failed at it. */
  const take = ({ file }: LoadedConfig): boolean => {
    written = file.input;
    told = null;
    const next = takenUp(running, written, (tried) => parsed(tried, places) !== null);
    if (isDeepStrictEqual(next, running)) return true;
    running = next;
    try {
      takeUp(parseConfig(next, places).config);
      return true;
    } catch (error) {
      // The file is written: the next start goes by it.
      logger.warn(
        'imessage: what was changed in the configuration could not be taken up before the next start',
      );
      logger.debug('imessage: taking up failed', { error: foreignWords(error) });
      return false;
    }
  };
  const tellOnce = (code: EngineError['code'], what: string, remedy: string) => {
    if (told === what) return;
    told = what;
    logger.error(`${GOES_ON}: ${what} ${remedy}`, { code });
  };
  return {
    running: () => running,
    load,
    takeUp: (loaded, path) => take(loaded) && holds(running, written, path),
    takeIn(text) {
      let loaded: LoadedConfig;
      try {
        loaded = load(text);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        return tellOnce(error.code, firstProblem(error), error.remedy);
      }
      const changed = changedKeys(written, loaded.file.input);
      if (changed.length === 0) {
        told = null;
        return;
      }
      const known = new Set(parsed(written, places)?.warnings);
      take(loaded);
      const [now, later] = [true, false].map((is) =>
        changed.filter((path) => holds(running, written, path) === is),
      );
      logger.info(`imessage: the configuration file was changed: ${changesText(now!, later!)}`);
      for (const warning of loaded.warnings) if (!known.has(warning)) logger.warn(warning);
    },
    unreadable: (code) => tellOnce('config_unreadable', `it cannot be read (${code}).`, READ_IT),
  };
}

const READ_IT = 'Let this user read it, in its place.';

/** Null = it is not in order. */
function parsed(input: ConfigInput, places: Places): LoadedConfig | null {
  try {
    return parseConfig(input, places);
  } catch {
    return null;
  }
}

/** The first thing that is wrong, with its place. */
export function firstProblem({ message }: EngineError): string {
  const [first = ''] = message.split('\n');
  return clean(first, LENGTH_MAX);
}

function changesText(now: readonly Path[], later: readonly Path[]): string {
  const of = (paths: readonly Path[], when: string) =>
    paths.length === 0
      ? []
      : [`${paths.map(pathText).join(', ')} ${paths.length === 1 ? 'holds' : 'hold'} ${when}`];
  return [...of(now, 'from now on'), ...of(later, 'from the next start on')].join('; ');
}
