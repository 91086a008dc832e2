import type { Emit } from '../events.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartRow, PartState } from '../store/commands/parts.ts';
import { textOf } from './kinds/kinds.ts';

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
    emit('part', { accountId, partId, turnId, lane, text: textOf(part), state, guid, reason });
    const { chatId } = part.target;
    if (state === 'sent') logger.info(`imessage: delivered reply to chat_id:${chatId}`);
    if (state === 'queued') logger.info(`imessage: reply not begun for chat_id:${chatId}: ${reason}`);
    if (state === 'failed' || state === 'unknown' || state === 'expired' || state === 'undelivered')
      logger.warn(`imessage: reply ${state} for chat_id:${chatId}: ${reason}`);
  };
}
