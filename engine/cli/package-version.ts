import { existsSync, readFileSync } from 'node:fs';

/** The version in package.json, which is one folder further up when this runs from dist/. */
export function packageVersion(): string {
  const places = ['../../package.json', '../../../package.json'].map(
    (path) => new URL(path, import.meta.url),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) return 'unknown';
  return (JSON.parse(readFileSync(found, 'utf8')) as { version: string }).version;
}
