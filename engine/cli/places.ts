// Where the programs look unless they are told otherwise.

import { expandHome } from '../config/keys/expand-home.ts';

export interface DefaultPlaces {
  /** What `~` stands for. */
  readonly home: string;
  /** The configuration: `IMGATE_CONFIG`, else `~/.imgate/imgate.json5`. */
  readonly configFile: string;
  /** Whether a variable names it, so that it has to be there. */
  readonly isConfigNamed: boolean;
  /** The folder of the state where the file names none: `IMGATE_STATE_DIR`, else `~/.imgate`. */
  readonly stateDir: string;
}

/** Variables that are empty count as not set. */
export function defaultPlaces(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): DefaultPlaces {
  const place = (variable: string, otherwise: string) => expandHome(env[variable] || otherwise, home);
  return {
    home,
    configFile: place('IMGATE_CONFIG', '~/.imgate/imgate.json5'),
    isConfigNamed: Boolean(env.IMGATE_CONFIG),
    stateDir: place('IMGATE_STATE_DIR', '~/.imgate'),
  };
}
