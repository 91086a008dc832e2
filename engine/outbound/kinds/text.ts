import { deadlineMs } from '../../imsg/deadlines.ts';
import { send } from '../../imsg/send.ts';
import type { MessageGuid } from '../../message/ids.ts';
import { readsAs } from '../../message/read-back.ts';
import { comparableText, isBlank } from '../../message/text.ts';
import type { StyleRange, Words } from '../plan/words.ts';
import { addressed, wayTo } from './addressed.ts';
import type { Kind } from './kind.ts';

/** What is known of a message besides its words. */
interface Beside {
  readonly styles?: readonly StyleRange[];
  /** The message that it answers in its thread, where the way that it takes knows threads (OUT-11). */
  readonly replyTo?: MessageGuid;
  /** Whether it is as good without its thread: nobody is told of that then. */
  readonly mayStandAlone?: true;
  /** It is about the file before it, or goes on with what is done there: it is never without that. */
  readonly isCaption?: true;
}

/** Words, and what is known of them. */
export type Message = Words & Beside;

/** Between the words and what is beside them: no clean text has it. */
const APART = '\u001f';

/** Words, as one message. They are journalled as they are, and behind them what is beside them. */
export const text: Kind<Message> = {
  encode({ text: said, styles, ...others }) {
    if (isBlank(said)) return null;
    const beside: Beside = { ...(styles.length > 0 && { styles }), ...others };
    return Object.keys(beside).length === 0 ? said : said + APART + JSON.stringify(beside);
  },
  callOf:
    ({ content, target, attemptId }, note) =>
    (client, means) => {
      const { takesFormatting, takesAttempt } = means;
      const { styles = [], replyTo, mayStandAlone = false } = besideOf(content);
      const isThreaded = means.transport === 'bridge';
      if (replyTo !== undefined && !isThreaded && !mayStandAlone)
        note('goes outside of its thread: the bridge of imsg is not there');
      return send(client, {
        text: wordsOf(content),
        ...(takesFormatting && styles.length > 0 && { formatting: styles }),
        ...(replyTo !== undefined && isThreaded && { replyTo }),
        ...(takesAttempt && { attemptId }),
        ...addressed(target, means),
      });
    },
  isSaidBy: (row, content) =>
    row.text !== null && readsAs(comparableText(row.text), comparableText(wordsOf(content))),
  likenessOf: (content) => content,
  wayOf: ({ target }) => wayTo(target),
  isFile: false,
  carriesRest: true,
  isCaption: (content) => besideOf(content).isCaption ?? false,
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

function besideOf(content: string): Beside {
  const at = content.indexOf(APART);
  return at === -1 ? {} : (JSON.parse(content.slice(at + 1)) as Beside);
}
