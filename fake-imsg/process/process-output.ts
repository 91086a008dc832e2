import type { MacOutput } from '../mac-commands/output.ts';

/**
 * The output of this process. Where its reader has gone (`| head -1`) the rest is dropped without a word, and what
 * the command was to do is done all the same.
 */
export function processOutput(): MacOutput {
  const stdout = lineWriter(process.stdout);
  const stderr = lineWriter(process.stderr);
  return {
    out: stdout.write,
    err: stderr.write,
    isClosed: stdout.isClosed,
    async stdin() {
      const chunks = await process.stdin.setEncoding('utf8').toArray();
      return chunks.join('');
    },
  };
}

function lineWriter(stream: NodeJS.WriteStream) {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  return {
    isClosed: () => isClosed,
    write(line: string) {
      if (!isClosed) stream.write(`${line}\n`);
    },
  };
}
