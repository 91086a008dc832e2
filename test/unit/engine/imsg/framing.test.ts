import { describe, expect, it } from 'vitest';
import { createFramer, FRAME_BYTES_MAX } from '../../../../engine/imsg/framing.ts';

function frame(chunks: readonly (string | Uint8Array)[], frameBytesMax?: number) {
  const frames: string[] = [];
  const refused: number[] = [];
  const framer = createFramer({
    ...(frameBytesMax !== undefined && { frameBytesMax }),
    onFrame: (bytes) => frames.push(bytes.toString()),
    onOversize: (bytes) => refused.push(bytes),
  });
  for (const chunk of chunks) framer.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return { frames, refused, framer };
}

describe('framing', () => {
  it.each(['\u2028', '\u2029', '\u0085', '\v', '\f', '\r'])('does not end a frame at %j', (separator) => {
    expect(frame([`{"a":"x${separator}y"}\n`]).frames).toEqual([`{"a":"x${separator}y"}`]);
  });

  it('drops the CR of a CRLF, a byte order mark and blank lines', () => {
    expect(frame(['\uFEFF{"a":1}\r\n\r\n \t\n\uFEFF\n{"b":2}\n']).frames).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('joins a character that was split between chunks', () => {
    const bytes = Buffer.from('{"a":"🧵"}\n');
    expect(frame([bytes.subarray(0, 7), bytes.subarray(7, 8), bytes.subarray(8)]).frames).toEqual([
      '{"a":"🧵"}',
    ]);
  });

  it('gives a last line without LF only when the stream ends, and once', () => {
    const { frames, framer } = frame(['{"a":1}\n{"b"', ':2}']);
    expect(frames).toEqual(['{"a":1}']);
    framer.end();
    framer.end();
    expect(frames).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('takes a frame of exactly the limit', () => {
    expect(frame(['12345', '678\n'], 8)).toMatchObject({ frames: ['12345678'], refused: [] });
  });

  it.each([
    ['in one chunk', ['123456789\nok\n']],
    ['in pieces', ['1234', '56789', 'more', '\nok\n']],
    ['with its end in the chunk that passes the limit', ['12345', '6789\nok\n']],
  ])('refuses a longer frame that comes %s and goes on at the next LF', (_how, chunks) => {
    expect(frame(chunks, 8)).toMatchObject({ frames: ['ok'], refused: [9] });
  });

  it('reports a line that never ends while it is still coming', () => {
    const { refused, framer, frames } = frame(['x'.repeat(9)], 8);
    expect(refused).toEqual([9]);
    framer.end();
    expect(frames).toEqual([]);
  });

  it('holds no more than about one frame while a line never ends (invariant-50)', () => {
    const { framer, refused } = frame([]);
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let sent = 0; sent < 30 * FRAME_BYTES_MAX; sent += chunk.length) {
      framer.push(chunk);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(refused).toHaveLength(1);
    // Buffers that were outgrown may wait for the collector; 300 MiB of input may not.
    expect(most).toBeLessThan(4 * FRAME_BYTES_MAX);
  });

  it('copies a frame that comes in single bytes a bounded number of times', () => {
    const copied: number[] = [];
    const copy = Buffer.prototype.copy;
    Buffer.prototype.copy = function (this: Buffer, ...args: Parameters<typeof copy>) {
      const bytes = copy.apply(this, args);
      copied.push(bytes);
      return bytes;
    };
    try {
      const size = 200_000;
      const chunks = Array.from({ length: size }, () => Buffer.from('x'));
      expect(frame([...chunks, '\n']).frames[0]).toHaveLength(size);
      expect(copied.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(4 * size);
    } finally {
      Buffer.prototype.copy = copy;
    }
  });
});
