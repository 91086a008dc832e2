import type { Look } from '../../actions/action.ts';
import type { IsOfDeed } from '../../echo/own-deeds.ts';
import type { OwnRow } from '../../echo/own-rows.ts';
import type { PartRow } from '../../store/commands/parts.ts';
import type { WireCall } from '../../wire/outcome.ts';
import type { Way } from '../../wire/route.ts';

/** What is known of one kind of parts: how they are kept, how they leave, and what they leave as. */
export interface Kind<Content> {
  /** As it is journalled, clean; null = there is nothing to send. */
  encode(content: Content): string | null;
  /** The call that puts it on the wire. @param note What of it is left out on its way is said there. */
  callOf(part: Pick<PartRow, 'content' | 'target' | 'attemptId'>, note: (detail: string) => void): WireCall;
  /** Why it can never leave, by which it ends as `failed`. Left out, or null = it can. */
  refusalOf?(content: string): string | null;
  /** By which way it has to go. */
  wayOf(part: Pick<PartRow, 'content' | 'target'>): Way;
  /** Whether its row is known by the file beside it. */
  readonly isFile: boolean;
  /** Whether what comes after it in its turn is of no use where it failed. */
  readonly carriesRest: boolean;
  /** Whether it is about the file before it, or goes on with what is done there, and of no use without that. Left out = it is not. */
  isCaption?(content: string): boolean;
  /** Whether an own row of its chat is what the part leaves, as far as it can be read. */
  isSaidBy(row: OwnRow, content: string): boolean;
  /** The same for parts that no row tells apart. */
  likenessOf(content: string): string;
  /** Whether it is to be seen in its chat that it was done; null = that cannot be told now. Left out = only rows show it. */
  isDone?(content: string, look: Look): Promise<boolean | null>;
  /** How long its call may take. */
  takesMs(content: string): number;
  /** From the end of its call, until when what it leaves is there at the latest; null = as long as its call may take. */
  shownWithinMs(content: string): number | null;
  /** Its words, or the name of its file: in events. */
  textOf(content: string): string;
  /** The words by which the row that comes back is known as an echo; null = it brings no such row. */
  echoOf(content: string): string | null;
  /** Which own rows come of it, where it is no message of its words; null, or left out = it is one, or that is known no longer. */
  rowsOf?(content: string): IsOfDeed | null;
  /** What log lines call it. */
  nameOf(content: string): string;
}
