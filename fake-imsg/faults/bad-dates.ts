import type { ProcessFault } from './fault.ts';

const DATE = /"created_at":"[^"]*"/g;

/** Bytes: every date of a message reads `text`, as a clock or a library gone wrong would have it. */
export function badDates(text: string): ProcessFault {
  const bad = `"created_at":${JSON.stringify(text)}`;
  return (io) => ({
    ...io,
    stdout: {
      // Lines are written whole, so no date is torn between two writes.
      write: (bytes) =>
        io.stdout.write(new TextEncoder().encode(new TextDecoder().decode(bytes).replace(DATE, () => bad))),
      onDrain: (callback) => io.stdout.onDrain(callback),
    },
  });
}
