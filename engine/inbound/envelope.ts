import { chatCommandIn } from '../message/chat-command.ts';
import type { Message } from '../message/message.ts';
import { scaffoldingIn } from '../message/scaffolding.ts';
import type { Envelope } from '../store/commands/journal.ts';

/** More than ids, handles and a date take; whoever sends more is not kept. */
const LENGTH_MAX = 2_000;

/**
 * What is kept of a row without its body, so that it can be decided again (invariant-30). Undefined where its own columns say
 * all of it, and where somebody made it too long.
 */
export function envelopeOf(message: Message, payload: unknown): Envelope | undefined {
  if (message.isFromMe) return undefined;
  // As on the wire: whom it was made up for is decided anew.
  const {
    sender,
    destination_caller_id: ownAddress,
    is_from_me: isOwnRow,
    attachments,
  } = payload as Readonly<Record<string, unknown>>;
  const hasFiles = Array.isArray(attachments) && attachments.length > 0;
  const envelope: Record<string, string | number | boolean> = { id: message.rowid };
  let length = 0;
  const put = (name: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') return;
    length += value.length;
    envelope[name] = value;
  };
  put('guid', message.guid);
  put('chat_guid', message.chatGuid);
  put('chat_identifier', message.chatIdentifier);
  // A note to oneself is kept as its copy would be.
  put('sender', isOwnRow === true ? ownAddress : sender);
  put('destination_caller_id', ownAddress);
  put('created_at', message.createdAt);
  put('balloon_bundle_id', message.balloonBundleId);
  if (length > LENGTH_MAX) return undefined;
  if (message.chatId !== null) envelope.chat_id = message.chatId;
  if (message.isGroup) envelope.is_group = true;
  if (message.reaction !== null) envelope.is_reaction = true;
  if (hasFiles) envelope.has_files = true;
  else if (message.text === '') envelope.text = '';
  else {
    const command = chatCommandIn(message.text);
    const known = command === null ? scaffoldingIn(message.text) : `/${command}`;
    if (known !== null) envelope.text = known;
  }
  return envelope;
}
