// What imgate needs of the machine it runs on, said in one line before anything is loaded that would crash there.

import { OPERATOR_ERRORS } from '../operator-errors.ts';

/** Whether this Node runs imgate: 22.18 or newer, on a line with long-term support. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  return major >= 24 && major !== 25;
}

/** Why this machine does not run imgate, or null. @param platform As in `process.platform`. */
export function hostProblem(platform: string, nodeVersion: string): string | null {
  if (platform === 'win32') {
    const code = 'host_unsupported';
    const { meaning, remedy } = OPERATOR_ERRORS[code];
    return `${code}: ${meaning} ${remedy}`;
  }
  if (isSupportedNode(nodeVersion)) return null;
  return (
    `needs Node 22.18 or newer on an LTS line (22, 24 or later), this is ${nodeVersion}; ` +
    'see https://nodejs.org'
  );
}

/**
 * Ends the process with one clear line where imgate does not run (ruling-46). Call it before SQLite is loaded: its
 * native part crashes an older Node instead of failing.
 */
export function requireHost(): void {
  const problem = hostProblem(process.platform, process.versions.node);
  if (problem === null) return;
  process.stderr.write(`imgate: ${problem}\n`);
  process.exit(1);
}
