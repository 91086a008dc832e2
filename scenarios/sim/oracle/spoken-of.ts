// Tags that an agent speaks of rather than uses (OUT-9).

const PLAIN = /^[<◁[]\/?[\w:-]{1,40}[>▷\]]$/;

export interface Tag {
  readonly at: number;
  readonly to: number;
}

/** In quotes or brackets of its own. */
export function isQuoted(text: string, { at, to }: Tag): boolean {
  const [before, behind] = [text.charAt(at - 1), text.charAt(to)];
  const isIn = (units: string, unit: string) => unit !== '' && units.includes(unit);
  return PLAIN.test(text.slice(at, to)) && isIn('"\'“”‘’«»„(', before) && isIn('"\'“”‘’«»)', behind);
}

/** One word of a sentence, or the name of a type. */
export function isWord(text: string, { at, to }: Tag): boolean {
  const tag = text.slice(at, to);
  if (!PLAIN.test(tag)) return false;
  const [before, behind] = [text.slice(0, at), text.slice(to)];
  if (/^<[A-Z][a-z]/.test(tag) && /[\w.]$/.test(before)) return true;
  if (!before.endsWith(' ') || !/[\p{L}\p{N}\p{M},;"”’'»)]$/u.test(before.slice(0, -1))) return false;
  return /^ [\p{L}\p{N}("“'‘]/u.test(behind) || /^[.,;!?)"”’'»](?=\s|$)/u.test(behind);
}

/** Two of which it speaks at once, with a short word between them. */
export function areWords(text: string, begin: Tag, end: Tag): boolean {
  const between = text.slice(begin.to, end.at);
  const word = between.trim();
  const isShort =
    between.length - between.trimStart().length <= 2 && between.length - between.trimEnd().length <= 2;
  return isShort && /^(?:\p{L}{1,5}|…|\.\.\.|[,&/+-])$/u.test(word) && isWord(text, end);
}
