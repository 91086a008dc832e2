// Where a reply is cut that is longer than it may be (OUT-1 to OUT-3).

type Span = readonly [from: number, to: number];

/** The paragraphs of a text, those that say nothing left out; what is within a block of code is one. */
export function paragraphsIn(text: string): Span[] {
  const masked = text.replace(/```[\s\S]*?(?:```|$)/g, (block) => '`'.repeat(block.length));
  const gaps = [...masked.matchAll(/\n[\t ]*\n+/g)];
  const froms = [0, ...gaps.map((gap) => gap.index + gap[0].length)];
  const tos = [...gaps.map((gap) => gap.index), text.length];
  return froms
    .map((from, index): Span => [from, tos[index]!])
    .filter(([from, to]) => text.slice(from, to).trim() !== '');
}

export function cutByParagraph(text: string, limit: number): Span[] {
  if (text.length <= limit) return [[0, text.length]];
  const cut: Span[] = [];
  /** Nothing is joined to pieces of a paragraph that was too long. */
  let isOpen = false;
  for (const [from, end] of paragraphsIn(text)) {
    const to = from + text.slice(from, end).trimEnd().length;
    const before = isOpen ? cut.at(-1) : undefined;
    const isShort = to - from <= limit;
    if (before && to - before[0] <= limit) cut[cut.length - 1] = [before[0], to];
    else if (isShort) cut.push([from, to]);
    else for (const [a, b] of cutByLength(text.slice(from, to), limit)) cut.push([from + a, from + b]);
    isOpen = isShort;
  }
  return cut;
}

export function cutByLength(text: string, limit: number): Span[] {
  if (text.length <= limit) return [[0, text.length]];
  const cut: Span[] = [];
  let from = 0;
  while (text.length - from > limit) {
    const at = from + lastGap(text.slice(from), limit);
    const piece = text.slice(from, at).trimEnd();
    if (piece !== '') cut.push([from, from + piece.length]);
    from = at + (text.slice(at).length - text.slice(at).trimStart().length);
  }
  const rest = text.slice(from).trimEnd();
  return rest === '' ? cut : [...cut, [from, from + rest.length]];
}

function lastGap(text: string, limit: number): number {
  const pairs = pairsIn(text);
  const isWithinBrackets = (at: number) => pairs.some(([begin, end]) => begin < at && at < end);
  for (const gap of [/\n/, /\s/])
    for (let at = limit - 1; at > 0; at -= 1)
      if (gap.test(text.charAt(at)) && !isWithinBrackets(at)) return at;
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(limit - 1, limit + 1)) ? limit - 1 : limit;
}

/** A bracket that nothing closes is a smiley, or a slip. */
function pairsIn(text: string): Span[] {
  const pairs: Span[] = [];
  const begun: number[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[()]/g)) {
    if (bracket === '(') begun.push(index);
    else if (begun.length > 0) pairs.push([begun.pop()!, index]);
  }
  return pairs;
}
