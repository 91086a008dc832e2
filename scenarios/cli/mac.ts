import { runFakeMac } from '../../fake-imsg/cli/mac-program.ts';
import type { SentRecord } from '../../fake-imsg/device/device.ts';

/** A fake Mac in a folder of its own, moved by the same commands that a person would type. */
export interface Mac {
  readonly dir: string;
  /** The executable that a client takes as its `cliPath`. */
  readonly imsg: string;
  readonly chatDb: string;
  /** Somebody writes to the owner; resolves when the row stands in its chat. `sentAgo`: such as `3h`. */
  receives(from: string, text: string, sentAgo?: string): Promise<void>;
  /** Everything that physically left the Mac, oldest first. */
  sent(): Promise<SentRecord[]>;
}

/** Makes a Mac in a folder that does not exist yet. Throws what `fake-mac` says when it refuses. */
export async function createMac(dir: string): Promise<Mac> {
  const [paths] = await fakeMac<{ imsg: string; chatDb: string }>('init', dir);
  return {
    dir,
    ...paths!,
    async receives(from, text, sentAgo) {
      await fakeMac('text', dir, text, '--from', from, ...(sentAgo ? ['--sent-ago', sentAgo] : []));
    },
    sent: () => fakeMac<SentRecord>('sent', dir),
  };
}

/** Runs one command of `fake-mac` and returns the objects it printed, one a line. */
async function fakeMac<Result>(...args: string[]): Promise<Result[]> {
  const lines: string[] = [];
  const problems: string[] = [];
  const code = await runFakeMac([...args, '--json'], {
    out: (line) => void lines.push(line),
    err: (line) => void problems.push(line),
  });
  if (code !== 0) throw new Error(problems.join('\n'));
  return lines.map((line) => JSON.parse(line) as Result);
}
