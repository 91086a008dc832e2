import { deadlineMs } from '../../imsg/deadlines.ts';
import { send } from '../../imsg/send.ts';
import { comparableText, isBlank } from '../../message/text.ts';
import type { StyleRange, Words } from '../plan/words.ts';
import { addressed, wayTo } from './addressed.ts';
import type { Kind } from './kind.ts';

/** Between the words and their styles: no clean text has it. */
const APART = '\u001f';

/** Words, as one message. They are journalled as they are, and behind them their styles where there are any. */
export const text: Kind<Words> = {
  encode({ text: said, styles }) {
    if (isBlank(said)) return null;
    return styles.length === 0 ? said : said + APART + JSON.stringify(styles);
  },
  callOf:
    ({ content, target }) =>
    (client, { takesFormatting, ...means }) => {
      const styles = takesFormatting ? stylesOf(content) : [];
      const formatting = styles.length === 0 ? {} : { formatting: styles };
      return send(client, { text: wordsOf(content), ...formatting, ...addressed(target, means) });
    },
  isSaidBy: (row, content) =>
    row.text !== null && comparableText(row.text) === comparableText(wordsOf(content)),
  likenessOf: (content) => content,
  wayOf: ({ target }) => wayTo(target),
  isFile: false,
  carriesRest: true,
  takesMs: () => deadlineMs('send'),
  shownWithinMs: () => null,
  textOf: wordsOf,
  echoOf: wordsOf,
  nameOf: () => 'reply',
};

function wordsOf(content: string): string {
  const at = content.indexOf(APART);
  return at === -1 ? content : content.slice(0, at);
}

function stylesOf(content: string): readonly StyleRange[] {
  const at = content.indexOf(APART);
  return at === -1 ? [] : (JSON.parse(content.slice(at + 1)) as StyleRange[]);
}
