import type { ProcessFault } from './fault.ts';

/** Bytes: a line on stdout before anything else, as a wrapper script or a login shell writes one. */
export function banner(text: string): ProcessFault {
  return (io) => {
    io.stdout.write(new TextEncoder().encode(`${text}\n`));
    return io;
  };
}
