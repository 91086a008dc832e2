// What the fields of events hold, as a JSON schema: what the fake Mac takes, and names, durations and times as a
// scenario writes them.

import { DURATION } from '../duration.ts';
import { has, type JsonSchema } from '../json-schema.ts';

export interface EventForm {
  /** For the guide. */
  readonly meaning: string;
  readonly fields: Readonly<Record<string, JsonSchema>>;
  /** Fields that must be there. */
  readonly required?: readonly string[];
  /** What holds between the fields. */
  readonly rules?: readonly JsonSchema[];
}

/** How a field stands in a table: with what may be left out. */
type Fields = EventForm['fields'];

const definitions = new Map<string, JsonSchema>();

/** What many events have stands once in the JSON schema. */
function defined(name: string, schema: JsonSchema): JsonSchema {
  definitions.set(name, schema);
  return { $ref: `#/definitions/${name}` };
}

/** The kinds of fields that stand under `definitions` of the JSON schema, by name. */
export const FIELD_KINDS: ReadonlyMap<string, JsonSchema> = definitions;

export const text = { type: 'string' };
export const flag = { type: 'boolean' };
export const index = { type: 'integer', minimum: 0 };
export const choice = (...values: readonly unknown[]): JsonSchema => ({ enum: values });
export const countTo = (most: number): JsonSchema => ({ type: 'integer', minimum: 1, maximum: most });

const written = { type: 'string', pattern: DURATION.source };
export const duration = defined('duration', {
  description: 'milliseconds, or 250ms, 1.2s, 5m, 3h, 3d',
  anyOf: [{ type: 'number', minimum: 0 }, written],
});
export const delay = defined('delay', {
  description: 'milliseconds, or 250ms, 1.2s, 5m, 3h, 3d, or never',
  anyOf: [{ type: 'number', minimum: 0 }, written, { const: 'never' }],
});
export const time = defined('time', {
  description: 'such as 3h ago, or Unix milliseconds',
  anyOf: [{ type: 'number' }, { type: 'string', pattern: DURATION.source.replace('$', '( ago)?$') }],
});
export const difference = defined('difference', {
  description: 'milliseconds, below 0 to go back, or 250ms, 1.2s, 5m, 3h, 3d',
  anyOf: [{ type: 'number' }, written],
});

export const person = defined('person', {
  description: 'somebody of `people`, a phone number or a mail address',
  type: 'string',
  pattern: '^[^;]*[^;\\s][^;]*$',
});
export const link = defined('link', {
  description: 'a URL and nothing else',
  type: 'string',
  pattern: '^([hH][tT][tT][pP][sS]?://|[wW][wW][wW]\\.)\\S+$',
});
/** Members of `chats` are groups. */
const group = {
  type: 'object',
  properties: { name: text, with: { type: 'array', items: person }, identifier: text },
  additionalProperties: false,
  anyOf: [
    has('identifier'),
    { properties: { with: { minItems: 1 } }, required: ['with'] },
    { properties: { name: { minLength: 1 } }, required: ['name'] },
  ],
};
export const pollOptions = {
  type: 'array',
  items: { type: 'string', minLength: 1 },
  minItems: 2,
  maxItems: 12,
};
export const chatGuid = { description: 'the guid of a chat', type: 'string', pattern: ';' };
export const chat = defined('chat', {
  description: 'one of `chats`, the guid of a chat, or a group { name, with }',
  anyOf: [{ type: 'string', pattern: '^([a-z][a-z0-9-]*|[^;]+;[-+];.+)$' }, group],
});
export const groupChat = defined('groupChat', {
  description: 'one of `chats`, the guid of a group, or { name, with }',
  anyOf: [{ type: 'string', pattern: '^([a-z][a-z0-9-]*|[^;]+;\\+;.+)$' }, group],
});
/** Also the guid of a chat that nobody would make. */
export const rawChat = defined('rawChat', {
  description: 'one of `chats`, the guid of a chat, or a group { name, with }',
  anyOf: [{ type: 'string', pattern: '^([a-z][a-z0-9-]*$|.*;)' }, group],
});
/** As Messages spells it, in any case. */
export const service = defined('service', {
  description: 'iMessage, SMS or RCS',
  type: 'string',
  pattern: '^([iI][mM][eE][sS][sS][aA][gG][eE]|[sS][mM][sS]|[rR][cC][sS]|auto)$',
});
export const file = defined('file', {
  type: 'object',
  properties: { name: text, filename: text, bytes: { type: 'number' } },
  required: ['name', 'filename', 'bytes'],
});

/** Values by column of a table. */
export const columnsOf = (names: readonly string[]): JsonSchema => ({
  type: 'object',
  propertyNames: { enum: names },
  additionalProperties: {
    description: 'a text, a number, null, or { hex } for bytes',
    anyOf: [
      { type: ['string', 'number', 'null'] },
      {
        type: 'object',
        properties: { hex: { type: 'string', pattern: '^([0-9a-fA-F]{2})*$' } },
        required: ['hex'],
        additionalProperties: false,
      },
    ],
  },
});

/** Fields of every event in which a person writes once. */
export const INCOMING: Fields = { from: person, chat, sentMs: time, service, line: person };

/** Fields of a row that a person writes, or the owner where there is no `from`. */
export const WRITTEN: Fields = { text, from: person, to: person, chat, sentMs: time, service, joinMs: delay };

/** Fields of what somebody does to a message that is there. */
export const DONE_TO_MESSAGE: Fields = { from: person, to: person, chat, message: text, saying: text };

/** Fields of what this Mac sends. */
export const FATE: Fields = {
  fate: choice('ghost', 'failed', 'flipped'),
  error: { type: 'integer', minimum: 1 },
  errorMs: duration,
  flipMs: duration,
};

export const oneOf = (...keys: readonly string[]): JsonSchema => ({ anyOf: keys.map((key) => has(key)) });
export const notBoth = (one: string, other: string): JsonSchema => ({ not: has(one, other) });
