// Plays the same seeds with this tree and with that of another revision: what was only rebuilt does what it did before.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Conduct, type Difference, differences } from './conduct.ts';
import { drawScenario } from './draw/draw.ts';
import { type Job, startJob } from './job.ts';

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

const ROOT = root();
/** What the other revision plays; nothing of it is bundled. */
const ITS_JOB = 'scenarios/swarm/swarm-job.ts';
const COMPARISON = 'scenarios/swarm/conduct.ts';

export async function playAgainst(options: AgainstOptions): Promise<void> {
  const { revision, seed, seeds, jobs = availableParallelism(), onCompared } = options;
  const tree = checkOut(revision);
  try {
    let begun = 0;
    const work = async () => {
      const before = startJob(join(tree, ITS_JOB));
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
    rmSync(tree, { recursive: true, force: true });
  }
}

/**
 * The tree of a revision in a folder of its own, with the packages of this one. A clone, not a work tree: nothing is
 * left in the repository, however this ends.
 */
function checkOut(revision: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'imgate-against-'));
  const refuse = (why: string) => {
    rmSync(tree, { recursive: true, force: true });
    return new NoSuchTree(`--against ${JSON.stringify(revision)}: no tree of it can be laid out: ${why}`);
  };
  try {
    const commit = git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`).trim();
    git('clone', '--quiet', '--shared', '--no-checkout', ROOT, tree);
    git('-C', tree, 'checkout', '--quiet', '--detach', commit);
  } catch (error) {
    throw refuse(String((error as { readonly stderr?: unknown }).stderr ?? error).trim());
  }
  if (!existsSync(join(tree, COMPARISON))) throw refuse(`it is older than this comparison (${COMPARISON})`);
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

/** Of this tree, one folder further up when this runs from dist/. */
function root(): string {
  const [near, far] = ['../../', '../../../'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return existsSync(join(near!, 'package.json')) ? near! : far!;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}
