// Finds any of many texts in a line, at a cost that does not grow with their number.

/** Whether a line holds one of the texts of at least so many characters. */
export function textFinder(texts: Iterable<string>, lengthMin: number): (line: string) => boolean {
  const byBeginning = new Map<string, string[]>();
  /** Most places of a line are passed by at their first character. */
  const firsts = new Set<number>();
  for (const text of texts) {
    if (text.length < lengthMin) continue;
    firsts.add(text.charCodeAt(0));
    const beginning = text.slice(0, lengthMin);
    const same = byBeginning.get(beginning);
    if (same) same.push(text);
    else byBeginning.set(beginning, [text]);
  }
  return (line) => {
    for (let at = 0; at + lengthMin <= line.length; at += 1) {
      if (!firsts.has(line.charCodeAt(at))) continue;
      const candidates = byBeginning.get(line.slice(at, at + lengthMin));
      if (candidates?.some((text) => line.startsWith(text, at))) return true;
    }
    return false;
  };
}
