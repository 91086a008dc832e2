import type { AccountConfig } from '../../config/config.ts';
import { withoutScaffolding } from './clean.ts';
import { styled } from './styles.ts';
import { withTables } from './tables.ts';
import { trimmed, type Words } from './words.ts';

/**
 * A text without what is for nobody, as a phone shows it. Marks of markdown may have stood in the middle of something else that
 * is for nobody, which shows only without them: then nothing is styled.
 */
export function shownOf(text: string, tables: AccountConfig['tables']): Words {
  const said = LETTERS_ASIDE.test(text) ? text : text.replace(MARKED_NAME, moved(ASIDE));
  // A row of a table without cells leaves a line of nothing.
  const shown = trimmed(styled(withTables(said, tables)));
  const clean = shown.text === text ? text : withoutScaffolding(shown.text);
  const words = clean === shown.text ? shown : { text: clean, styles: [] };
  return said === text ? words : { ...words, text: words.text.replace(EACH_ASIDE, moved(-ASIDE)) };
}

/** The first letter of a tag that has marks of its own, of which the text speaks: without the marks nobody would see that it does. */
const MARKED_NAME = /(?<=[*_~][<◁]\/?)[A-Za-z](?=[\w:-]{0,39}[>▷][*_~])/g;
/** How far letters are put aside meanwhile, to where no alphabet has any. */
const ASIDE = 0xe000;
const LETTERS_ASIDE = /[\uE041-\uE07A]/;
const EACH_ASIDE = new RegExp(LETTERS_ASIDE, 'g');

const moved = (by: number) => (letter: string) => String.fromCharCode(letter.charCodeAt(0) + by);
