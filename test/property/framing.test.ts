import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFramer } from '../../engine/imsg/framing.ts';
import '../support/repository/seeded.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\uFEFF',
    '\u2028',
    '\u2029',
    '\u0085',
    '\v',
    '\f',
    ' ',
    '🧵',
    'é',
    '{"a":1}',
  ),
  fc.string({ maxLength: 12 }),
);
const stream = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')));

function framesOf(chunks: readonly Uint8Array[], frameBytesMax: number) {
  const seen: string[] = [];
  const framer = createFramer({
    frameBytesMax,
    onFrame: (bytes) => seen.push(bytes.toString('hex')),
    onOversize: () => seen.push('refused'),
  });
  for (const chunk of chunks) framer.push(chunk);
  framer.end();
  return seen;
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** What the framer is meant to do, said over the whole stream at once. */
function model(bytes: Buffer, frameBytesMax: number): string[] {
  const lines = bytes.toString('latin1').split('\n');
  return lines.flatMap((line) => {
    if (line.length > frameBytesMax) return ['refused'];
    const frame = line.replace(/\r$/, '').replace(/^\xEF\xBB\xBF/, '');
    return /^[ \t\r]*$/.test(frame) ? [] : [Buffer.from(frame, 'latin1').toString('hex')];
  });
}

it('gives the same frames however the stream is cut into chunks (invariant-48)', () => {
  fc.assert(
    fc.property(
      stream,
      fc.array(fc.nat(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 60 }),
      (bytes, cuts, max) => {
        expect(framesOf(split(bytes, cuts), max)).toEqual(model(bytes, max));
      },
    ),
    { numRuns: 2000 },
  );
});

it('gives the same frames byte by byte', () => {
  fc.assert(
    fc.property(stream, fc.integer({ min: 1, max: 60 }), (bytes, max) => {
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      expect(framesOf(single, max)).toEqual(model(bytes, max));
    }),
  );
});

it('gives with each frame what its bytes say, whatever they are', () => {
  const bytes = fc.array(fc.constantFrom(0x0a, 0x0d, 0x20, 0x41, 0x80, 0xbb, 0xbf, 0xc3, 0xe2, 0xef, 0xf0), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(), { maxLength: 5 }), (stream, cuts) => {
      const onFrame = (frame: Buffer, text: string) => expect(text).toBe(frame.toString());
      const framer = createFramer({ onFrame, onOversize() {} });
      for (const chunk of split(Buffer.from(stream), cuts)) framer.push(chunk);
      framer.end();
    }),
    { numRuns: 2000 },
  );
});
