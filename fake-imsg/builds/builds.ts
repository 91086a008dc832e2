import type { Build } from './build.ts';
import { current } from './current.ts';
import { type BuildName, chooseBuild } from './versions.ts';

const BUILDS: Readonly<Record<BuildName, Omit<Build, 'version'>>> = { current };

/** The build that FAKE_IMSG_BUILD asks for. Throws `UnknownBuild`. */
export function resolveBuild(asked: string | undefined): Build {
  const { name, version } = chooseBuild(asked);
  return { ...BUILDS[name], version };
}
