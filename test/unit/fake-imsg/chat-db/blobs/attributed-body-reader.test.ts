import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAttributedBody } from '../../../../../fake-imsg/chat-db/blobs/attributed-body.ts';
import {
  bodyParts,
  decodeAttributedBody,
} from '../../../../../fake-imsg/chat-db/blobs/attributed-body-reader.ts';
import { type BodyPiece, composeBody } from '../../../../../fake-imsg/chat-db/blobs/body-pieces.ts';
import '../../../../support/repository/seeded.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
const piece: fc.Arbitrary<BodyPiece> = fc.oneof(
  words.map((text) => ({ text })),
  words.map((text) => ({ text, mention: '+15550001111' })),
  words.map((text) => ({ text, link: 'https://example.com/ü' })),
  fc.constant({ attachmentGuid: 'at_0_0A1B2C3D-0000-4000-8000-0000000000AA' }),
);

describe('decodeAttributedBody', () => {
  it('takes apart what composeBody made, so that it can be put together again', () => {
    fc.assert(
      fc.property(fc.constantFrom('outgoing', 'incoming'), fc.array(piece), (flavour, pieces) => {
        const { bytes, text, partCount } = composeBody(flavour, pieces);
        const body = decodeAttributedBody(bytes)!;
        expect(body).toMatchObject({ flavour, text });
        expect(encodeAttributedBody(body.flavour, body.text, body.runs).equals(bytes)).toBe(true);
        expect(bodyParts(body)).toHaveLength(partCount);
      }),
    );
  });

  it('reads lengths of every width', () => {
    for (const length of [127, 128, 32_767, 32_768, 70_000]) {
      const { bytes } = composeBody('incoming', [{ text: 'x'.repeat(length) }]);
      expect(bodyParts(decodeAttributedBody(bytes)!)).toEqual([{ index: 0, location: 0, length }]);
    }
  });

  it('leaves out attributes of kinds it does not know', () => {
    const { bytes } = composeBody('incoming', [{ text: 'hi', mention: '+15550001111' }]);
    // An NSString that is called something else, as long.
    const odd = Buffer.from(bytes.toString('latin1').replace('NSNumber', 'NSPumber'), 'latin1');
    const [run] = decodeAttributedBody(odd)!.runs;
    expect(run!.attributes.map(([key]) => key)).toEqual(['__kIMMentionConfirmedMention']);
  });

  it('makes nothing of other bytes, nor of a body that is cut off anywhere', () => {
    const { bytes } = composeBody('incoming', [{ text: 'hi', link: 'https://example.com' }]);
    for (let end = 0; end < bytes.length; end += 1) {
      expect(decodeAttributedBody(bytes.subarray(0, end))).toBeNull();
    }
    fc.assert(fc.property(fc.uint8Array(), (other) => decodeAttributedBody(other) === null));
  });
});

describe('bodyParts', () => {
  it('numbers files and stretches of text', () => {
    const pieces = [
      { attachmentGuid: 'a' },
      { text: 'look ' },
      { text: 'Bob', mention: 'b' },
      { attachmentGuid: 'c' },
    ];
    expect(bodyParts(decodeAttributedBody(composeBody('outgoing', pieces).bytes)!)).toEqual([
      { index: 0, location: 0, length: 1 },
      { index: 1, location: 1, length: 8 },
      { index: 2, location: 9, length: 1 },
    ]);
  });
});
