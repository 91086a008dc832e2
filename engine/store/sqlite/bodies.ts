import type { RowKind } from '../../message/message.ts';
import type { Body } from '../commands/body.ts';

/** What chat.db said of a row, of a verdict. */
export const KIND = "json_extract(facts, '$.kind') AS kind";

/** A body with its kind as JSON, as a column has it. */
export interface BodyRecord {
  readonly raw: Uint8Array;
  readonly kind: string | null;
}

export function bodyOf<Found extends BodyRecord>(found: Found): Omit<Found, 'kind'> & Body {
  return { ...found, kind: found.kind === null ? null : (JSON.parse(found.kind) as RowKind) };
}
