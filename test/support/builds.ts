import { BUILD_NAMES, type BuildName } from '../../fake-imsg/builds/versions.ts';

/** All builds of the fake from one on, oldest first, up to another or the newest. */
export function buildsFrom(first: BuildName, last: BuildName = BUILD_NAMES.at(-1)!): readonly string[] {
  return BUILD_NAMES.slice(BUILD_NAMES.indexOf(first), BUILD_NAMES.indexOf(last) + 1);
}
