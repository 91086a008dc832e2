// What a tapback says in words, in the language of the Mac, which is English (file-6).

import { partAt, partFile, partText, type Target } from '../../chat-db/write/find-target.ts';
import { type ClassicTapback, isClassic } from '../../chat-db/write/tapbacks.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';

const ADDED: Readonly<Record<ClassicTapback, string>> = {
  love: 'Loved',
  like: 'Liked',
  dislike: 'Disliked',
  laugh: 'Laughed at',
  emphasize: 'Emphasized',
  question: 'Questioned',
};

const REMOVED: Readonly<Record<ClassicTapback, string>> = {
  love: 'Removed a heart from',
  like: 'Removed a like from',
  dislike: 'Removed a dislike from',
  laugh: 'Removed a laugh from',
  emphasize: 'Removed an exclamation from',
  question: 'Removed a question mark from',
};

/**
 * The sentence of a tapback.
 *
 * @param reaction One of the classic six, or an emoji.
 * @param object What it was put on, as `tapbackObject` says.
 */
export function tapbackSentence(reaction: string, isRemoved: boolean, object: string): string {
  if (isClassic(reaction)) return `${(isRemoved ? REMOVED : ADDED)[reaction]} ${object}`;
  return isRemoved ? `Removed a ${reaction} from ${object}` : `Reacted ${reaction} to ${object}`;
}

const MIME_TYPE = 'SELECT mime_type AS mimeType, is_sticker AS isSticker FROM attachment WHERE guid = ?';

/** The quoted text of a part, or what kind of file it is. */
export function tapbackObject(writer: ChatWriter, target: Target | null, index: number): string {
  const part = target && partAt(target, index);
  if (!target || !part) return 'a message';
  const file = partFile(target, part);
  return file === null ? `“${partText(target, part)}”` : fileObject(writer, file, target.isAudio);
}

function fileObject(writer: ChatWriter, guid: string, isAudio: boolean): string {
  if (isAudio) return 'an audio message';
  const row = writer.statement(MIME_TYPE).get(guid) as
    | { mimeType: string | null; isSticker: number }
    | undefined;
  if (row?.isSticker) return 'a sticker';
  if (row?.mimeType?.startsWith('image/')) return 'an image';
  return row?.mimeType?.startsWith('video/') ? 'a movie' : 'an attachment';
}
