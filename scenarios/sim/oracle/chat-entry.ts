// Entries of lists that name a chat: by its number, its GUID or its identifier, each in a long form and in short ones.

const FORM = /^\s*(?:(chat_?id|chat)|(chat_?guid|guid)|(chat_?identifier|chatident)):\s*(.*?)\s*$/is;

export interface ChatEntry {
  readonly kind: 'id' | 'guid' | 'identifier';
  readonly value: string;
}

/** Null = it names no chat, but somebody, or a group of people. */
export function chatEntry(entry: string): ChatEntry | null {
  const [, id, guid, , value] = FORM.exec(entry) ?? [];
  if (value === undefined) return /^[0-9a-f]{32}$/i.test(entry) ? { kind: 'identifier', value: entry } : null;
  const kind = id !== undefined ? 'id' : guid !== undefined ? 'guid' : 'identifier';
  return { kind, value };
}

/** Which chat an entry names by its number; undefined = none. */
export function numberOf(entry: string): string | undefined {
  const named = chatEntry(entry);
  return named?.kind === 'id' && /^\d+$/.test(named.value) ? named.value : undefined;
}
