import { parseBuffer, UID } from '@parseaple/bplist';

/** What an NSKeyedArchiver archive holds, with classes as `$class` and every reference followed. */
export function unarchive(bytes: Buffer): unknown {
  const [archive] = parseBuffer(bytes) as unknown as [
    { $version: number; $archiver: string; $top: { root: UID }; $objects: unknown[] },
  ];
  if (archive.$archiver !== 'NSKeyedArchiver' || archive.$version !== 100_000) {
    throw new Error('These bytes are no keyed archive.');
  }
  const follow = (value: unknown): unknown => {
    if (value instanceof UID) return value.UID === 0 ? null : follow(archive.$objects[value.UID]);
    if (typeof value !== 'object' || value === null) return value;
    if ('$classname' in value) return value.$classname;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, follow(one)]));
  };
  return follow(archive.$top.root);
}
