// Plays the same seeds with this tree and with that of another revision: what was only rebuilt does what it did before.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Conduct, type Difference, differences } from './conduct.ts';
import { drawScenario } from './draw/draw.ts';
import { JOB_ENTRY, type Job, startJob } from './job.ts';

export interface AgainstOptions {
  /** As git names it; it must have this comparison itself. */
  readonly revision: string;
  readonly seed: string;
  readonly seeds: number;
  /** Pairs of processes. Default: one a core. */
  readonly jobs?: number;
  onCompared(seed: string, found: readonly Difference[]): void;
}

/** The revision is unknown, or this is no repository: name a commit, a branch or a tag of it. */
export class NoSuchTree extends Error {}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export async function playAgainst(options: AgainstOptions): Promise<void> {
  const { revision, seed, seeds, jobs = availableParallelism(), onCompared } = options;
  const tree = checkOut(revision);
  try {
    let begun = 0;
    const work = async () => {
      const before = startJob(join(tree, relative(ROOT, JOB_ENTRY)));
      const after = startJob();
      while (begun < seeds) {
        begun += 1;
        const drawn = drawScenario(`${seed}-${begun}`);
        const ask = (job: Job) => job.run({ does: 'conduct', seed: drawn.seed, drawn });
        const answers = await Promise.all([before, after].map(ask));
        const [one, other] = answers.map((answer) => (answer as { readonly conduct: Conduct }).conduct);
        onCompared(drawn.seed, differences(one!, other!));
      }
      before.end();
      after.end();
    };
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    git('worktree', 'remove', '--force', tree);
    rmSync(dirname(tree), { recursive: true, force: true });
  }
}

/** The tree of a revision in a folder of its own, with the packages of this one. */
function checkOut(revision: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-against-'));
  const tree = join(folder, 'tree');
  try {
    git('worktree', 'add', '--detach', tree, revision);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const why = String((error as { readonly stderr?: unknown }).stderr ?? error).trim();
    throw new NoSuchTree(`--against ${JSON.stringify(revision)}: no tree of it can be laid out: ${why}`);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
}
