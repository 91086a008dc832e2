// Whatever an agent says: what leaves holds nothing that a terminal would act on, and nothing else is lost.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../engine/message/plain-text.ts';
import { isBlank } from '../../engine/message/text.ts';
import { cleanReply } from '../../scenarios/sim/oracle/words.ts';
import '../support/repository/seeded.ts';

const UNCLEAN = /(?![\n\t])\p{Cc}|\p{Cs}/u;
const words = fc.string({ unit: 'binary' }).filter((text) => !UNCLEAN.test(text));
const sequences = fc.constantFrom(
  ...[
    '\u001b[31m',
    '\u001b[?25h',
    '\u001b]0;t\u0007',
    '\u001b]8;;u\u001b\\',
    '\u001bPd\u001b\\',
    '\u001b(B',
    '\u001bc',
  ],
  ...['\u009b0m', '\u009dt\u009c', '\u0007', '\u0000', '\r', '\u007f', '\u0085', '\ud800', '\udfff'],
);
/** Bits of sequences in any order, so that they meet in ways that nobody thought of. */
const debris = fc.constantFrom(
  '\u001b',
  '[',
  ']',
  '0',
  ';',
  'm',
  '\\',
  '\u0007',
  '\u009b',
  '\u009d',
  '\u009c',
  '\ud83d',
  '\ude00',
);

describe('plainText', () => {
  it('is clean, and cleaning it again changes nothing (S6, ruling-25)', () => {
    const anything = fc.array(fc.oneof(words, sequences, debris)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anything, (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(UNCLEAN);
        expect(plain.isWellFormed()).toBe(true);
        expect(plainText(plain)).toBe(plain);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what the oracle lets leave', () => {
    const anything = fc.array(fc.oneof(sequences, debris)).map((parts) => parts.join('a'));
    fc.assert(
      fc.property(anything, (text) => {
        expect(plainText(text)).toBe(cleanReply(text).trim());
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves words alone', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(plainText(text)).toBe(isBlank(text) ? '' : text.trim());
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes out whole sequences and no word beside them', () => {
    const said = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), sequences), { minLength: 1 });
    fc.assert(
      fc.property(said, (pairs) => {
        const text = pairs.map(([word, sequence]) => sequence + word).join('');
        expect(plainText(text)).toBe(pairs.map(([word]) => word).join(''));
      }),
      { numRuns: 2_000 },
    );
  });
});
