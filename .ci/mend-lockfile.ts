// Puts back what `npm install` leaves out of package-lock.json and an older npm needs (see CONTRIBUTING.md).

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface LockedPackage {
  readonly optional?: boolean;
  readonly resolved?: string;
  readonly engines?: unknown;
  readonly hasInstallScript?: boolean;
  readonly gypfile?: boolean;
}
interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** The text of a lockfile with which `npm ci` does all set-up, with npm 9 and Node 18 as well. */
export function mendedLockfile(text: string): string {
  const lockfile = JSON.parse(text) as Lockfile;
  const packages = Object.entries(lockfile.packages).map(([path, locked]) => [path, mended(path, locked)]);
  return `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(packages) }, null, 2)}\n`;
}

function mended(path: string, { resolved: _, ...locked }: LockedPackage): LockedPackage {
  if (path === 'node_modules/better-sqlite3') {
    // It brings its binary along. npm 9 and 10 would still compile it, and want a compiler.
    const { hasInstallScript: _, gypfile: __, ...rest } = locked;
    return { ...rest, gypfile: false };
  }
  if (locked.optional === true) {
    // npm leaves out what is optional and not for its own Node. It is the Node it brings that runs it.
    const { engines: _, ...rest } = locked;
    return rest;
  }
  return locked;
}

if (import.meta.main) {
  const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  writeFileSync(path, mendedLockfile(readFileSync(path, 'utf8')));
}
