// What something done says: the words of a message, or the name of a file that leaves.

/** Something done besides answering, as whoever wants it asks for it. */
export interface Wanted {
  readonly name: string;
  readonly input: unknown;
}

export interface SaidByDeed {
  readonly text: string;
  /** It is the name of a file. Left out = words. */
  readonly isFile?: true;
  /** imsg says it by itself beside what is done, and nobody tells of it. Left out = it is a part of its own. */
  readonly isBeside?: true;
  /** It leaves as one message, with nothing in front of it. Left out = as replies do. */
  readonly isWhole?: true;
}

const SPEAKING: ReadonlySet<string> = new Set(['reply', 'sendWithEffect']);
const SENDING_FILES: ReadonlySet<string> = new Set(['upload-file', 'sendAttachment']);

/** In the order in which it leaves; empty = it is done without words. */
export function saidByDeed({ name, input }: Wanted): readonly SaidByDeed[] {
  const given = (input ?? {}) as Readonly<Record<string, unknown>>;
  const words = (said: unknown) => (typeof said === 'string' ? [{ text: said }] : []);
  if (SPEAKING.has(name))
    return words(given.text ?? given.message).map((said) => ({ ...said, isWhole: true }));
  // imsg says what a poll asks in a message beside it.
  if (name === 'poll') return words(given.question).map((said) => ({ ...said, isBeside: true }));
  if (!SENDING_FILES.has(name)) return [];
  const file = String(given.filename ?? given.path ?? given.media ?? given.filePath);
  return [{ text: file.slice(file.lastIndexOf('/') + 1), isFile: true }, ...words(given.caption)];
}
