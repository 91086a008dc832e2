// The files that people send, taken apart byte by byte. That decoders show them was seen with libheif, ffmpeg, libjpeg,
// gifsicle, qpdf, poppler, unzip, mp4box and mammoth.

import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileKind } from '../../../../../fake-imsg/world/files/file-kinds.ts';

const bytesOf = (extension: string) => fileKind(`a file.${extension}`).bytes;

interface Box {
  readonly type: string;
  /** Where in the file its content begins. */
  readonly at: number;
  readonly content: Buffer;
}

/** How many bytes stand before the boxes in a box that has any. */
const CONTAINERS: Readonly<Record<string, number>> = {
  meta: 4,
  iprp: 0,
  ipco: 0,
  iinf: 6,
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  dinf: 0,
  dref: 8,
  stbl: 0,
  stsd: 8,
  avc1: 78,
};

/** All boxes of a file, by their paths. Throws where sizes do not add up. */
function boxesOf(file: Buffer, from = 0, to = file.length, path = ''): Map<string, Box> {
  const found = new Map<string, Box>();
  let at = from;
  while (at < to) {
    const size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const name = path === '' ? type : `${path}/${type}`;
    if (size < 8 || at + size > to) throw new Error(`${name} ends at ${at + size}, beyond ${to}`);
    found.set(name, { type, at: at + 8, content: file.subarray(at + 8, at + size) });
    const skipped = CONTAINERS[type];
    if (skipped !== undefined)
      for (const [inner, box] of boxesOf(file, at + 8 + skipped, at + size, name)) found.set(inner, box);
    at += size;
  }
  return found;
}

/** A unit of a video stream behind its length of four bytes, and nothing behind it. */
function unitAt(file: Buffer, at: number, length: number): Buffer {
  expect(file.readUInt32BE(at)).toBe(length - 4);
  return file.subarray(at + 4, at + length);
}

describe('a picture of a phone (U13)', () => {
  const file = bytesOf('HEIC');
  const boxes = boxesOf(file);

  it('says what it is, and has nothing but its description and its data', () => {
    expect(boxes.get('ftyp')!.content.toString('latin1')).toBe('heic\0\0\0\0mif1heic');
    expect([...boxes.keys()].filter((path) => !path.includes('/'))).toEqual(['ftyp', 'meta', 'mdat']);
    expect(boxes.get('meta/hdlr')!.content.toString('latin1', 8, 12)).toBe('pict');
    expect(boxes.get('meta/iinf/infe')!.content.toString('latin1', 8, 12)).toBe('hvc1');
  });

  it('has one item, whose place is that of one slice of HEVC', () => {
    const item = boxes.get('meta/pitm')!.content.readUInt16BE(4);
    const place = boxes.get('meta/iloc')!.content;
    expect([place[4], place[5], place.readUInt16BE(6), place.readUInt16BE(8)]).toEqual([0x44, 0, 1, item]);
    const [at, length] = [place.readUInt32BE(14), place.readUInt32BE(18)];
    expect(at).toBe(boxes.get('mdat')!.at);
    expect(length).toBe(boxes.get('mdat')!.content.length);
    // An instantaneous decoding refresh, which needs no other picture.
    expect(unitAt(file, at, length)[0]! >> 1).toBe(20);
  });

  it('names its size and its sets of parameters, the profile as they have it', () => {
    const size = boxes.get('meta/iprp/ipco/ispe')!.content;
    expect([size.readUInt32BE(4), size.readUInt32BE(8)]).toEqual([16, 16]);
    const configuration = boxes.get('meta/iprp/ipco/hvcC')!.content;
    expect([configuration[0], configuration[12], configuration[21]! & 3, configuration[22]]).toEqual([
      1, 30, 3, 3,
    ]);
    const sets: Buffer[] = [];
    let at = 23;
    while (at < configuration.length) {
      expect(configuration.readUInt16BE(at + 1)).toBe(1);
      const length = configuration.readUInt16BE(at + 3);
      const set = configuration.subarray(at + 5, at + 5 + length);
      expect(set[0]! >> 1).toBe(configuration[at]! & 0x3f);
      sets.push(set);
      at += 5 + length;
    }
    expect(sets.map((set) => set[0]! >> 1)).toEqual([32, 33, 34]);
    // Profile and compatibility behind the first byte of the sequence; Main Still Picture is 3.
    expect([sets[1]![3], configuration[1]]).toEqual([3, 3]);
    const wanted = boxes.get('meta/iprp/ipma')!.content.subarray(4);
    expect([...wanted]).toEqual([0, 0, 0, 1, 0, 1, 2, 0x81, 2]);
  });

  it('is the same by each of its names', () => {
    expect(bytesOf('heic')).toEqual(file);
    expect(fileKind('IMG_1.HEIC')).toMatchObject({ mimeType: 'image/heic', uti: 'public.heic' });
  });
});

describe.each([
  ['MOV', 'qt  '],
  ['mp4', 'mp42'],
])('a film called .%s', (extension, brand) => {
  const file = bytesOf(extension);
  const boxes = boxesOf(file);
  const table = 'moov/trak/mdia/minf/stbl';

  it('says what it is', () => {
    expect(boxes.get('ftyp')!.content.toString('latin1', 0, 4)).toBe(brand);
    expect(boxes.get('moov/trak/mdia/hdlr')!.content.toString('latin1', 8, 12)).toBe('vide');
  });

  it('has one sample, whose place is that of one slice of H.264', () => {
    const [at] = [boxes.get(`${table}/stco`)!.content.readUInt32BE(8)];
    const sizes = boxes.get(`${table}/stsz`)!.content;
    expect(sizes.readUInt32BE(8)).toBe(1);
    expect(at).toBe(boxes.get('mdat')!.at);
    expect(unitAt(file, at, sizes.readUInt32BE(4))[0]! & 0x1f).toBe(5);
    expect(boxes.get(`${table}/stts`)!.content.readUInt32BE(12)).toBe(40);
    expect(boxes.get('moov/mvhd')!.content.readUInt32BE(16)).toBe(40);
  });

  it('names its size and its sets of parameters', () => {
    const picture = boxes.get(`${table}/stsd/avc1`)!.content;
    expect([picture.readUInt16BE(24), picture.readUInt16BE(26)]).toEqual([16, 16]);
    const configuration = boxes.get(`${table}/stsd/avc1/avcC`)!.content;
    const length = configuration.readUInt16BE(6);
    const sequence = configuration.subarray(8, 8 + length);
    expect(sequence[0]! & 0x1f).toBe(7);
    expect(configuration.subarray(1, 4)).toEqual(sequence.subarray(1, 4));
    const picturesAt = 8 + length;
    expect([configuration[picturesAt], configuration[picturesAt + 3]! & 0x1f]).toEqual([1, 8]);
    expect(picturesAt + 3 + configuration.readUInt16BE(picturesAt + 1)).toBe(configuration.length);
  });
});

describe('a voice memo (U13)', () => {
  it('is one packet of Opus: what it is, how long the packet is, the packet', () => {
    const file = bytesOf('caf');
    expect(file.subarray(0, 8)).toEqual(Buffer.from('caff\0\x01\0\0', 'latin1'));
    const chunks = new Map<string, Buffer>();
    let at = 8;
    while (at < file.length) {
      const end = at + 12 + Number(file.readBigInt64BE(at + 4));
      expect(end).toBeLessThanOrEqual(file.length);
      chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 12, end));
      at = end;
    }
    expect([...chunks.keys()]).toEqual(['desc', 'pakt', 'data']);
    const [description, table, data] = [...chunks.values()] as [Buffer, Buffer, Buffer];
    expect([description.readDoubleBE(0), description.toString('latin1', 8, 12)]).toEqual([48_000, 'opus']);
    expect([description.readUInt32BE(20), description.readUInt32BE(24)]).toEqual([960, 1]);
    expect([table.readBigInt64BE(0), table.readBigInt64BE(8), table.length]).toEqual([1n, 960n, 25]);
    expect(data.length - 4).toBe(table[24]);
    // Configuration 31: the whole spectrum, a fiftieth of a second; one channel, one frame.
    expect(data[4]).toBe(0xf8);
  });
});

describe('an archive', () => {
  it.each([
    ['zip', ['plain.txt']],
    ['docx', ['[Content_Types].xml', '_rels/.rels', 'word/document.xml']],
  ])('called .%s holds %j, with their checksums', (extension, expected) => {
    const file = bytesOf(extension);
    const end = file.length - 22;
    expect(file.toString('latin1', end, end + 4)).toBe('PK\x05\x06');
    const names: string[] = [];
    let at = file.readUInt32LE(end + 16);
    expect(at + file.readUInt32LE(end + 12)).toBe(end);
    while (at < end) {
      const nameLength = file.readUInt16LE(at + 28);
      const name = file.toString('utf8', at + 46, at + 46 + nameLength);
      const local = file.readUInt32LE(at + 42);
      expect(file.toString('latin1', local, local + 4)).toBe('PK\x03\x04');
      const from = local + 30 + nameLength;
      const content = file.subarray(from, from + file.readUInt32LE(at + 24));
      expect(crc32(content)).toBe(file.readUInt32LE(at + 16));
      expect(file.subarray(local + 14, local + 26)).toEqual(file.subarray(at + 16, at + 28));
      names.push(name);
      at += 46 + nameLength;
    }
    expect(names).toEqual(expected);
    expect(file.readUInt16LE(end + 10)).toBe(expected.length);
  });
});

describe('a document to print', () => {
  it('says where its objects are', () => {
    const text = bytesOf('pdf').toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
    const [, count, entries] = /^xref\n0 (\d+)\n([^t]*)trailer/.exec(text.slice(table))!;
    const places = [...entries!.matchAll(/(\d{10}) 00000 n \n/g)].map(([, place]) => Number(place));
    expect(places).toHaveLength(Number(count) - 1);
    for (const [index, place] of places.entries())
      expect(text.slice(place, place + 7)).toBe(`${index + 1} 0 obj`);
  });
});

describe('a picture of one pixel', () => {
  it('of PNG has the checksums of its parts, and its size', () => {
    const file = bytesOf('png');
    let at = 8;
    const types: string[] = [];
    while (at < file.length) {
      const length = file.readUInt32BE(at);
      types.push(file.toString('latin1', at + 4, at + 8));
      expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)));
      at += 12 + length;
    }
    expect(types).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([1, 1]);
  });

  it('of GIF is one picture and its end', () => {
    const file = bytesOf('gif');
    expect(file.toString('latin1', 0, 6)).toBe('GIF89a');
    expect([file.readUInt16LE(6), file.readUInt16LE(8), file.at(-1)]).toEqual([1, 1, 0x3b]);
  });

  it.each(['jpeg', 'jpg'])('of JPEG (.%s) has its tables, its frame and its end', (extension) => {
    const file = bytesOf(extension);
    const markers: number[] = [];
    let at = 2;
    while (file[at + 1] !== 0xda) {
      markers.push(file[at + 1]!);
      at += 2 + file.readUInt16BE(at + 2);
    }
    expect(markers).toEqual([0xdb, 0xc0, 0xc4, 0xc4]);
    expect(file.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });
});
