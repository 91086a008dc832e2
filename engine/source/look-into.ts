import type { Arrival } from '../message/message.ts';
import { type CategoriesOptions, withCategories } from './categories.ts';
import { withKinds } from './row-kinds.ts';

/** Adds what chat.db alone knows of the rows of a batch; null = there is nothing to be asked. Never rejects. */
export function lookInto(
  batch: readonly Arrival[],
  options: CategoriesOptions & { wantsFiles(): boolean },
): Promise<readonly Arrival[]> | null {
  const { db, clock } = options;
  const wantsFiles = options.wantsFiles();
  const categories = withCategories(batch, options);
  if (categories === null) return withKinds(batch, db, clock, wantsFiles);
  return categories.then((known) => withKinds(known, db, clock, wantsFiles) ?? known);
}
