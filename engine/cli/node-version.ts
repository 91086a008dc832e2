/** Whether this Node runs imgate: 22.18 or newer, on a line with long-term support. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  return major >= 24 && major !== 25;
}

/**
 * Ends the process with one clear line under any other Node. Call it before SQLite is loaded: its native part
 * crashes an older Node instead of failing.
 */
export function requireNode(): void {
  if (isSupportedNode(process.versions.node)) return;
  process.stderr.write(
    `imgate: needs Node 22.18 or newer on an LTS line (22, 24 or later), this is ${process.versions.node}; ` +
      'see https://nodejs.org\n',
  );
  process.exit(1);
}
