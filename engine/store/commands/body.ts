import type { RowKind } from '../../message/message.ts';

/** What a row said. */
export interface Body {
  /** The notification's bytes. */
  readonly raw: Uint8Array;
  /** What chat.db said of it; null = that it is an ordinary message, or nothing. */
  readonly kind: RowKind | null;
}
