// A turn as it was formed of messages that imsg told.

import type { TurnRow } from '../../../engine/store/commands/turns.ts';
import { id } from '../messages/ids.ts';
import type { openCore } from './bed.ts';
import { CONTEXT, row, SOURCE, TARGET, turn } from './inputs.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** A message of one chat. */
export function payload(rowid: number, text: string, more: Payload = {}): Payload {
  const { chatGuid, chatId } = TARGET;
  return {
    id: rowid,
    guid: `G${rowid}`,
    chat_id: chatId,
    chat_guid: chatGuid,
    sender: '+15550001111',
    text,
    ...more,
  };
}

export async function formedTurn(
  store: ReturnType<typeof openCore>,
  told: readonly Payload[],
  text: string,
  facts: { readonly attachments?: readonly unknown[]; readonly formedAtMs?: number } = {},
): Promise<TurnRow> {
  const { attachments = [], ...more } = facts;
  const rows = told.map((message) =>
    row(message.id as number, { raw: new TextEncoder().encode(JSON.stringify({ params: { message } })) }),
  );
  const journalled = await store.ingest({ sourceId: SOURCE, rows });
  const seqs = journalled.rows.map(({ seq }) => seq);
  const messageGuids = told.map(({ guid }) => id.guid(guid as string));
  const context = { ...CONTEXT, MessageSid: String(seqs[0]), messageGuids, attachments } as typeof CONTEXT;
  const formed = turn('t', seqs, { text, context, preparation: null, ...more });
  await store.formTurn({ sourceId: SOURCE, turn: formed });
  return (await store.turn({ turnId: id.turn('t') }))!;
}
