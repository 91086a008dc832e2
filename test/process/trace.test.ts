import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../support/scenarios/print-trace.ts', import.meta.url));
/** Another Node to compare with; `.ci/run` installs one and names it here. */
const OTHER_NODE = process.env.IMGATE_OTHER_NODE;

async function traceBy(node: string): Promise<string> {
  const { stdout } = await execa(node, ['--disable-warning=ExperimentalWarning', SCRIPT, 'a']);
  return stdout;
}

describe('the trace of a seed', () => {
  it('is the same to the byte in two processes (invariant-55)', async () => {
    const [one, two] = await Promise.all([traceBy(process.execPath), traceBy(process.execPath)]);
    expect(one).toMatch(/^two lanes: \d+ lines, sha256 [0-9a-f]{64}\n/);
    expect(two).toBe(one);
  });

  const hasOther = OTHER_NODE !== undefined && existsSync(OTHER_NODE);
  it('is the same to the byte on another version of Node', async ({ skip }) => {
    skip(!hasOther, 'IMGATE_OTHER_NODE names no other Node');
    const { stdout: version } = await execa(OTHER_NODE!, ['--version']);
    console.log(`compared ${process.version} with ${version}`);
    expect(version).not.toBe(process.version);
    expect(await traceBy(OTHER_NODE!)).toBe(await traceBy(process.execPath));
  });
});
