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
  // A row of a table without cells leaves a line of nothing.
  const shown = trimmed(styled(withTables(text, tables)));
  const clean = shown.text === text ? text : withoutScaffolding(shown.text);
  return clean === shown.text ? shown : { text: clean, styles: [] };
}
