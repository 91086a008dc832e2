import type { WorldEvent } from '../../device/device.ts';

/**
 * An event that cannot happen: says which field of which kind is wrong, what it holds and what it may
 * hold.
 */
export class WorldEventError extends Error {
  override readonly name = 'WorldEventError';
  /** The field that is wrong; null where it is not one field. */
  readonly field: string | null;

  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}

function shown(value: unknown): string {
  const json = JSON.stringify(value);
  if (json === undefined) return value === undefined ? 'missing' : `of type ${typeof value}`;
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}

export function badField(event: WorldEvent, field: string, remedy: string): WorldEventError {
  const text = `${event.kind}: the field "${field}" is ${shown(event[field])}; ${remedy}.`;
  return new WorldEventError(text, field);
}

/** Refuses fields that the kind does not have, so that a misspelt one is not silently ignored. */
export function onlyFields(event: WorldEvent, fields: readonly string[]): void {
  for (const field of Object.keys(event)) {
    if (field !== 'kind' && !fields.includes(field)) {
      throw badField(event, field, `remove it: the fields of ${event.kind} are ${fields.join(', ')}`);
    }
  }
}

export function textField(event: WorldEvent, field: string): string {
  const value = event[field];
  if (typeof value !== 'string') throw badField(event, field, 'give the text as a string');
  return value;
}

/** A phone number or email address; emails become lower case, as in `handle.id`. */
export function handleField(event: WorldEvent, field: string): string {
  return toHandle(event[field], event, field);
}

export function toHandle(value: unknown, event: WorldEvent, field: string): string {
  if (typeof value !== 'string' || value.trim() === '' || value.includes(';')) {
    throw badField(event, field, 'give a phone number or email address, such as "+15550001111"');
  }
  // Only the letters of ASCII: whoever has a look-alike in the address is somebody else.
  const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return value.includes('@') ? lower(value.trim()) : value.trim();
}

/** A hundred years: whatever lasts longer would end at a time that no date of a row can be. */
export const LONGEST_MS = 36_525 * 86_400_000;

const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= LONGEST_MS;

/** Milliseconds from 0 to a hundred years, or `fallback` when the field is absent. */
export function durationField(event: WorldEvent, field: string, fallback: number): number {
  const value = event[field] ?? fallback;
  if (isDuration(value)) return value;
  throw badField(event, field, 'give milliseconds as a number from 0 on, a hundred years at most');
}

/** Milliseconds from 0 to a hundred years, or `never`; undefined when the field is absent. */
export function delayField(event: WorldEvent, field: string): number | 'never' | undefined {
  const value = event[field];
  if (value === undefined || value === 'never') return value;
  if (isDuration(value)) return value;
  throw badField(
    event,
    field,
    'give milliseconds as a number from 0 on, a hundred years at most, or "never"',
  );
}

/** True or false, or `fallback` when the field is absent. */
export function flagField(event: WorldEvent, field: string, fallback: boolean): boolean {
  const value = event[field] ?? fallback;
  if (typeof value !== 'boolean') throw badField(event, field, 'use true or false');
  return value;
}

/** A whole number from 0 on; 0 when the field is absent. */
export function indexField(event: WorldEvent, field: string): number {
  const value = event[field] ?? 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw badField(event, field, 'give a whole number from 0 on');
}

/** A whole number from 1 to `most`. */
export function countField(event: WorldEvent, field: string, most: number): number {
  const value = event[field];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw badField(event, field, `give a whole number from 1 to ${most}`);
}

/** One of `choices`. */
export function choiceField<Choice extends string>(
  event: WorldEvent,
  field: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === event[field]);
  if (found === undefined) throw badField(event, field, `use one of ${choices.join(', ')}`);
  return found;
}

/** The years in which 64 bits of nanoseconds since 2001 hold each moment. */
const EARLIEST_MS = Date.UTC(1709, 0);
const LATEST_MS = Date.UTC(2293, 0);

/** Unix milliseconds, or `fallback` when the field is absent. */
export function timeField(event: WorldEvent, field: string, fallback: number): number {
  const value = event[field] ?? fallback;
  if (typeof value !== 'number' || !(value >= EARLIEST_MS && value < LATEST_MS)) {
    throw badField(event, field, 'give Unix milliseconds as a number, of the years 1709 to 2292');
  }
  return value;
}

const SERVICES = ['iMessage', 'SMS', 'RCS'];

/** A service in Messages' own spelling, whatever the case; null when absent or `auto`. */
export function serviceField(event: WorldEvent, field = 'service'): string | null {
  const value = event[field];
  if (value === undefined || value === 'auto') return null;
  const known = SERVICES.find((service) => service.toLowerCase() === String(value).toLowerCase());
  if (!known) throw badField(event, field, `use one of ${SERVICES.join(', ')}`);
  return known;
}
