// What a send over the bridge is known to have done, beyond what the helper said (wire-5.3).

import { readableChatDb } from '../program/chat-selector.ts';
import { mayHave } from '../program/outcomes.ts';
import type { SendContext } from './context.ts';
import { lookFor, textRow } from './sent-row.ts';

const VERIFY_FOR_MS = 8000;

export type HelperData = Readonly<Record<string, unknown>>;

type RowContext = Pick<SendContext, 'chatDb' | 'clock' | 'delivery'>;

const guidOf = (data: HelperData): string => (typeof data.messageGuid === 'string' ? data.messageGuid : '');
const ids = (guid: string) => (guid === '' ? {} : { guid, message_id: guid });

/** What was sent, as far as it takes to find its row. */
export interface SentText {
  readonly chatGuid: string;
  /** Empty where there is no text to find it by. */
  readonly text: string;
  /** Device wall time. */
  readonly sentMs: number;
}

/**
 * The answer of a method whose helper need not know the row yet: as told, or with the row of that text, by build.
 * What was queued is only found by its text; the GUID that the helper told then is not that of the message.
 */
export async function sentResult(data: HelperData, sent: SentText, context: RowContext): Promise<object> {
  const { richResult } = context.delivery;
  const row = richResult === 'told' ? null : await queuedRow(data, sent, context);
  const told = data.queued === true ? '' : guidOf(data);
  const guid = row?.guid ?? told;
  if (richResult === 'whole') return { ...wholeData(data, sent.chatGuid, row?.id ?? null, guid), ok: true };
  const queued = data.queued === undefined ? {} : { queued: data.queued };
  return { ok: true, ...queued, ...ids(guid) };
}

/**
 * What the helper said, as commands print it: in its own words, and nothing besides (wire-1.4). Of something queued
 * the GUID is that of the row, or left out where none was seen.
 */
export async function namedData(data: HelperData, sent: SentText, context: RowContext): Promise<HelperData> {
  if (context.delivery.richResult === 'told' || data.queued !== true) return data;
  const row = await queuedRow(data, sent, context);
  const { messageGuid: _stale, ...rest } = data;
  return row ? { ...rest, messageGuid: row.guid } : rest;
}

async function queuedRow(data: HelperData, { chatGuid, text, sentMs }: SentText, context: RowContext) {
  return data.queued === true && text !== '' ? rowOf(context, chatGuid, text, sentMs) : null;
}

/** All that the helper said and the row; a GUID of something queued, told before it was sent, is left out. */
function wholeData(data: HelperData, chatGuid: string, id: number | null, guid: string): HelperData {
  const { messageGuid, ...rest } = data;
  return {
    ...rest,
    ...(guid !== '' ? { messageGuid: guid } : data.queued === true ? {} : { messageGuid }),
    chat_guid: data.chatGuid || chatGuid,
    ...(id !== null && { id }),
    ...ids(guid),
  };
}

async function rowOf(context: RowContext, chatGuid: string, text: string, sentMs: number) {
  const chatDb = readableChatDb(context);
  if (!chatDb) return null;
  const chatId = chatDb.targets.chat(chatGuid)?.id ?? null;
  const look = () => textRow(context.chatDb(), { text, sentMs, chatId, bodies: true });
  return lookFor(context.clock, VERIFY_FOR_MS, look);
}

/**
 * The answer of a method that has to find the message by its GUID among the rows that came after `aboveRowid`.
 * Throws `Outcome`.
 */
export async function verifiedResult(
  data: HelperData,
  { action, chatGuid, aboveRowid }: { action: string; chatGuid: string; aboveRowid: number },
  { chatDb, clock }: RowContext,
): Promise<object> {
  const unknown = (detail: string) => mayHave({ transport: 'bridge_v2', operation: action, detail });
  const guid = guidOf(data);
  if (guid === '') throw unknown('The bridge completed, but returned no message GUID to verify.');
  const chat = chatDb().targets.chat(chatGuid);
  if (!chat) throw unknown('The target chat could not be resolved after bridge publication.');
  const look = () => chatDb().ownRows.byGuid(guid, chat.guid, aboveRowid);
  const row = await lookFor(clock, VERIFY_FOR_MS, look);
  if (!row) throw unknown('The bridge completed, but its message GUID was not a new row in the target chat.');
  return { ...wholeData(data, chatGuid, row.id, row.guid), ok: true };
}
