import { ZodArray, ZodDiscriminatedUnion, ZodObject, ZodRecord, type z } from 'zod';
import { isForeign } from '../keys/key.ts';
import { unwrapped } from '../walk.ts';
import type { Path } from './path.ts';

/** Whether what stands at a path is for imgate: it names no section of another program. A key that nobody knows is. */
export function isOurs(schema: z.ZodType, path: Path): boolean {
  let at: readonly unknown[] = [unwrapped(schema)];
  for (const key of path) {
    const inner = at.map((form) => innerOf(form, key));
    if (inner.includes('foreign')) return false;
    at = inner.flatMap((one) => formsOf(one));
    if (at.length === 0) return true;
  }
  return true;
}

function innerOf(form: unknown, key: string): unknown {
  if (form instanceof ZodArray) return form.element;
  if (form instanceof ZodRecord) return form.valueType;
  if (!(form instanceof ZodObject)) return null;
  const known = Object.hasOwn(form.shape, key) ? (form.shape[key] as z.ZodType) : null;
  // Beside our sections those of others may stand.
  if (known === null) return form.def.catchall && !isNever(form.def.catchall) ? 'foreign' : null;
  return isForeign(known) ? 'foreign' : known;
}

const isNever = (catchall: { readonly _zod: { readonly def: { readonly type: string } } }) =>
  catchall._zod.def.type === 'never';

function formsOf(schema: unknown): readonly unknown[] {
  const form = unwrapped(schema);
  if (form === null) return [];
  return form instanceof ZodDiscriminatedUnion ? form.options.map(unwrapped) : [form];
}
