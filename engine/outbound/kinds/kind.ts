import type { OwnRow } from '../../echo/own-rows.ts';
import type { PartRow } from '../../store/commands/parts.ts';
import type { WireCall } from '../../wire/outcome.ts';

/** What is known of one kind of parts: how they are kept, how they leave, and what they leave as. */
export interface Kind<Content> {
  /** As it is journalled, clean; null = there is nothing to send. */
  encode(content: Content): string | null;
  /** The call that puts it on the wire. */
  callOf(part: Pick<PartRow, 'content' | 'target'>): WireCall;
  /** Whether an own row of its chat says what the part says, as far as its words can be read. */
  isSaidBy(row: OwnRow, content: string): boolean;
  /** Its words: in events, and by which the row that comes back is known as an echo. */
  textOf(content: string): string;
}
