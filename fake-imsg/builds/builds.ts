import type { Build } from './build.ts';
import { current } from './current.ts';
import { v050 } from './v0-5-0.ts';
import { v081 } from './v0-8-1.ts';
import { v090 } from './v0-9-0.ts';
import { v0110 } from './v0-11-0.ts';
import { v0111 } from './v0-11-1.ts';
import { v0134 } from './v0-13-4.ts';
import { v0141 } from './v0-14-1.ts';
import { type BuildName, chooseBuild } from './versions.ts';

const BUILDS: Readonly<Record<BuildName, Omit<Build, 'version'>>> = {
  '0.5.0': v050,
  '0.8.1': v081,
  '0.9.0': v090,
  '0.11.0': v0110,
  '0.11.1': v0111,
  '0.13.4': v0134,
  '0.14.1': v0141,
  current,
};

/** The build that FAKE_IMSG_BUILD asks for. Throws `UnknownBuild`. */
export function resolveBuild(asked: string | undefined): Build {
  const { name, version } = chooseBuild(asked);
  return { ...BUILDS[name], version };
}
