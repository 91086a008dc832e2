import { box, fullBox, letters, u8, u16, u32 } from './boxes.ts';

// One grey picture of 16 by 16 in H.264, Constrained Baseline: its sets of parameters and its one slice.
const SEQUENCE_PARAMETERS = Buffer.from('6742c00adde840000003004000000c83c489e0', 'hex');
const PICTURE_PARAMETERS = Buffer.from('68ce0194b2', 'hex');
const SLICE = Buffer.from('6588843a2780', 'hex');
const SIDE = 16;
/** In thousandths of a second. */
const TIMESCALE = 1000;
const DURATION = 40;

const UNITY = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function decoderConfiguration(): Buffer {
  const profile = SEQUENCE_PARAMETERS.subarray(1, 4);
  const sequence = [u8(0xe1), u16(SEQUENCE_PARAMETERS.length), SEQUENCE_PARAMETERS];
  const picture = [u8(1), u16(PICTURE_PARAMETERS.length), PICTURE_PARAMETERS];
  return box('avcC', u8(1), profile, u8(0xff), ...sequence, ...picture);
}

function sampleTable(at: number, length: number): Buffer {
  const picture = [
    u8(0, 0, 0, 0, 0, 0),
    u16(1, 0, 0),
    u32(0, 0, 0),
    u16(SIDE, SIDE),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(24, 0xffff),
  ];
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), box('avc1', ...picture, decoderConfiguration())),
    fullBox('stts', 0, 0, u32(1, 1, DURATION)),
    fullBox('stsc', 0, 0, u32(1, 1, 1, 1)),
    fullBox('stsz', 0, 0, u32(length, 1)),
    fullBox('stco', 0, 0, u32(1, at)),
  );
}

function movie(at: number, length: number): Buffer {
  const handler = fullBox('hdlr', 0, 0, u32(0), letters('vide'), u32(0, 0, 0), u8(0));
  const information = box(
    'minf',
    fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)),
    box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
    sampleTable(at, length),
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, TIMESCALE, DURATION), u16(0x55c4, 0)),
    handler,
    information,
  );
  const place = [u32(0, 0, 1, 0, DURATION, 0, 0), u16(0, 0, 0, 0), UNITY, u32(SIDE << 16, SIDE << 16)];
  const speed = [u32(0x10000), u16(0x100, 0), u32(0, 0), UNITY, u32(0, 0, 0, 0, 0, 0)];
  return box(
    'moov',
    fullBox('mvhd', 0, 0, u32(0, 0, TIMESCALE, DURATION), ...speed, u32(2)),
    box('trak', fullBox('tkhd', 0, 3, ...place), media),
  );
}

/** The least that a player shows: one picture for the twenty-fifth of a second. */
function film(brands: string): Buffer {
  const type = box('ftyp', letters(brands.slice(0, 4)), u32(0), letters(brands));
  const data = Buffer.concat([u32(SLICE.length), SLICE]);
  return Buffer.concat([type, box('mdat', data), movie(type.length + 8, data.length)]);
}

export const SMALL_MOV: Buffer = film('qt  ');
export const SMALL_MP4: Buffer = film('mp42isom');
