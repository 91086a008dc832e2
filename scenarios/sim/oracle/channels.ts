// What an agent says in channels (OUT-9).

const CONTROL = /<[|｜](start|channel|message|end|return|call)[|｜]>/i;

/** Each message: who and in which channel, then its words. Only those of the channel `final`, or of no channel, are for people. */
export function channelEnd(text: string, at: number): number | null {
  // Every other piece is the name of what parts the two around it.
  const [first, ...pieces] = text.slice(at).split(CONTROL);
  if (first !== '' || !/^(?:start|channel)$/i.test(pieces[0] ?? '')) return null;
  let to = at;
  const header = new Map<string, string>();
  let hasWords = false;
  for (let index = 0; index < pieces.length; index += 2) {
    const [name, behind] = [pieces[index]!.toLowerCase(), pieces[index + 1]!];
    const isNext = name === 'start' || (name === 'channel' && (hasWords || header.has('channel')));
    if (index > 0 && isNext) return to;
    to += name.length + 4;
    if (/end|return|call/.test(name)) return to;
    if (name === 'message' && !hasWords && isForPeople(header)) return to;
    to += behind.length;
    if (name === 'message') hasWords = true;
    else header.set(name, behind.trim().toLowerCase());
  }
  return text.length;
}

function isForPeople(header: ReadonlyMap<string, string>): boolean {
  const channel = header.get('channel');
  if (channel !== undefined) return /^final\b/.test(channel);
  return ['', 'assistant'].includes(header.get('start') ?? '');
}
