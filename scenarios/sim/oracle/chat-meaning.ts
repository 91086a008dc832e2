import type { WitnessedRow } from './history.ts';

/** What is the same in every chat of a group, over whatever service it went on, and in every database. Null = no chat. */
export function chatMeaning({
  chatGuid,
  chatIdentifier,
}: Pick<WitnessedRow, 'chatGuid' | 'chatIdentifier'>): string | null {
  return chatGuid?.split(';').slice(2).join(';') || chatIdentifier || chatGuid;
}
