/**
 * What may stand at a path besides bytes. `of` is a path as well. A Mac that is the database alone has nowhere to put it.
 */
export type PlantedFile =
  | { readonly is: 'link' | 'second name'; readonly of: string }
  /** So many bytes, none of which takes room. */
  | { readonly is: 'hole'; readonly bytes: number }
  | { readonly is: 'pipe' }
  | { readonly is: 'nothing' };
