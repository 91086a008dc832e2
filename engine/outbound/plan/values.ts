// Where values end that are written as JSON, of which a text may begin any number.

export const isValue = (text: string, at: number) => text[at] === '{' || text[at] === '[';

const NONE = 0;

/**
 * What tells where a value ends: behind what begins with a bracket, as JSON is nested; null = it does not end. From the end of the
 * text to its begin, so that each place is looked at once however many values begin and never end.
 */
export function valueEndsIn(text: string): (start: number) => number | null {
  let known: Int32Array | null = null;
  return (start) => {
    known ??= closingBrackets(text);
    return known[start + 1] || null;
  };
}

/** Behind the next bracket that closes one from before each place; 0 = there is none. */
function closingBrackets(text: string): Int32Array {
  const closings = new Int32Array(text.length + 2);
  /** Behind the end of a string that each place is in. */
  const strings = new Int32Array(text.length + 2);
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const unit = text[at];
    if (unit === '"') strings[at] = at + 1;
    else strings[at] = strings[unit === '\\' ? at + 2 : at + 1]!;
    if (unit === '"') closings[at] = behind(closings, strings[at + 1]!);
    else if (unit === '{' || unit === '[') closings[at] = behind(closings, closings[at + 1]!);
    else closings[at] = unit === '}' || unit === ']' ? at + 1 : closings[at + 1]!;
  }
  return closings;
}

const behind = (closings: Int32Array, at: number) => (at === NONE ? NONE : closings[at]!);
