import { BUILD_NAMES, type BuildName } from './versions.ts';

/** What a setting is at first, and what it becomes from which build on. */
export type Changes<Value> = readonly [first: Value, ...later: (readonly [since: BuildName, value: Value])[]];

/** The settings of a policy with their changes: what a release does in its own way is read down a table. */
export type ByRelease<Policy> = { readonly [Setting in keyof Policy]: Changes<Policy[Setting]> };

/** A setting as a build has it. */
export function valueIn<Value>([first, ...later]: Changes<Value>, build: BuildName): Value {
  const place = BUILD_NAMES.indexOf(build);
  const latest = later.findLast(([since]) => BUILD_NAMES.indexOf(since) <= place);
  return latest ? latest[1] : first;
}

/** A policy as a build has it: a flat record. */
export function policyIn<Policy extends object>(table: ByRelease<Policy>, build: BuildName): Policy {
  const settings = Object.entries(table) as [string, Changes<unknown>][];
  return Object.fromEntries(settings.map(([name, changes]) => [name, valueIn(changes, build)])) as Policy;
}
