import type { Subject } from '../inbound/stages/stage.ts';
import { cardName } from '../message/card.ts';
import { chatCommandIn } from '../message/chat-command.ts';
import type { Message } from '../message/message.ts';
import { writerOf } from '../message/owner.ts';
import { isPreview } from '../message/preview.ts';
import type { JournalledRow } from '../store/commands/rows.ts';

/** Who wrote a row, where, and of which kind it is. */
export interface RowWay {
  /** Null = it is not kept, or nobody. */
  readonly sender: string | null;
  readonly chatId: number | null;
  readonly chatGuid: string | null;
  readonly kind: RowKindName;
}

type RowKindName =
  | 'text'
  | 'command'
  | 'files'
  | 'reaction'
  | 'link preview'
  | 'card'
  | 'poll'
  | 'nothing'
  | 'unreadable';

/** @param subject Null where it could not be understood. */
export function kindOf({ chatGuid, envelope }: JournalledRow, subject: Subject | null): RowWay {
  if (subject === null) return { sender: null, chatId: null, chatGuid, kind: 'unreadable' };
  const { message } = subject;
  const hasFiles = message.attachments.length > 0 || envelope?.has_files === true;
  const isSilent = message.text === '' && (envelope === null || envelope.text !== undefined);
  const kind = kindBy(message, { hasFiles, isSilent });
  return { sender: writerOf(message) || null, chatId: message.chatId, chatGuid, kind };
}

function kindBy(
  message: Message,
  { hasFiles, isSilent }: { hasFiles: boolean; isSilent: boolean },
): RowKindName {
  if (message.reaction !== null) return 'reaction';
  if (message.poll !== null) return 'poll';
  if (isPreview(message)) return 'link preview';
  if (cardName(message) !== null) return 'card';
  if (hasFiles) return 'files';
  if (isSilent) return 'nothing';
  return chatCommandIn(message.text) === null ? 'text' : 'command';
}
