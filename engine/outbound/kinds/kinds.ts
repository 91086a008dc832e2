// The registry of kinds: nothing else knows what a part is made of.

import type { IsOfDeed } from '../../echo/own-deeds.ts';
import type { PartKind, PartRow } from '../../store/commands/parts.ts';
import { action } from './action.ts';
import { file } from './file.ts';
import type { Kind } from './kind.ts';
import { text } from './text.ts';

const KINDS = { text, file, action } satisfies { readonly [Name in PartKind]: unknown };

/** Something to be sent, before it is a part. */
export type Outgoing = {
  readonly [Name in PartKind]: {
    readonly kind: Name;
    readonly content: Parameters<(typeof KINDS)[Name]['encode']>[0];
  };
}[PartKind];

/** What is known of the kind of a part; its content is as that kind has journalled it. */
export function kindOf({ kind }: Pick<PartRow, 'kind'> | Outgoing): Kind<Outgoing['content']> {
  // That content and kind belong together is what whoever made them keeps to.
  return KINDS[kind] as Kind<Outgoing['content']>;
}

/** Why a part can never leave; null = it can. */
export function refusalOf(part: Pick<PartRow, 'kind' | 'content'>): string | null {
  return kindOf(part).refusalOf?.(part.content) ?? null;
}

/** The words by which the row of a part is known as an echo; null = it brings no such row. */
export function echoOf(part: Pick<PartRow, 'kind' | 'content'>): string | null {
  return kindOf(part).echoOf(part.content);
}

/** Which own rows come of a part that is no message of its words; null = it is one, or its content is kept no longer. */
export function rowsOf(part: Pick<PartRow, 'kind' | 'content'>): IsOfDeed | null {
  return kindOf(part).rowsOf?.(part.content) ?? null;
}
