import type { WorldEvent } from '../device/device.ts';
import { WorldEventError } from '../world/event/fields.ts';
import { DURATION, durationMs } from './duration.ts';
import { UsageError } from './output.ts';

/** What the one word is that an event is mostly about; it may be given without its name. */
const MAIN_FIELDS: Readonly<Record<string, string>> = {
  bridge: 'state',
  edit: 'text',
  effect: 'text',
  fault: 'fault',
  file: 'name',
  flip: 'text',
  'group-rename': 'name',
  link: 'link',
  'messages-app': 'is',
  'own-scheduled': 'text',
  'own-scheduled-cancel': 'saying',
  'own-text': 'text',
  photo: 'caption',
  receipt: 'receipt',
  reply: 'text',
  'self-text': 'text',
  split: 'text',
  tapback: 'reaction',
  text: 'text',
};

/**
 * The fields of an event from a command line: `--from +15550001111 --gap-ms 2s`, a name without a value being
 * true, and the main field of the kind without its name.
 */
export function readFields(kind: string, args: readonly string[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, given] = /^--([a-z][a-zA-Z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      const main = MAIN_FIELDS[kind];
      if (main === undefined || main in fields) {
        throw new UsageError(
          `"${word}" stands alone; write the name of its field before it, such as --text.`,
        );
      }
      fields[main] = word;
    } else {
      const hasValue = given !== undefined || (rest[0] !== undefined && !rest[0].startsWith('--'));
      fields[camelCase(name)] = hasValue ? (given ?? rest.shift()) : true;
    }
  }
  return fields;
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The event as its kind accepts it. A shell has only words: each is a text first, and where the kind refuses it,
 * what else the word may mean: JSON, a time such as `3s` or `2h ago`, or a list with commas.
 *
 * @param check Throws `WorldEventError` for an event that cannot happen.
 * @param nowMs What `ago` counts from.
 */
export function acceptable(event: WorldEvent, check: (event: WorldEvent) => void, nowMs: number): WorldEvent {
  const left = new Map<string, Record<string, unknown>[]>();
  let first: unknown = null;
  for (let tried = event; ; ) {
    try {
      check(tried);
      return tried;
    } catch (error) {
      first ??= error;
      const field = error instanceof WorldEventError ? error.field : null;
      if (field === null) throw first;
      const meanings = left.get(field) ?? meaningsOf(field, event[field], nowMs);
      const next = meanings.shift();
      left.set(field, meanings);
      // The first complaint is about what was written.
      if (next === undefined) throw first;
      const { [field]: _, ...others } = tried;
      tried = { ...others, kind: event.kind, ...next };
    }
  }
}

/** What else a word may mean as a field, best guess first. */
function meaningsOf(field: string, value: unknown, nowMs: number): Record<string, unknown>[] {
  if (typeof value !== 'string') return [];
  const meanings: Record<string, unknown>[] = [];
  const [, time = '', ago] = /^(\S+)( ago)?$/.exec(value) ?? [];
  if (DURATION.test(time)) {
    const ms = ago === undefined ? durationMs(time) : nowMs - durationMs(time);
    meanings.push({ [field.endsWith('Ms') ? field : `${field}Ms`]: ms });
  }
  try {
    meanings.push({ [field]: JSON.parse(value) as unknown });
  } catch {
    // Not JSON.
  }
  meanings.push({ [field]: value.split(',').map((one) => one.trim()) });
  return meanings;
}
