import { describe, expect, it } from 'vitest';
import { isArchive, isEditSentence } from '../../../../engine/message/debris.ts';

describe('the bytes of an archive (R1, ruling-24)', () => {
  it.each([
    'streamtyped\uFFFD\uFFFD@\uFFFDNSMutableAttributedString',
    'streamtyped\u0081\u00E8\u0003\u0084\u0001@',
    '\u0004\u000Bstreamtyped\uFFFD\u0003',
    'bplist00\uFFFD\u0001\u0002\u0003',
    'bplist00 X$version\u0000',
    '\n\uFFFDbplist00\uFFFD',
  ])('are known by what they begin with: %j', (text) => {
    expect(isArchive(text)).toBe(true);
  });

  it.each([
    'streamtyped is what my backup says',
    'bplist00',
    'bplist00\nwhat is that?',
    'streamtyped, and only much later \uFFFD',
    'why does it say streamtyped\uFFFD\uFFFD?',
  ])('are not what somebody writes about them: %j', (text) => {
    expect(isArchive(text)).toBe(false);
  });
});

describe('a sentence about an edit (R6)', () => {
  it.each([
    'Edited to “See you at six”',
    'Edited to “He said “six””',
    'Edited to “one\ntwo”',
    'Edited to\u00A0“six”',
    'Edited to „sechs“',
    'Edited to "See you at six"',
    'Edited to: “See you at six”',
    'Edited to: “See you at six',
  ])('is all of the text: %j', (text) => {
    expect(isEditSentence(text)).toBe(true);
  });

  it.each([
    'Edited to add: bring the keys',
    'Edited to “final”, which name do you like?',
    'Edited to “final',
    'I have edited to “six”',
    'Please change it: Edited to “six”',
    'edited to six',
    'Edited to "a" or "b"',
    'Edited to 6”',
  ])('is nothing that only looks like one: %j', (text) => {
    expect(isEditSentence(text)).toBe(false);
  });
});
