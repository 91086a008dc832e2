// Text in columns of a terminal, where an ideogram or an emoji takes two cells and an accent none.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const NO_CELL = /^[\p{Mark}\p{Cf}]+$/u;
const TWO_CELLS =
  /^\p{Emoji_Presentation}|\uFE0F|^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|^[\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u;

/** How many cells of a terminal a text takes. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (!NO_CELL.test(segment)) cells += TWO_CELLS.test(segment) ? 2 : 1;
  }
  return cells;
}

/** Fills a text up with spaces; a text that is wider stays whole. */
export function padCells(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** Breaks a text at spaces into lines of at most `cells`; a word that is wider is cut. */
export function wrapCells(text: string, cells: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, cells))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && cellsOf(longer) > cells) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(word: string, cells: number): string[] {
  const cut: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && cellsOf(piece + segment) > cells) {
      cut.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...cut, piece];
}
