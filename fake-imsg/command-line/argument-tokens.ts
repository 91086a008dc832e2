import type { CommandLinePolicy } from '../builds/command-lines.ts';
import { charactersOf } from '../chat-db/blobs/characters.ts';
import type { OptionSpec } from './signature.ts';

/** A command line in pieces. `raw` is how a complaint names an option. */
export type Token =
  | { readonly kind: 'argument'; readonly text: string }
  | {
      readonly kind: 'option';
      readonly spelling: string;
      readonly attached: string | null;
      readonly raw: string;
    }
  /** Several letters behind one dash: flags all of them. */
  | { readonly kind: 'flags'; readonly letters: readonly string[] }
  /** Two dashes alone: what follows are arguments, but none is the value of an option before it. */
  | { readonly kind: 'terminator' };

/** What Swift reads as a negative number: decimal, hexadecimal, infinite or none at all. */
const NEGATIVE_NUMBER = new RegExp(
  '^-(?:' +
    [
      String.raw`(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`,
      String.raw`0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)(?:p[+-]?\d+)?`,
      'inf(?:inity)?',
      String.raw`nan(?:\(\w*\))?`,
    ].join('|') +
    ')$',
  'i',
);

/**
 * Cuts arguments into tokens (wire-1.1). What stands behind `--` are arguments, whatever they look
 * like.
 *
 * @param optionsBy See `CommandLinePolicy`.
 */
export function tokenize(
  args: readonly string[],
  specs: readonly OptionSpec[],
  optionsBy: CommandLinePolicy['optionsBy'],
): Token[] {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  const token = optionsBy === 'form' ? tokenByForm(specs) : tokenByName;
  const tokens = before.map(token);
  if (end === -1) return tokens;
  const behind = args.slice(end + 1).map((text) => ({ kind: 'argument', text }) as const);
  return [...tokens, { kind: 'terminator' }, ...behind];
}

/** One letter behind one dash is an option like any other, and named like any other in complaints. */
function tokenByName(raw: string): Token {
  if (!raw.startsWith('-') || raw === '-') return { kind: 'argument', text: raw };
  const letters = charactersOf(raw.slice(1));
  if (!raw.startsWith('--') && letters.length > 1) return { kind: 'flags', letters };
  const spelling = raw.startsWith('--') ? raw : `-${raw}`;
  return { kind: 'option', spelling, attached: null, raw: spelling };
}

function tokenByForm(specs: readonly OptionSpec[]): (raw: string) => Token {
  const isKnown = (letter: string) => specs.some(({ spellings }) => spellings.includes(`-${letter}`));
  return (raw) => {
    if (raw.startsWith('--')) return longOption(raw);
    if (!raw.startsWith('-') || raw === '-') return { kind: 'argument', text: raw };
    const letters = charactersOf(raw.slice(1));
    if (NEGATIVE_NUMBER.test(raw) && !letters.every(isKnown)) return { kind: 'argument', text: raw };
    if (letters.length === 1) return { kind: 'option', spelling: raw, attached: null, raw };
    return { kind: 'flags', letters };
  };
}

function longOption(raw: string): Token {
  const equals = raw.indexOf('=');
  if (equals === -1) return { kind: 'option', spelling: raw, attached: null, raw };
  return { kind: 'option', spelling: raw.slice(0, equals), attached: raw.slice(equals + 1), raw };
}
