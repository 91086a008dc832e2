// Where something is to go that the operator sends, as it is written (TGT-1 to TGT-7).

import { chatEntry } from './chat-entry.ts';
import { comparable, meant } from './handles.ts';
import type { WitnessedRow } from './history.ts';

const behindService = (chatGuid: string) => chatGuid.split(';').slice(2).join(';');

const NAMED: readonly (readonly [key: string, form: string])[] = [
  ['chatGuid', 'chat_guid:'],
  ['chatId', 'chat_id:'],
  ['chatIdentifier', 'chat_identifier:'],
  ['to', ''],
];

/** Where the operator has something done, as it is written: what it is done with says so before they do (ACT-7). */
export function targetNamed(to: string, input: unknown): string {
  const given = (input ?? {}) as Readonly<Record<string, unknown>>;
  const [key, form] = NAMED.find(([name]) => given[name] !== undefined) ?? [];
  return key === undefined ? to : `${form}${given[key]}`;
}

/** Whether a chat is what is written. */
export function isTarget(written: string, chatGuid: string, rows: readonly WitnessedRow[]): boolean {
  const entry = chatEntry(written);
  const identifier = behindService(chatGuid);
  const ofChat = rows.filter((row) => row.chatGuid === chatGuid);
  if (entry === null) {
    // Its rows say with whom it is, where its GUID has a number without its country.
    const parties = [identifier, ...ofChat.flatMap(({ chatIdentifier }) => chatIdentifier ?? [])];
    const wanted = meant(written, 'US');
    return chatGuid.includes(';-;') && parties.some((party) => comparable(party) === wanted);
  }
  switch (entry.kind) {
    case 'guid':
      return chatGuid === entry.value;
    case 'identifier':
      return (
        identifier === entry.value || ofChat.some(({ chatIdentifier }) => chatIdentifier === entry.value)
      );
    case 'id':
      return ofChat.some(({ chatId }) => String(chatId) === entry.value);
  }
}
