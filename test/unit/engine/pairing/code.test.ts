import { expect, test } from 'vitest';
import { drawCode, readCode } from '../../../../engine/pairing/code.ts';
import { createSystemIds, type Ids } from '../../../../engine/ports/ids.ts';

const bytesOf = (...drawn: number[]): Ids => ({
  ...createSystemIds(),
  bytes: (count) => new Uint8Array(count).fill(drawn.shift() ?? 0),
});

test('a code has eight characters that cannot be mistaken for each other (PAIR-1)', () => {
  const codes = Array.from({ length: 500 }, () => drawCode(createSystemIds(), new Set())!);
  for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
  expect(new Set(codes).size).toBe(500);
});

test('each of the symbols is as likely as any other', () => {
  const firsts = Array.from({ length: 256 }, (_, byte) => drawCode(bytesOf(byte), new Set())![0]!);
  const counts = new Map<string, number>();
  for (const symbol of firsts) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  expect([counts.size, new Set(counts.values())]).toEqual([32, new Set([8])]);
});

test('a code that is in use is drawn anew, and after 500 tries there is none', () => {
  expect(drawCode(bytesOf(0, 1), new Set(['AAAAAAAA']))).toBe('BBBBBBBB');
  expect(drawCode(bytesOf(), new Set(['AAAAAAAA']))).toBeNull();
});

test.each([
  ['abcd2345', 'ABCD2345'],
  [' ABCD2345\n', 'ABCD2345'],
  ['ABCD234', null],
  ['ABCD2340', null],
  ['ABCDI345', null],
  ['', null],
])('%j is read as %j', (text, code) => {
  expect(readCode(text)).toBe(code);
});
