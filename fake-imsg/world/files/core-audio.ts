import { letters, u32 } from './boxes.ts';

/** The least that is a frame in Opus: a fiftieth of a second of silence. */
const SILENCE = Buffer.from('f8fffe', 'hex');
const SAMPLE_RATE = 48_000;
const FRAMES = SAMPLE_RATE / 50;

const chunk = (type: string, ...content: readonly Uint8Array[]): Buffer => {
  const inside = Buffer.concat(content);
  return Buffer.concat([letters(type), u32(0, inside.length), inside]);
};

function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

/** A voice memo that says nothing: what it holds, how long its one packet is, the packet. */
export const SILENT_CAF: Buffer = Buffer.concat([
  letters('caff\0\x01\0\0'),
  chunk('desc', float64(SAMPLE_RATE), letters('opus'), u32(0, 0, FRAMES, 1, 0)),
  chunk('pakt', u32(0, 1, 0, FRAMES, 0, 0), Buffer.from([SILENCE.length])),
  chunk('data', u32(0), SILENCE),
]);
