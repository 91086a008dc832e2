/** JSON as generic output of imsg has it: compact, slashes escaped (wire-1.1). */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

/** A number whose spelling counts: JavaScript would write it in another way, or imsg takes it for no integer. */
export class WrittenNumber {
  readonly value: number;
  readonly source: string;

  constructor(value: number, source: string) {
    this.value = value;
    this.source = source;
  }

  toJSON(): number {
    return this.value;
  }
}

interface SourceContext {
  readonly source?: string;
}

type Reviver = (key: string, value: unknown, context: SourceContext) => unknown;

/** JSON of its own, which `JSON.stringify` prints as it is. */
const raw = (JSON as unknown as { rawJSON(source: string): object }).rawJSON;

/** Ids that JavaScript would not give back as they were written: fractions, and long ones made of a clock. */
const PECULIAR_ID = /"id"\s*:\s*-?(?:0(?![\d.eE])|\d+[.eE]|\d{16,38}(?![\d.eE]))/;
/** Numbers that may be `WrittenNumber`s. */
const PECULIAR_NUMBER = /\d[.eE]|\d{16}|-0/;
/** What can be a number that no double holds, or half of a character. */
const SUSPECT = /\d[eE]\+?\d{3}|\d{300}|\\u[dD][89a-fA-F]/;

const isPeculiar = (value: unknown, source: string): value is number =>
  typeof value === 'number' && String(value) !== source;

/** The real one gives ids back byte for byte, but for very small ones, which it writes as C does. */
const exactId: Reviver = (key, value, { source = '' }) => {
  if (key !== 'id' || typeof value !== 'number' || /^-?\d{39}/.test(source)) return value;
  const isSmall = /e-/i.test(source) && value !== 0 && Math.abs(value) < 1e-4;
  return raw(isSmall ? value.toExponential().replace(/e-(\d)$/, 'e-0$1') : source);
};

/** For lenient builds, which take any number for what it is worth. */
const spelled: Reviver = (_key, value, { source = '' }) =>
  isPeculiar(value, source) ? new WrittenNumber(value, source) : value;

/** For strict builds: a fraction, an exponent, or more than 64 bits make no integer. */
const noInteger: Reviver = (_key, value, { source = '' }) => {
  const isNone =
    /[.eE]/.test(source) || (/\d{19}/.test(source) && wrapped(BigInt(source)) !== BigInt(source));
  return typeof value === 'number' && isNone ? new WrittenNumber(value, source) : value;
};

/** An integer as 64 bits hold it. */
export function wrapped(integer: bigint): bigint {
  return BigInt.asIntN(64, integer);
}

/** What JavaScript takes for JSON, and Apple's parser does not: endless numbers, halves of surrogate pairs. */
const whole: Reviver = (key, value) => {
  const isWhole =
    typeof value === 'string' ? value.isWellFormed() : typeof value !== 'number' || Number.isFinite(value);
  if (!isWhole || !key.isWellFormed()) throw new SyntaxError('not for JSONSerialization');
  return value;
};

/** What Apple's parser takes, and JavaScript does not: a comma behind the last value. Strings are left alone. */
const LAST_COMMA = /("(?:[^"\\]|\\.)*")|(?<=[^\s[{,]\s*),(?=\s*[}\]])/g;

/** `JSON.parse` as Apple has it, with ids and numbers as they were written. Throws `SyntaxError`. */
export function parseLenientFrame(text: string): unknown {
  return parseWith(text, spelled);
}

/** The same; only what is no integer is a `WrittenNumber`. Throws `SyntaxError`. */
export function parseStrictFrame(text: string): unknown {
  return parseWith(text, noInteger);
}

function parseWith(text: string, numbers: Reviver): unknown {
  if (isTooDeep(text)) throw new SyntaxError('too many nested arrays or objects');
  const revivers = [
    ...(SUSPECT.test(text) ? [whole] : []),
    ...(PECULIAR_ID.test(text) ? [exactId] : []),
    ...(PECULIAR_NUMBER.test(text) ? [numbers] : []),
  ];
  const all: Reviver = (key, value, context) =>
    revivers.reduce((revived, reviver) => reviver(key, revived, context), value);
  const reviver = revivers.length === 0 ? undefined : (all as Parameters<typeof JSON.parse>[1]);
  try {
    return JSON.parse(text, reviver);
  } catch (error) {
    const closed = text.replace(LAST_COMMA, '$1');
    if (closed === text) throw error;
    return JSON.parse(closed, reviver);
  }
}

/** Arrays and objects that may stand within each other; deeper ones Apple's parser refuses. */
const DEPTH_MAX = 512;

function isTooDeep(text: string): boolean {
  if (text.length < 2 * DEPTH_MAX) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '"') at = endOfString(text, at);
    else if (mark === '[' || mark === '{') depth += 1;
    else if (mark === ']' || mark === '}') depth -= 1;
    if (depth > DEPTH_MAX) return true;
  }
  return false;
}

/** Where the string that begins at a place ends. An expression would run out of stack over millions of letters. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** Whether it is an id that is kept as it was written. */
export function isRawJson(value: unknown): boolean {
  return (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value);
}
