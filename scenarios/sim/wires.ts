// The output of the children that run, where bytes of one's own can be put between theirs.

import type { ByteSink } from '../../fake-imsg/device/process-io.ts';

/** What is put on the wire: a line as it is, bytes as they are, or the newest message told of once more. */
export type WireBytes =
  | { readonly line: string }
  | { readonly hex: string }
  /** With these fields of the message in place of its own. */
  | { readonly again: Readonly<Record<string, unknown>> };

export interface Wires {
  /** The output of a new child, which is remembered until it is closed. */
  open(stdout: ByteSink): { readonly sink: ByteSink; heard(input: Uint8Array): void; close(): void };
  /** Puts it on the output of the child that watches. False = there is none, or it has told of no message. */
  put(bytes: WireBytes): boolean;
}

interface Wire {
  readonly stdout: ByteSink;
  watches: boolean;
}

export function createWires(): Wires {
  const open = new Set<Wire>();
  /** What the newest message was told with; it is told of once more also after that child has gone. */
  let told: Buffer | null = null;
  return {
    open(stdout) {
      const wire: Wire = { stdout, watches: false };
      let before = '';
      open.add(wire);
      return {
        sink: {
          write(bytes) {
            if (wire.watches && viewOf(bytes).includes(TELLS)) told = viewOf(bytes);
            return stdout.write(bytes);
          },
          onDrain: stdout.onDrain,
        },
        heard(input) {
          if (wire.watches) return;
          // A request may come in pieces.
          const text = before + viewOf(input).toString('latin1');
          wire.watches = text.includes(WATCHES);
          before = text.slice(-WATCHES.length);
        },
        close: () => void open.delete(wire),
      };
    },
    put(bytes) {
      const wire = [...open].findLast(({ watches }) => watches);
      const written = bytesOf(bytes, told && newestMessage(told));
      if (!wire || written === null) return false;
      wire.stdout.write(written);
      return true;
    },
  };
}

const WATCHES = '"watch.subscribe"';
const TELLS = '"method":"message"';

function newestMessage(bytes: Buffer): string | null {
  const lines = bytes.toString('utf8').split('\n');
  return lines.findLast((line) => line.includes(TELLS) && isWhole(line)) ?? null;
}

/** A line that a fault has torn says nothing that could be said again. */
function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

function bytesOf(bytes: WireBytes, told: string | null): Uint8Array | null {
  if ('line' in bytes) return Buffer.from(`${bytes.line}\n`);
  if ('hex' in bytes) return Buffer.from(bytes.hex, 'hex');
  if (told === null) return null;
  const frame = JSON.parse(told) as { params: { message: object } };
  const message = { ...frame.params.message, ...bytes.again };
  return Buffer.from(`${JSON.stringify({ ...frame, params: { ...frame.params, message } })}\n`);
}
