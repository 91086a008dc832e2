// One reader of foreign bytes, and what must hold whatever it is given.

import type { Random } from '../../scenarios/sim/random.ts';

export interface Target {
  readonly name: string;
  /** One input. The same numbers make the same input. */
  draw(random: Random): Buffer;
  /** Gives the input to the product. Throws `Finding` where it does what it must not; so does whatever else it throws. */
  run(input: Buffer): void | Promise<void>;
  /** Processor time that an input may take. Default: a second, for which the loop may be held. */
  readonly cpuMsMax?: number;
}

/** What the product did wrong. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/**
 * What moves the cursor, changes colours, ends a line or turns the order of what is read: control characters,
 * line separators, halves of characters, and marks of direction.
 */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Throws where a line that people or machines read holds anything that is more than it looks. */
export function expectSafeLine(line: string, where: string): void {
  const found = UNSAFE.exec(line);
  if (found === null) return;
  const code = found[0].codePointAt(0)!.toString(16).padStart(4, '0');
  const context = JSON.stringify(line.slice(Math.max(0, found.index - 40), found.index + 40));
  throw new Finding(`U+${code} stands unescaped in ${where}: ${context}`);
}

/** The same for a text of several lines. */
export function expectSafeText(text: string, where: string): void {
  for (const line of text.split('\n')) expectSafeLine(line, where);
}
