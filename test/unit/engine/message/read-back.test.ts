import { describe, expect, it } from 'vitest';
import { readsAs } from '../../../../engine/message/read-back.ts';
import { comparableText } from '../../../../engine/message/text.ts';
import { composeBody } from '../../../../fake-imsg/chat-db/blobs/body-pieces.ts';
import { BODY_READERS, type BodyReading } from '../../../../fake-imsg/chat-db/blobs/body-text.ts';

const READINGS = Object.keys(BODY_READERS) as BodyReading[];
const LENGTHS = [1, 31, 32, 33, 62, 100, 126, 127, 128, 188, 256, 300, 1_000, 8_191, 8_192, 9_600, 20_000];
const LONGER = [32_767, 32_768, 65_535, 65_536, 70_000];

const isKnown = (reading: BodyReading, text: string) => {
  const { bytes } = composeBody('outgoing', [{ text }]);
  return readsAs(comparableText(BODY_READERS[reading](bytes)), comparableText(text));
};

describe.each(READINGS)('words that a build reads as it does: %s (wire-4.3, wire-11.11)', (reading) => {
  it.each([...LENGTHS, ...LONGER])('%d bytes of them are known', (length) => {
    expect(isKnown(reading, 'x'.repeat(length))).toBe(true);
    expect(isKnown(reading, `é${'漢'.repeat(Math.ceil(length / 3))}`)).toBe(true);
  });

  it.each([
    '\u200Fשלום, מה שלומך?',
    '\uFEFFhi',
    '\u2068\u200B- first\n- second',
    '👨‍👩‍👧 cafe\u0301',
    'I said 🆄 and ok',
    '今晚熄灯了吗',
    `\u200F${'漢字かな交じり文'.repeat(400)}`,
    `今晚熄${'漢字かな交じり文'.repeat(40)}`,
  ])('%j is known', (text) => {
    expect(isKnown(reading, text)).toBe(true);
  });
});

describe('other words', () => {
  it.each([
    ['>ok', 'ok'],
    ['not ok', 'ok'],
    ['!"ok', 'ok'],
    ['ok', ''],
    ['', 'ok'],
    ['OK', 'ok'],
    ['ok.', 'ok'],
    [`${String.fromCharCode(41)}${'x'.repeat(40)}`, 'x'.repeat(40)],
    [`#${'x'.repeat(9_600)}`, 'x'.repeat(9_600)],
    ['熄', '今晚熄灯了吗'],
    ['今\uFFFD', '今晚熄灯了吗'],
    ['streamtyped\uFFFD\uFFFD\u0003+\u0002no', 'ok'],
    ['streamtyped\uFFFD\uFFFD\u0003+\u0003熄灯', '熄灯了'],
  ])('%j is not %j', (read, said) => {
    expect(readsAs(read, said)).toBe(false);
  });
});
