import { compareVersions } from '../builds/versions.ts';

/** Which releases have a thing: those from `since` on (default the first) and before `until` (default all). */
export interface Releases {
  readonly since?: string;
  readonly until?: string;
}

export function isIn({ since, until }: Releases, release: string): boolean {
  if (since !== undefined && compareVersions(release, since) < 0) return false;
  return until === undefined || compareVersions(release, until) < 0;
}
