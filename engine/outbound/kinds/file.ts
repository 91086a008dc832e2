import type { OutgoingFile } from '../../actions/action.ts';
import { deadlineMs } from '../../imsg/deadlines.ts';
import { callAction, send } from '../../imsg/send.ts';
import { fileKind } from '../../message/file-kind.ts';
import { addressed, wayTo } from './addressed.ts';
import type { Kind } from './kind.ts';

/** A file, as one message without words. What goes with it in words is a part of its own. */
export const file: Kind<OutgoingFile> = {
  encode: (outgoing) => JSON.stringify(outgoing),
  callOf({ content, target }) {
    const { path, isVoice, replyTo } = fileIn(content);
    // AppleScript knows neither.
    if (isVoice || replyTo !== undefined) {
      const params = { file: path, ...(isVoice && { audio: true }), ...(replyTo && { reply_to: replyTo }) };
      return (client) => callAction(client, 'send.attachment', { chat_guid: target.chatGuid, ...params });
    }
    return (client, means) => send(client, { file: path, ...addressed(target, means) });
  },
  refusalOf: (content) => fileIn(content).refusal ?? null,
  wayOf({ content, target }) {
    const { isVoice = false, replyTo } = fileIn(content);
    return isVoice || replyTo !== undefined ? 'bridge' : wayTo(target);
  },
  isFile: true,
  carriesRest: false,
  isSaidBy({ files = [] }, content) {
    const { name, bytes, isVoice } = fileIn(content);
    return files.some(
      (each) =>
        each.name.normalize() === name.normalize() ||
        // Messages may give it another name, or make another form of what somebody says.
        (bytes > 0 && each.bytes === bytes) ||
        (isVoice && fileKind({ mimeType: '', uti: '', name: each.name }) === 'audio'),
    );
  },
  likenessOf(content) {
    const { name, bytes } = fileIn(content);
    return `${bytes} ${name}`;
  },
  takesMs: () => deadlineMs('send'),
  shownWithinMs: () => null,
  // Once its end is long ago its content is kept no longer.
  textOf: (content) => (content === '' ? '' : fileIn(content).name),
  // In the chat with oneself it comes back as a message that says nothing.
  echoOf: () => '',
  nameOf: () => 'file',
};

function fileIn(content: string): OutgoingFile {
  return JSON.parse(content) as OutgoingFile;
}
