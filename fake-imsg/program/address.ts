import { invalidParams } from './outcomes.ts';

/** Where a request goes: one of four ways to say it. */
export type Address =
  | { readonly kind: 'to'; readonly to: string }
  | { readonly kind: 'chatId'; readonly chatId: number }
  | { readonly kind: 'identifier'; readonly identifier: string }
  | { readonly kind: 'guid'; readonly guid: string };

/** How a method is told where to (wire-2.6, "chat selector"). */
export interface AddressRule {
  /** Whether `to` may name a person instead of a chat. */
  readonly to: boolean;
  /** The error text where nothing says where to. */
  readonly missing: string;
  /** The error text where both a person and a chat are named. */
  readonly mixed: string;
}

/** The parameters that say where to. */
export function addressKeys(rule: AddressRule | undefined): readonly string[] {
  if (!rule) return [];
  return rule.to ? [...SELECTORS, 'to'] : SELECTORS;
}

const SELECTORS = ['chat_id', 'chat_identifier', 'chat_guid'] as const;

/** Reads one parameter by its exact name, typed and checked; null where it is absent. Throws `Outcome`. */
export interface AddressReader {
  given(name: string): boolean;
  string(name: string): string | null;
  integer(name: string): number | null;
}

/** Strict builds: exactly one, and it has to be meaningful. Throws `Outcome`. */
export function readStrictAddress(rule: AddressRule, read: AddressReader): Address {
  const selectors = SELECTORS.filter(read.given);
  if (rule.to && read.given('to')) {
    if (selectors.length > 0) throw invalidParams(rule.mixed);
    return { kind: 'to', to: filled(read, 'to') };
  }
  const [selector] = selectors;
  if (selector === undefined || selectors.length > 1) throw invalidParams(rule.missing);
  if (selector === 'chat_identifier') return { kind: 'identifier', identifier: filled(read, selector) };
  if (selector === 'chat_guid') return { kind: 'guid', guid: filled(read, selector) };
  const chatId = read.integer('chat_id') ?? 0;
  if (chatId <= 0) throw invalidParams('chat_id must be a positive integer');
  return { kind: 'chatId', chatId };
}

function filled(read: AddressReader, name: string): string {
  const value = read.string(name);
  if (!value) throw invalidParams(`${name} must be a non-empty string`);
  return value;
}

/** Builds before 0.14: several selectors are fine, an id counts most and an empty text is none. Throws `Outcome`. */
export function readLenientAddress(rule: AddressRule, read: AddressReader): Address {
  const chatId = read.integer('chat_id');
  const guid = read.string('chat_guid') ?? '';
  const identifier = read.string('chat_identifier') ?? '';
  const to = rule.to ? (read.string('to') ?? '') : '';
  const hasChat = chatId !== null || guid !== '' || identifier !== '';
  if (hasChat && to !== '') throw invalidParams(rule.mixed);
  if (chatId !== null) return { kind: 'chatId', chatId };
  if (guid !== '') return { kind: 'guid', guid };
  if (identifier !== '') return { kind: 'identifier', identifier };
  if (to === '') throw invalidParams(rule.missing);
  return { kind: 'to', to };
}
