import { existsSync, readFileSync } from 'node:fs';

/** The version of this package; its package.json is one folder further up for what was built. */
export function packageVersion(): string {
  const [near, far] = ['../../package.json', '../../../package.json'].map(
    (path) => new URL(path, import.meta.url),
  );
  const manifest = readFileSync(existsSync(near!) ? near! : far!, 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
