import type { Action, Deed } from '../../actions/action.ts';
import { deedIn } from '../../actions/deed.ts';
import { actionNamed } from '../../actions/registry.ts';
import type { OwnRow } from '../../echo/own-rows.ts';
import { deadlineMs } from '../../imsg/deadlines.ts';
import { callAction, send } from '../../imsg/send.ts';
import { readsAs } from '../../message/read-back.ts';
import { comparableText } from '../../message/text.ts';
import { addressed } from './addressed.ts';
import type { Kind } from './kind.ts';

/** Messages does it at once, if at all. */
const SHOWN_WITHIN_MS = 15_000;

/** Something done in the conversation, resolved. What an agent asks for becomes it in `actions/actions.ts`. */
export const action: Kind<Deed> = {
  encode: (deed) => JSON.stringify(deed),
  callOf({ content, target, attemptId }, note) {
    const deed = kept(content);
    const { method, isWordsAlone } = actionOf(deed);
    return (client, means) => {
      const styles = means.takesFormatting ? deed.styles : undefined;
      const asWords = {
        text: deed.words ?? '',
        ...(styles && { formatting: styles }),
        ...addressed(target, means),
      };
      if (isWordsAlone && means.takesAttempt)
        return send(client, { ...asWords, attemptId, ...(deed.target && { replyTo: deed.target }) });
      const params = {
        chat_guid: target.chatGuid,
        ...deed.params,
        ...(styles && { text_formatting: styles }),
      };
      if (!isWordsAlone || means.transport === 'bridge') return callAction(client, method, params);
      note('goes as a plain message: the bridge of imsg is not there, or has not taken it');
      return send(client, asWords);
    };
  },
  likenessOf: (content) => content,
  wayOf: ({ content }) => (actionOf(kept(content)).isWordsAlone ? 'bridge-first' : 'bridge'),
  isFile: false,
  carriesRest: false,
  isSaidBy({ text, deed: shown }, content) {
    const deed = kept(content);
    if (shown) return actionOf(deed).isShownBy?.(shown, deed) ?? false;
    return text !== null && deed.words !== undefined && isSame(text, deed.words);
  },
  async isDone(content, look) {
    const deed = kept(content);
    const { isDone } = actionOf(deed);
    return isDone ? isDone(deed, look) : false;
  },
  takesMs: (content) => deadlineMs(actionOf(kept(content)).method),
  shownWithinMs: (content) => (kept(content).words === undefined ? SHOWN_WITHIN_MS : null),
  textOf: (content) => deedIn(content)?.words ?? '',
  echoOf(content) {
    const deed = deedIn(content);
    return deed?.words ?? deed?.caption ?? null;
  },
  rowsOf(content) {
    const deed = deedIn(content);
    const asked = deed && actionNamed(deed.name);
    return !asked || deed.words !== undefined ? null : (row) => isOf(row, deed, asked);
  },
  nameOf: (content) => deedIn(content)?.name ?? 'action',
};

const isSame = (read: string, said: string) => readsAs(comparableText(read), comparableText(said));

/** The watch does not tell what a note of a group says: only that there are no words. */
function isOf({ text, deed: shown, files }: OwnRow, deed: Deed, asked: Action): boolean {
  if (shown) return asked.isShownBy?.(shown, deed) ?? false;
  if (text === null) return false;
  if (deed.caption !== undefined) return isSame(text, deed.caption);
  return asked.isOfGroups && text === '' && files === undefined;
}

/** Of a part that has no end yet: its content is kept until then. */
function kept(content: string): Deed {
  const deed = deedIn(content);
  if (!deed) throw new RangeError('The content of an action is kept no longer');
  return deed;
}

function actionOf({ name }: Deed): Action {
  const found = actionNamed(name);
  if (!found) throw new RangeError(`There is no action ${name}`);
  return found;
}
