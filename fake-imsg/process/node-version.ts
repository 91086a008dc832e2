const OLDEST = [22, 18] as const;

/** What is wrong with this version of Node, as one line, or null when it will do. */
export function nodeVersionProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const recent = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return recent ? null : `Node ${version} is too old; install Node ${OLDEST.join('.')} or newer.`;
}

/** Ends the process with one clear line when Node is too old. Call it before anything loads SQLite. */
export function requireNode(): void {
  const problem = nodeVersionProblem(process.version);
  if (problem === null) return;
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
