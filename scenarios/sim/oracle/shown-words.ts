// What is to be allowed as it is shown to whoever decides: nothing hides in it, and it cannot look like its own end.

const MAY_HIDE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const BEFORE_SELECTOR = /[\p{Extended_Pictographic}#*0-9]/u;
const BEFORE_JOINER = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;
const LATIN = /\p{Script=Latin}/u;
const LETTER = /[\p{L}\p{M}]/u;

export function shownWords(text: string): string {
  return [...text.replaceAll('\r\n', '\n')]
    .map((char, at, all) =>
      hides(char, all[at - 1] ?? '', all[at + 1] ?? '') ? `\\u{${char.codePointAt(0)!.toString(16)}}` : char,
    )
    .join('');
}

/** Whether it stands between marks that it cannot close. */
export function isFenced(asks: string, text: string): boolean {
  const shown = shownWords(text);
  const [, fence] = /\n(`{3,})\n/.exec(asks) ?? [];
  return fence !== undefined && !shown.includes(fence) && asks.includes(`\n${fence}\n${shown}\n${fence}\n`);
}

function hides(char: string, before: string, after: string): boolean {
  if (char === '\n' || char === '\t' || !MAY_HIDE.test(char)) return false;
  if (char === '\ufe0f') return !BEFORE_SELECTOR.test(before);
  if (char === '\u200d' && BEFORE_JOINER.test(before) && PICTURE.test(after)) return false;
  return !('\u200c\u200d'.includes(char) && isJoined(before) && isJoined(after));
}

/** A letter of a script whose letters are joined. */
const isJoined = (char: string) => LETTER.test(char) && !LATIN.test(char);
