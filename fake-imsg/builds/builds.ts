import type { Build } from './build.ts';
import { current } from './current.ts';
import { v0110 } from './v0-11-0.ts';
import { v0111 } from './v0-11-1.ts';
import { type BuildName, chooseBuild } from './versions.ts';

const BUILDS: Readonly<Record<BuildName, Omit<Build, 'version'>>> = {
  '0.11.0': v0110,
  '0.11.1': v0111,
  current,
};

/** The build that FAKE_IMSG_BUILD asks for. Throws `UnknownBuild`. */
export function resolveBuild(asked: string | undefined): Build {
  const { name, version } = chooseBuild(asked);
  return { ...BUILDS[name], version };
}
