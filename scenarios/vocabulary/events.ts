// Every event of the fake Mac that a step may name. An event is one entry of a table in events/; the fake checks it
// (possible-event.ts), and these tables are what editors and the guide know of it.

import { CHANGE_EVENTS } from './events/changes.ts';
import { type EventForm, FIELD_KINDS } from './events/field-kinds.ts';
import { GROUP_EVENTS } from './events/groups.ts';
import { MACHINE_EVENTS } from './events/machine.ts';
import { MESSAGE_EVENTS } from './events/messages.ts';
import { OWNER_EVENTS } from './events/owner.ts';
import type { JsonSchema } from './json-schema.ts';

export const EVENT_FORMS: Readonly<Record<string, EventForm>> = {
  ...MESSAGE_EVENTS,
  ...CHANGE_EVENTS,
  ...GROUP_EVENTS,
  ...OWNER_EVENTS,
  ...MACHINE_EVENTS,
};

/** `replaceDatabase` for `replace-database`. */
const camelCase = (kind: string) => kind.replace(/-[a-z]/g, ([, letter]) => letter!.toUpperCase());

function eventSchema({ meaning, fields, required = [], rules = [] }: EventForm): JsonSchema {
  const object = {
    type: 'object',
    properties: fields,
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    ...(rules.length > 0 && { allOf: rules }),
  };
  const needsNothing = required.length === 0 && rules.length === 0;
  return { description: meaning, ...(needsNothing ? { anyOf: [{ const: true }, object] } : object) };
}

const definitionOf = (kind: string) => `event-${kind}`;

/** Exactly one event, by either spelling of its name. Refers to `eventDefinitions`. */
export function eventsSchema(): JsonSchema {
  const kinds = Object.keys(EVENT_FORMS);
  return {
    properties: Object.fromEntries(
      kinds
        .flatMap((kind) => [...new Set([kind, camelCase(kind)])].map((name) => [name, kind] as const))
        .map(([name, kind]) => [name, { $ref: `#/definitions/${definitionOf(kind)}` }]),
    ),
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  };
}

/** What stands under `definitions` of the JSON schema: each event, and the kinds of their fields. */
export function eventDefinitions(): JsonSchema {
  return {
    ...Object.fromEntries(FIELD_KINDS),
    ...Object.fromEntries(
      Object.entries(EVENT_FORMS).map(([kind, form]) => [definitionOf(kind), eventSchema(form)]),
    ),
  };
}
