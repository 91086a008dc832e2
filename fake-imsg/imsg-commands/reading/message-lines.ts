import type { Build } from '../../builds/build.ts';
import type { Attachment } from '../../chat-db/read/attachments.ts';
import type { Message } from '../../chat-db/read/messages.ts';
import type { PreviewOptions } from '../../chat-db/read/previews.ts';
import { escapedJson } from '../../wire/json.ts';
import { without } from '../../wire/projection.ts';

/** A message as `history`, `search` and `watch` print it for people (wire-1.2). */
export function messageLine(message: Message): string {
  const direction = message.is_from_me ? 'sent' : 'recv';
  return `${message.created_at} [${direction}] ${senderName(message)}: ${message.text}`;
}

/** The line of a tapback in `watch --reactions`. */
export function tapbackLine(message: Message): string {
  const direction = message.is_from_me ? 'sent' : 'recv';
  const action = message.is_reaction_add ? 'added' : 'removed';
  const what = `${action} ${message.reaction_emoji} reaction to ${message.reacted_to_guid ?? 'unknown'}`;
  return `${message.created_at} [${direction}] ${senderName(message)} ${what}`;
}

/** What follows a message that has attachments: one line each, or only how many there are. */
export function attachmentLines({ attachments }: Message, describe: boolean): string[] {
  if (attachments.length === 0) return [];
  if (describe) return attachments.map(attachmentLine);
  return [`  (${attachments.length} attachment${attachments.length === 1 ? '' : 's'})`];
}

/** How link previews are treated in a process that reads once. */
export function previewsOf({ previews: { foldMax, memory } }: Build): PreviewOptions {
  return { foldMax, memory: memory === 'none' ? null : new Map() };
}

/** A message as `--json` prints it. */
export function messageJson(build: Build): (message: Message) => string {
  const { omittedMessageFields, escapesSlashes } = build.commandLine;
  const project = without(new Set(omittedMessageFields));
  return (message) => {
    const object = project(build.project.message(message) as object);
    return escapesSlashes ? escapedJson(object) : JSON.stringify(object);
  };
}

function senderName(message: Message): string {
  return message.sender_name ?? message.sender;
}

function attachmentLine(attachment: Attachment): string {
  const { filename, transfer_name, mime_type, missing, original_path } = attachment;
  const name = transfer_name || filename || '(unknown)';
  return `  attachment: name=${name} mime=${mime_type} missing=${missing} path=${original_path}`;
}
