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
  /** It leaves with nothing in front of it, and no paragraph by itself. Left out = as replies do. */
  readonly isBare?: true;
  /** Only the bridge can send it, or what it belongs to. Left out = it leaves without one as well. */
  readonly needsBridge?: true;
}

const SENDING_FILES: ReadonlySet<string> = new Set(['upload-file', 'sendAttachment']);

/** In the order in which it leaves; empty = it is done without words. */
export function saidByDeed({ name, input }: Wanted): readonly SaidByDeed[] {
  const given = (input ?? {}) as Readonly<Record<string, unknown>>;
  const words = (said: unknown) => (typeof said === 'string' ? [{ text: said }] : []);
  const said = given.text ?? given.message;
  const fileAnd = (file: unknown, caption: unknown, needsBridge: boolean) => {
    const path = String(file);
    const name = { text: path.slice(path.lastIndexOf('/') + 1), isFile: true as const };
    return [name, ...words(caption)].map((one) => ({ ...one, ...(needsBridge && { needsBridge }) }));
  };
  // With a file it is that file in a thread, and what is said of it.
  if (name === 'reply' && given.buffer !== undefined)
    return fileAnd(given.filename ?? 'attachment.bin', said, true);
  if (name === 'sendWithEffect')
    return words(said).map((said) => ({ ...said, isBare: true, needsBridge: true }));
  // Without a bridge it is said outside of its thread.
  if (name === 'reply') return words(said).map((said) => ({ ...said, isBare: true }));
  // imsg says what a poll asks in a message beside it.
  if (name === 'poll') return words(given.question).map((said) => ({ ...said, isBeside: true }));
  if (!SENDING_FILES.has(name)) return [];
  const isVoiceOrThreaded =
    (given.asVoice ?? given.as_voice ?? false) === true || given.messageId !== undefined;
  const file = given.filename ?? given.path ?? given.media ?? given.filePath;
  return fileAnd(file, given.caption, isVoiceOrThreaded);
}
