/** JSON as generic output of imsg has it: compact, slashes escaped (protocol section 1.1). */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/');
}

/** A number written with a fraction or an exponent: never an integer for imsg, whatever its value. */
export class Decimal {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

interface SourceContext {
  readonly source?: string;
}

type Reviver = (key: string, value: unknown, context: SourceContext) => unknown;

/** JSON of its own, which `JSON.stringify` prints as it is. */
const raw = (JSON as unknown as { rawJSON(source: string): object }).rawJSON;

/** Ids made of a clock have more digits than a double holds; the real one gives them back all the same. */
const LONG_ID = /"id"\s*:\s*-?\d{16,38}(?![\d.eE])/;
/** What can be a number that no double holds, or half of a character. */
const SUSPECT = /\d[eE]\+?\d{3}|\d{300}|\\u[dD][89a-fA-F]/;

const exactId: Reviver = (key, value, { source = '' }) =>
  key === 'id' && typeof value === 'number' && /^-?\d{16,38}$/.test(source) ? raw(source) : value;

const decimals: Reviver = (_key, value, { source = '' }) =>
  typeof value === 'number' && /[.eE]/.test(source) ? new Decimal(value) : value;

/** What JavaScript takes for JSON, and Apple's parser does not: endless numbers, halves of surrogate pairs. */
const whole: Reviver = (key, value) => {
  const isWhole =
    typeof value === 'string' ? value.isWellFormed() : typeof value !== 'number' || Number.isFinite(value);
  if (!isWhole || !key.isWellFormed()) throw new SyntaxError('not for JSONSerialization');
  return value;
};

/** What Apple's parser takes, and JavaScript does not: a comma behind the last value. Strings are left alone. */
const LAST_COMMA = /("(?:[^"\\]|\\.)*")|(?<=[^\s[{,]\s*),(?=\s*[}\]])/g;

/** `JSON.parse` as Apple has it, which keeps long ids exact. Throws `SyntaxError`. */
export function parseFrame(text: string): unknown {
  return parseWith(text, revivingOf(text));
}

/** The same, and `1.0` is kept apart from `1`. Throws `SyntaxError`. */
export function parseStrictFrame(text: string): unknown {
  if (!/\d[.eE]/.test(text)) return parseFrame(text);
  return parseWith(text, [...revivingOf(text), decimals]);
}

function revivingOf(text: string): Reviver[] {
  return [...(SUSPECT.test(text) ? [whole] : []), ...(LONG_ID.test(text) ? [exactId] : [])];
}

function parseWith(text: string, revivers: readonly Reviver[]): unknown {
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

/** Whether it is an id that is kept as it was written. */
export function isRawJson(value: unknown): boolean {
  return (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value);
}
