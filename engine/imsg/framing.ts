// Bytes in, frames out. LF alone ends a frame: bodies may hold U+2028, U+2029, U+0085, VT and FF as they are,
// and a reader that splits on those jams the stream (H1).

/** A frame longer than this is refused. */
export const FRAME_BYTES_MAX = 10 * 1024 * 1024;

const LF = 0x0a;
const BOM = [0xef, 0xbb, 0xbf] as const;
const TAIL_BYTES_MIN = 4096;

interface FramerOptions {
  /** Default 10 MiB. Counted without the LF. */
  readonly frameBytesMax?: number;
  /** One frame without its line end, and its text; never blank. May be a view of the chunk it came in. */
  onFrame(bytes: Buffer, text: string): void;
  /** Once per refused frame, as soon as it is too long; it is dropped up to its LF. `bytes` = seen so far. */
  onOversize(bytes: number): void;
}

interface Framer {
  /** The chunk must not be changed afterwards. */
  push(chunk: Uint8Array): void;
  /** The stream has ended: what is left without an LF is a frame too (TRN-4). */
  end(): void;
}

export function createFramer({
  frameBytesMax = FRAME_BYTES_MAX,
  onFrame,
  onOversize,
}: FramerOptions): Framer {
  // The frame under way. It grows by doubling, so that bytes are copied a constant number of times and a
  // frame that comes byte by byte does not hold one buffer per byte.
  let tail = Buffer.alloc(0);
  let tailBytes = 0;
  let isDropping = false;

  const keep = (piece: Buffer) => {
    if (isDropping || piece.length === 0) return;
    const bytes = tailBytes + piece.length;
    if (bytes > frameBytesMax) return refuse(bytes);
    if (bytes > tail.length) {
      const grown = Buffer.allocUnsafeSlow(
        Math.max(bytes, Math.min(tail.length * 2, frameBytesMax), TAIL_BYTES_MIN),
      );
      tail.copy(grown, 0, 0, tailBytes);
      tail = grown;
    }
    piece.copy(tail, tailBytes);
    tailBytes = bytes;
  };
  const refuse = (bytes: number) => {
    forget();
    isDropping = true;
    onOversize(bytes);
  };
  const forget = () => {
    tail = Buffer.alloc(0);
    tailBytes = 0;
  };
  /** @param text What the line says, where that is known. */
  const emit = (line: Buffer, text?: string) => {
    if (line.length > frameBytesMax) return onOversize(line.length);
    const frame = withoutBom(line[line.length - 1] === 0x0d ? line.subarray(0, -1) : line);
    const said = text !== undefined && frame.length === line.length ? text : frame.toString();
    if (!isBlank(frame)) onFrame(frame, said);
  };
  const emitTail = () => {
    const line = tail.subarray(0, tailBytes);
    forget();
    emit(line);
  };

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let start = 0;
      if (tailBytes > 0 || isDropping) {
        const at = bytes.indexOf(LF);
        keep(at === -1 ? bytes : bytes.subarray(0, at));
        if (at === -1) return;
        if (isDropping) isDropping = false;
        else emitTail();
        start = at + 1;
      }
      const end = bytes.lastIndexOf(LF);
      if (end >= start) {
        // Texts of whole lines at once: no character has an LF in its bytes, so that they are as many as the lines.
        for (const text of bytes.toString('utf8', start, end).split('\n')) {
          const at = bytes.indexOf(LF, start);
          emit(bytes.subarray(start, at), text);
          start = at + 1;
        }
      }
      keep(bytes.subarray(start));
    },
    end() {
      if (!isDropping) emitTail();
      isDropping = false;
    },
  };
}

function withoutBom(line: Buffer): Buffer {
  const hasBom = line[0] === BOM[0] && line[1] === BOM[1] && line[2] === BOM[2];
  return hasBom ? line.subarray(BOM.length) : line;
}

/** Only spaces and tabs. Most frames are told by their first byte. */
function isBlank(frame: Buffer): boolean {
  for (let at = 0; at < frame.length; at += 1) {
    const byte = frame[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
