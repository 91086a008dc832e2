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

/** `JSON.parse` that keeps `1.0` apart from `1`. Throws `SyntaxError`. */
export function parseJson(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: SourceContext): unknown =>
    typeof value === 'number' && /[.eE]/.test(context?.source ?? '') ? new Decimal(value) : value;
  return JSON.parse(text, /\d[.eE]/.test(text) ? (reviver as Parameters<typeof JSON.parse>[1]) : undefined);
}
