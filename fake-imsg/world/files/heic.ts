import { box, fullBox, letters, u8, u16, u32 } from './boxes.ts';

// A grey square of 16 pixels, the smallest block that HEVC has, as a Main Still Picture: its sets of parameters
// and its one slice.
const VIDEO_PARAMETERS = Buffer.from('40010c01ffff03700000030090000003000003001eba0240', 'hex');
const SEQUENCE_PARAMETERS = Buffer.from(
  '42010103700000030090000003000003001ea0884596eaaf0a9a020000030002000003003210',
  'hex',
);
const PICTURE_PARAMETERS = Buffer.from('4401c0718112', 'hex');
const SLICE = Buffer.from('2801ac16602eb8', 'hex');
const SIDE = 16;
const PICTURE = 1;

/** What a decoder has to know first, the profile and level as the sequence has them. */
function decoderConfiguration(): Buffer {
  const sets = [VIDEO_PARAMETERS, SEQUENCE_PARAMETERS, PICTURE_PARAMETERS];
  const arrays = sets.map((set, index) => Buffer.concat([u8(0xa0 + index), u16(1, set.length), set]));
  const profile = [u8(1, 3), u32(0x70000000), u16(0x9000, 0, 0), u8(30)];
  // No segments, no parallelism, 4:2:0 of 8 bits, one layer, lengths of four bytes.
  const rest = [u16(0xf000), u8(0xfc, 0xfd, 0xf8, 0xf8), u16(0), u8(0x0f, arrays.length)];
  return box('hvcC', ...profile, ...rest, ...arrays);
}

function description(at: number, length: number): Buffer {
  const properties = box('ipco', decoderConfiguration(), fullBox('ispe', 0, 0, u32(SIDE, SIDE)));
  // The first property has to be understood, the second not.
  const associations = fullBox('ipma', 0, 0, u32(1), u16(PICTURE), u8(2, 0x81, 0x02));
  return fullBox(
    'meta',
    0,
    0,
    fullBox('hdlr', 0, 0, u32(0), letters('pict'), u32(0, 0, 0), u8(0)),
    fullBox('pitm', 0, 0, u16(PICTURE)),
    fullBox('iloc', 0, 0, u8(0x44, 0x00), u16(1, PICTURE, 0, 1), u32(at, length)),
    fullBox('iinf', 0, 0, u16(1), fullBox('infe', 2, 0, u16(PICTURE, 0), letters('hvc1'), u8(0))),
    box('iprp', properties, associations),
  );
}

/** The least that a decoder of HEIC shows: one picture, and nothing besides. */
function heicFile(): Buffer {
  const type = box('ftyp', letters('heic'), u32(0), letters('mif1heic'));
  const data = Buffer.concat([u32(SLICE.length), SLICE]);
  const headerLength = type.length + description(0, 0).length + 8;
  return Buffer.concat([type, description(headerLength, data.length), box('mdat', data)]);
}

export const SMALL_HEIC: Buffer = heicFile();
