// The registry of kinds: nothing else knows what a part is made of.

import type { PartKind, PartRow } from '../../store/commands/parts.ts';
import type { Kind } from './kind.ts';
import { text } from './text.ts';

const KINDS = { text } satisfies { readonly [Name in PartKind]: unknown };

/** Something to be sent, before it is a part. */
export type Outgoing = {
  readonly [Name in PartKind]: {
    readonly kind: Name;
    readonly content: Parameters<(typeof KINDS)[Name]['encode']>[0];
  };
}[PartKind];

export function isKind(kind: string): kind is PartKind {
  return Object.hasOwn(KINDS, kind);
}

/** What is known of the kind of a part; its content is as that kind has journalled it. */
export function kindOf({ kind }: Pick<PartRow, 'kind'> | Outgoing): Kind<Outgoing['content']> {
  return KINDS[kind];
}

/** The words of a part. */
export function textOf(part: Pick<PartRow, 'kind' | 'content'>): string {
  return kindOf(part).textOf(part.content);
}
