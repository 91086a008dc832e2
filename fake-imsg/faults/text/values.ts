// What stands behind the `=` of a fault.

import { BadFault, parseDuration } from './trigger.ts';

/** Refuses a value where none is taken. */
export function noValue(name: string, value: string): void {
  if (value !== '') throw new BadFault(`${name} takes no value, not "${value}"`);
}

/** A text that must be there. */
export function textValue(name: string, value: string): string {
  if (value === '') throw new BadFault(`${name} takes a text, such as ${name}=TEXT`);
  return value;
}

/** A whole number from 1 on, or `fallback` for none. */
export function countValue(name: string, value: string, fallback: number): number {
  if (value === '') return fallback;
  if (/^[1-9]\d{0,9}$/.test(value)) return Number(value);
  throw new BadFault(`${name} takes a whole number from 1 on, not "${value}"`);
}

/** Milliseconds, or null for no value. */
export function durationValue(value: string): number | null {
  return value === '' ? null : parseDuration(value);
}
