// Finds texts that are too short to be looked for anywhere in a line: words like them occur in any prose.

/** Where a line that shows somebody's words shows them by themselves. */
const ALONE: readonly RegExp[] = [
  /(?<=["'`“‘«])[^"'`“”‘’«»]+(?=["'`”’»])/gu,
  // The end of a line, behind what names it.
  /(?<=[:=] ?)[^:=\s][^:=]*$/gu,
  // A code of a few digits, wherever it stands.
  /(?<![\w.+-])\d{4,}(?![\w-])/gu,
];

/** Any line counts something. */
const COUNT = /^\d{0,3}$/;

/** Whether a line shows one of the texts below so many characters by itself. */
export function shortTextFinder(texts: Iterable<string>, lengthBelow: number): (line: string) => boolean {
  const short = new Set([...texts].filter((text) => text.length < lengthBelow && !COUNT.test(text)));
  if (short.size === 0) return () => false;
  return (line) => ALONE.some((place) => line.match(place)?.some((shown) => short.has(shown.trim())));
}
