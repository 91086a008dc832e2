// From the fields of an event as a scenario has them to those of the fake Mac: names become handles, durations
// become times.

import type { WorldEvent } from '../../fake-imsg/device/device.ts';
import type { Cast } from './cast.ts';
import { DURATION, durationMs } from './duration.ts';

/** The field `chat` of an event, for a chat of the scenario. */
export function chatField({ chats }: Cast, name: string): object | string {
  const chat = chats[name]!;
  if (chat.row) return chat.row.guid;
  return { ...(chat.name !== '' && { name: chat.name }), with: chat.with };
}

/** The events that make the chats of a scenario whose rows do not follow from name and members. */
export function chatRows({ chats }: Cast): WorldEvent[] {
  return Object.values(chats).flatMap(({ name, with: members, row }) =>
    row ? [{ kind: 'chat-row', ...row, with: members, ...(name !== '' && { name }) }] : [],
  );
}

/** `replaceDatabase` and `replace-database` mean the same event. */
export function kindOfEvent(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Fields that name somebody. */
const PERSON_FIELDS = new Set(['from', 'to', 'with', 'by', 'who', 'sender', 'handles']);

/** Fields that mean a time; all others in `…Ms` mean a duration. */
const TIME_FIELDS = new Set(['sentMs', 'oldestMs', 'newestMs']);

/**
 * The fields of an event at any depth, with people and chats by their names, and `…Ms` as durations (`3h`) or as
 * times (`3h ago`).
 */
export function namedFields(fields: object, cast: Cast, nowMs: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, namedValue(key, value, cast, nowMs)]),
  );
}

function namedValue(key: string, value: unknown, cast: Cast, nowMs: number): unknown {
  if (Array.isArray(value)) return value.map((each) => namedValue(key, each, cast, nowMs));
  if (typeof value === 'object' && value !== null) return namedFields(value, cast, nowMs);
  if (typeof value !== 'string') return value;
  if (PERSON_FIELDS.has(key) && Object.hasOwn(cast.people, value)) return cast.people[value];
  if (key === 'chat' && Object.hasOwn(cast.chats, value)) return chatField(cast, value);
  if (DURATION.test(value)) return key.endsWith('Ms') ? durationMs(value) : value;
  const [, ago = ''] = /^(\S+) ago$/.exec(value) ?? [];
  return TIME_FIELDS.has(key) && DURATION.test(ago) ? nowMs - durationMs(ago) : value;
}
