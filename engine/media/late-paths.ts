// Where files are of which Messages had noted no path when their message was told: imsg never tells a message again by
// itself, so it is asked for it.

import { messagesHistory } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { type Attachment, isUnnoted } from '../message/attachment.ts';
import type { Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import type { TurnContext } from '../store/commands/turns.ts';

/** Newer messages of the chat than those of the turn. */
const NEWER_MAX = 50;
const ASK_TIMEOUT_MS = 10_000;

/**
 * The files of a turn as imsg knows them now, in their order; one of which no path is known yet is the one that is given.
 * Rejects as a call of imsg does.
 */
export async function askForPaths(
  { attachments, chatId, messageGuids }: TurnContext,
  client: RpcCaller,
  signal: AbortSignal,
): Promise<readonly Attachment[]> {
  const request = { chatId, limit: NEWER_MAX + messageGuids.length, attachments: true };
  const payloads = await messagesHistory(client, request, { signal, timeoutMs: ASK_TIMEOUT_MS });
  const messages = payloads.flatMap((payload) => {
    const normalized = normalize(payload);
    return normalized.ok ? [normalized.message] : [];
  });
  const left = messageGuids.flatMap((guid) => {
    const message = messages.find((one) => one.guid === guid);
    return message === undefined ? [] : message.attachments.map((file) => withWords(file, message));
  });
  return attachments.map((file) => {
    const at = left.findIndex(
      ({ name, path }) => isUnnoted(file) || (name === file.name && (file.path === '' || path === file.path)),
    );
    const found = at < 0 ? undefined : left.splice(at, 1)[0];
    if (found === undefined || found.path === '') return file;
    if (isUnnoted(file)) return { ...file, ...found };
    const { path, bytes, words } = found;
    return { ...file, path, bytes, ...(words !== undefined && { words }) };
  });
}

function withWords(file: Attachment, { text, attachments }: Message): Attachment {
  return file.kind === 'audio' && attachments.length === 1 && text !== '' ? { ...file, words: text } : file;
}
