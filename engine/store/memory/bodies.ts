// What rows said. All of a call lies in one block: a view of its own for each row would take more than the row itself.

import type { RowInput } from '../commands/journal.ts';

/** Where the bytes of a row lie. */
export interface BodyPlace {
  /** Null = they were not kept, or their time is over. */
  block: Uint8Array | null;
  readonly bodyFrom: number;
  readonly bodyTo: number;
}

/** With room for what these rows said. */
export function blockFor(rows: readonly RowInput[]): Uint8Array {
  let bytes = 0;
  for (const { raw } of rows) if (raw !== null) bytes += raw.length;
  return Buffer.allocUnsafeSlow(bytes);
}

export function rawOf({ block, bodyFrom, bodyTo }: BodyPlace): Uint8Array | null {
  return block === null ? null : block.subarray(bodyFrom, bodyTo);
}
