import type { Emit } from '../events.ts';
import { chatWords, redactHandle } from '../log-text.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Logger } from '../ports/logger.ts';
import { IS_TROUBLE, type PartRow, type PartState } from '../store/commands/parts.ts';
import { isNoticeOf } from '../turns/notice.ts';
import { kindOf } from './kinds/kinds.ts';

/** Tells those who embed the engine, and the operator, what became of a part. */
export type Report = (part: PartRow, state: PartState, guid: MessageGuid | null, reason: string) => void;

/** Why what comes after a part that failed is not sent. */
export function whyRestFails({ ordinal }: Pick<PartRow, 'ordinal'>): string {
  return `part ${ordinal + 1} of the reply failed`;
}

interface ReportOptions {
  readonly accountId: string;
  readonly emit: Emit;
  readonly logger: Logger;
}

export function createReport({ accountId, emit, logger }: ReportOptions): Report {
  return (part, state, guid, reason) => {
    const { partId, turnId, lane } = part;
    const { textOf, nameOf } = kindOf(part);
    const name = nameOf(part.content);
    emit('part', { accountId, partId, turnId, lane, name, text: textOf(part.content), state, guid, reason });
    const { chatId, chatGuid } = part.target;
    if (isNoticeOf('pairing', partId) && IS_TROUBLE.has(state)) {
      const who = redactHandle(chatGuid.slice(chatGuid.lastIndexOf(';') + 1));
      logger.warn(`imessage pairing reply failed for ${who}: ${state}: ${reason}`);
      return;
    }
    if (state === 'sent') logger.info(`imessage: delivered ${name} to ${chatWords(chatId)}`);
    if (state === 'queued') logger.info(`imessage: ${name} not begun for ${chatWords(chatId)}: ${reason}`);
    if (IS_TROUBLE.has(state)) logger.warn(`imessage: ${name} ${state} for ${chatWords(chatId)}: ${reason}`);
  };
}
