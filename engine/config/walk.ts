// The keys that a file holds, with what is known of them.

import type { z } from 'zod';
import { ZodArray, ZodDiscriminatedUnion, ZodObject, ZodOptional, ZodPipe, ZodRecord } from 'zod';

type Path = readonly string[];

/** The schema behind what only wraps it. */
export function unwrapped(schema: unknown): unknown {
  if (schema instanceof ZodOptional) return unwrapped(schema.unwrap());
  // What is prepared for a schema has that behind it, what is made of a value has its schema in front.
  if (schema instanceof ZodPipe) return unwrapped(isPreparation(schema) ? schema.out : schema.in);
  return schema;
}

const isPreparation = ({ in: first }: ZodPipe) => first._zod.def.type === 'transform';

/**
 * Calls `visit` for each key of `value` that `schema` names, outermost first; `false` = not for those inside it. In
 * paths `*` stands for any name, and `[]` for each entry of a list.
 */
export function walkKeys(
  schema: unknown,
  value: unknown,
  visit: (key: z.ZodType, path: Path) => boolean,
  path: Path = [],
): void {
  const form = unwrapped(schema);
  if (typeof value !== 'object' || value === null) return;
  if (form instanceof ZodArray && Array.isArray(value)) {
    for (const item of value) walkKeys(form.element, item, visit, [...path, '[]']);
    return;
  }
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  if (form instanceof ZodRecord) {
    for (const [, held] of entries) walkKeys(form.valueType, held, visit, [...path, '*']);
    return;
  }
  const object = form instanceof ZodDiscriminatedUnion ? formOf(form, value) : form;
  if (!(object instanceof ZodObject)) return;
  for (const [name, held] of entries) {
    const key = Object.hasOwn(object.shape, name) ? (object.shape[name] as z.ZodType) : null;
    if (key && visit(key, [...path, name])) walkKeys(key, held, visit, [...path, name]);
  }
}

/** The form of several whose name the value has. */
function formOf(union: ZodDiscriminatedUnion, value: object): ZodObject | undefined {
  const { discriminator } = union.def;
  const name = (value as Record<string, unknown>)[discriminator];
  const forms = union.options as ZodObject[];
  return forms.find((form) => (form.shape[discriminator] as z.ZodType).safeParse(name).success);
}
