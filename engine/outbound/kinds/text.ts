import { send } from '../../imsg/send.ts';
import { plainText } from '../../message/plain-text.ts';
import { comparableText } from '../../message/text.ts';
import type { Kind } from './kind.ts';

/** Words, as one message. */
export const text: Kind<string> = {
  encode: (content) => plainText(content) || null,
  callOf:
    ({ content, target: { chatGuid } }) =>
    (client, means) =>
      send(client, { target: { chatGuid }, text: content, ...means }),
  isSaidBy: (row, content) => row.text !== null && comparableText(row.text) === comparableText(content),
  textOf: (content) => content,
};
