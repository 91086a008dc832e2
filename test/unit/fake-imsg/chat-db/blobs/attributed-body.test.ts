import { NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAttributedBody } from '../../../../../fake-imsg/chat-db/blobs/attributed-body.ts';
import { type BodyPiece, composeBody } from '../../../../../fake-imsg/chat-db/blobs/body-pieces.ts';
import '../../../../support/repository/seeded.ts';

const GUID = '0A1B2C3D-0000-4000-8000-0000000000AA';
const plain = (flavour: 'outgoing' | 'incoming', text: string) => composeBody(flavour, [{ text }]).bytes;
const fromHex = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex');
const ascii = (text: string) => Buffer.from(text, 'ascii').toString('hex');

/** The real row of file-4.3, with names spelled out where they appear. */
const OUTGOING_NOTER_TEST = fromHex(`
  040b ${ascii('streamtyped')} 81e803 840140
  848484 19 ${ascii('NSMutableAttributedString')} 00 8484 12 ${ascii('NSAttributedString')} 00
  8484 08 ${ascii('NSObject')} 00 85
  92 848484 0f ${ascii('NSMutableString')} 01 8484 08 ${ascii('NSString')} 01 95
  84012b 0a ${ascii('Noter test')} 86
  84026949 010a
  92 848484 0c ${ascii('NSDictionary')} 00 95 840169 01
  92 849898 1d ${ascii('__kIMMessagePartAttributeName')} 86
  92 848484 08 ${ascii('NSNumber')} 00 8484 07 ${ascii('NSValue')} 00 95
  84012a 849b 9b00 86 86 86`);

/** A received "Hi", byte for byte (file-4.4). */
const INCOMING_HI = fromHex(`
  040b73747265616d747970656481e803840140848484124e5341747472696275746564
  537472696e67008484084e534f626a656374008592848484084e53537472696e67019484012b02486986840269490102
  928484840c4e5344696374696f6e617279009484016901928496961d5f5f6b494d4d657373616765506172744174747269
  627574654e616d658692848484084e534e756d626572008484074e5356616c7565009484012a84999900868686`);

function decode(bytes: Buffer): NSAttributedString {
  const root = Unarchiver.open(bytes).decodeSingleRoot();
  if (!(root instanceof NSAttributedString)) throw new Error('the root is not an attributed string');
  return root;
}

const decodedText = (bytes: Buffer) => String(decode(bytes).string);

describe('encodeAttributedBody', () => {
  it('reproduces a real outgoing row byte for byte (file-4.3)', () => {
    const bytes = plain('outgoing', 'Noter test');
    expect(bytes.toString('hex')).toBe(OUTGOING_NOTER_TEST.toString('hex'));
    expect(bytes).toHaveLength(233);
  });

  it('reproduces the incoming form byte for byte (file-4.4)', () => {
    const bytes = plain('incoming', 'Hi');
    expect(bytes.toString('hex')).toBe(INCOMING_HI.toString('hex'));
    expect(bytes).toHaveLength(177);
  });

  it.each([1, 50, 127])(
    'takes 223 + n bytes outgoing and 175 + n incoming for %i ASCII characters',
    (length) => {
      const text = 'x'.repeat(length);
      expect(plain('outgoing', text)).toHaveLength(223 + length);
      expect(plain('incoming', text)).toHaveLength(175 + length);
    },
  );

  it.each([
    [127, '7f'],
    [128, '818000'],
    [157, '819d00'],
    [200, '81c800'],
    [32_767, '81ff7f'],
    [32_768, '8200800000'],
    [70_000, '8270110100'],
  ])('writes the length %i in the form %s, for bytes and for units', (length, form) => {
    const hex = plain('incoming', 'x'.repeat(length)).toString('hex');
    expect(hex).toContain(`84012b${form}7878`);
    expect(hex).toContain(`8402694901${form}92`);
  });

  it('counts the string in bytes and the run in UTF-16 units (file-4.5)', () => {
    const hex = plain('incoming', 'héllo 👋').toString('hex');
    expect(hex).toContain('84012b0b');
    expect(hex).toContain('840269490108');
  });

  it('takes 427 bytes for 200 ASCII characters of an outgoing row', () => {
    expect(plain('outgoing', 'x'.repeat(200))).toHaveLength(427);
  });

  it('writes an empty body without runs', () => {
    const bytes = plain('incoming', '');
    expect(bytes).toHaveLength(76);
    expect(bytes.subarray(-3).toString('hex')).toBe('008686');
  });

  it('puts a writing direction before the part, as newer senders do', () => {
    const run = {
      length: 6,
      attributes: [
        ['__kIMBaseWritingDirectionAttributeName', { kind: 'number', type: 'q', value: -1 }],
        ['__kIMMessagePartAttributeName', { kind: 'number', type: 'q', value: 0 }],
      ],
    } as const;
    const bytes = encodeAttributedBody('incoming', 'Test 3', [run]);
    expect(bytes).toHaveLength(235);
    expect(bytes.toString('hex')).toContain('84012a848401719dff86');
    expect(bytes.toString('hex')).toContain('92849b9c9d9d0086');
  });

  it('archives data with its length in the type', () => {
    const value = { kind: 'data', value: Buffer.alloc(582, 7) } as const;
    const bytes = encodeAttributedBody('outgoing', 'x', [
      { length: 1, attributes: [['__kIMDataDetectedAttributeName', value]] },
    ]);
    expect(bytes.toString('hex')).toContain(`814602${'84065b353832635d'}0707`);
  });

  it('refuses runs that do not cover the text', () => {
    expect(() => encodeAttributedBody('incoming', 'abc', [{ length: 2, attributes: [] }])).toThrow(
      'attribute runs cover 2 UTF-16 units of 3',
    );
  });
});

describe('composeBody (file-4.6)', () => {
  it('writes a mention as three runs of one part, the third by the dictionary of the first', () => {
    const { bytes, partCount } = composeBody('outgoing', [
      { text: 'foo ' },
      { text: 'Alice', mention: '+15550001111' },
      { text: ' foo' },
    ]);
    const hex = bytes.toString('hex');
    expect(partCount).toBe(1);
    expect(hex).toContain('840269490104');
    expect(hex).toContain('990205');
    // The part of the second run is the number of the first, the third run has no dictionary of its own.
    expect(hex).toContain('929c86990104');
    expect(hex.endsWith('99010486')).toBe(true);
  });

  it('gives an attachment and its caption parts of their own', () => {
    const { bytes, text, partCount } = composeBody('incoming', [
      { attachmentGuid: `at_0_${GUID}` },
      { text: 'Look' },
    ]);
    expect(text).toBe('\uFFFCLook');
    expect(partCount).toBe(2);
    const tail = `97020492849899 01 92849696 1d ${ascii('__kIMMessagePartAttributeName')} 86 92849d9c9f990186 8686`;
    expect(bytes.toString('hex').endsWith(tail.replace(/\s/g, ''))).toBe(true);
  });

  it('writes a link as NSURL beside its part', () => {
    const url = 'https://example.com/a';
    const { bytes } = composeBody('outgoing', [{ text: 'see ' }, { text: url, link: url }]);
    expect(bytes.toString('hex')).toContain(
      `92848484 05 ${ascii('NSURL')} 00 95 840163 00 92 84`.replace(/\s/g, ''),
    );
    const runs = decode(bytes).runs;
    expect(runs.map((run) => Object.keys(run.attributes))).toEqual([
      ['__kIMMessagePartAttributeName'],
      ['__kIMLinkAttributeName', '__kIMMessagePartAttributeName'],
    ]);
  });

  it('is read back by an independent decoder, whatever the pieces (file-4.2)', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const piece: fc.Arbitrary<BodyPiece> = fc.oneof(
      text.map((value) => ({ text: value })),
      text.map((value) => ({ text: value, mention: '+15550001111' })),
      text.map((value) => ({ text: value, link: 'https://example.com/' })),
      fc.nat(20).map((index) => ({ attachmentGuid: `at_${index}_${GUID}` })),
    );
    const bodies = fc.tuple(fc.constantFrom('outgoing', 'incoming'), fc.array(piece, { minLength: 1 }));
    fc.assert(
      fc.property(bodies, ([flavour, pieces]) => {
        const body = composeBody(flavour as 'outgoing' | 'incoming', pieces);
        const decoded = decode(body.bytes);
        expect(String(decoded.string)).toBe(body.text);
        const files = pieces.filter((each) => 'attachmentGuid' in each).length;
        expect(
          decoded.runs.filter((run) => '__kIMFileTransferGUIDAttributeName' in run.attributes),
        ).toHaveLength(files);
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it.each([127, 128, 32_767, 32_768, 70_000])('is read back at a length of %i', (length) => {
    const text = 'ü'.repeat(length);
    expect(decodedText(plain('incoming', text))).toBe(text);
    expect(decodedText(plain('outgoing', text))).toBe(text);
  });
});
