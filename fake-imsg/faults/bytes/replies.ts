import { type MakeFault, type Next, textOf } from './fault.ts';

/** What becomes of the reply to a request that a fault struck. */
export type TreatReply = (line: Uint8Array, next: Next) => void;

/** A fault of replies: the trigger looks at requests, and the replies to those that it strikes are treated. */
export function onReplies(
  { strikes }: Parameters<ReturnType<MakeFault>>[0],
  treat: TreatReply,
): ReturnType<ReturnType<MakeFault>> {
  const struck = new Set<string>();
  return {
    input(line) {
      const id = idOf(line);
      // Also where the line has no id: it is an occasion like any other.
      if (strikes(line) && id !== null) struck.add(id);
    },
    output(line, next) {
      const id = struck.size === 0 ? null : idOf(textOf(line));
      if (id !== null && struck.delete(id)) treat(line, next);
      else next(line);
    },
  };
}

/** The id of a request or reply as JSON, or null: there is none, or this is no frame. */
function idOf(line: string): string | null {
  try {
    const frame = JSON.parse(line) as { id?: unknown };
    return frame.id === undefined || frame.id === null ? null : JSON.stringify(frame.id);
  } catch {
    return null;
  }
}
