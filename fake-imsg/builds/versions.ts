// Which builds exist, without loading them: `--version` must be quick.

const VERSIONS = {
  '0.2.1': '0.2.1',
  '0.5.0': '0.5.0',
  '0.7.0': '0.7.0',
  '0.7.3': '0.7.3',
  '0.8.1': '0.8.1',
  '0.9.0': '0.9.0',
  '0.11.0': '0.11.0',
  '0.11.1': '0.11.1',
  '0.13.4': '0.13.4',
  '0.14.1': '0.14.1',
  current: '0.15.1',
  '0.15.2': '0.15.2',
  '0.15.10': '0.15.10',
} as const;

/** What 0.2.1 stands for ends here: 0.3 and 0.4 have `rpc`, and nobody has seen them. */
const FIRST_WITH_RPC = '0.3.0';

/** Other names of builds, for what they are known for (wire-7.1). */
const PROFILES: Readonly<Record<string, keyof typeof VERSIONS>> = {
  'before-rpc': '0.2.1',
  legacy: '0.5.0',
  'startup-banner': '0.8.1',
  serial: '0.9.0',
  'pre-balloon-metadata': '0.11.0',
  lenient: '0.13.4',
  strict: '0.14.1',
};

export type BuildName = keyof typeof VERSIONS;

/** Oldest first. */
export const BUILD_NAMES = Object.keys(VERSIONS) as readonly BuildName[];

/** What else a build can be asked for by, besides a version. */
export const PROFILE_NAMES: readonly string[] = Object.keys(PROFILES);

/** A build by its name and the version it reports. */
export interface BuildVersion {
  readonly name: BuildName;
  readonly version: string;
}

/** The environment names a build nobody made. */
export class UnknownBuild extends Error {
  override readonly name = 'UnknownBuild';
}

/** All names of builds. */
export const buildNames = (): readonly string[] => [...BUILD_NAMES, ...Object.keys(PROFILES)];

/**
 * The build that FAKE_IMSG_BUILD asks for: by name (default `current`), or by version, where a version
 * without a build of its own behaves as the next older one and still reports the version asked for.
 * Throws `UnknownBuild`.
 *
 * @param askedBy What a complaint says it was asked for by.
 */
export function chooseBuild(asked: string | undefined, askedBy = 'FAKE_IMSG_BUILD'): BuildVersion {
  const named = asked || 'current';
  const wanted = Object.hasOwn(PROFILES, named) ? PROFILES[named]! : named;
  if (Object.hasOwn(VERSIONS, wanted)) {
    const name = wanted as BuildName;
    return { name, version: VERSIONS[name] };
  }
  const older = Object.entries(VERSIONS)
    .filter(([, version]) => /^\d+\.\d+\.\d+$/.test(wanted) && compareVersions(version, wanted) <= 0)
    .sort(([, one], [, other]) => compareVersions(other, one));
  const name = older[0]?.[0] as BuildName | undefined;
  const isBeyond = name === '0.2.1' && compareVersions(wanted, FIRST_WITH_RPC) >= 0;
  if (name && !isBeyond) return { name, version: wanted };
  const known = Object.entries(VERSIONS).map(([known, version]) => `${known} (${version})`);
  throw new UnknownBuild(`${askedBy}=${wanted}: no such build. There are: ${known.join(', ')}`);
}

export function compareVersions(one: string, other: string): number {
  const parts = other.split('.').map(Number);
  const differences = one.split('.').map((part, index) => Number(part) - (parts[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
