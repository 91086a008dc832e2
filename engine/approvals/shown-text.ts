// What somebody decides on, shown as it is: nothing in it hides, turns the order in which it is read, or looks like what the
// gateway says of it.

/** Scripts whose letters may have to be kept apart or together by a mark that nobody sees. */
const JOINED = [
  'Arabic Syriac Mandaic Nko Mongolian Devanagari Bengali Gurmukhi Gujarati',
  'Oriya Tamil Telugu Kannada Malayalam Sinhala Tibetan Khmer Myanmar',
];
const LETTER = `[${JOINED.join(' ').replace(/(\w+) ?/g, String.raw`\p{Script=$1}`)}]`;

/**
 * What nobody sees, or what turns the order of what they see: controls, marks of direction, fillers. Not what joins emoji and
 * the letters of scripts that need it.
 */
const HIDDEN = new RegExp(
  [
    String.raw`(?<=\p{Extended_Pictographic}|[#*0-9])\ufe0f`,
    String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
    String.raw`(?<=${LETTER})[\u200c\u200d](?=${LETTER})`,
    String.raw`([\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc])`,
  ].join('|'),
  'gu',
);

/** Over as many lines as it has. */
export function shownText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HIDDEN, (all, hidden?: string) => {
    return hidden === undefined || hidden === '\n' || hidden === '\t' ? all : numbered(hidden);
  });
}

/** On one line. */
export function shownLine(text: string): string {
  return shownText(text).replace(/[\n\t]/g, numbered);
}

/** Between marks of which it has none so long. */
export function fenced(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${text}\n${fence}`;
}

function numbered(hidden: string): string {
  return `\\u{${hidden.codePointAt(0)!.toString(16)}}`;
}
