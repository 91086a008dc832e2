// What some models say in channels, of which people hear the last alone (OUT-9).

const CONTROL = /<[|｜](start|channel|message|end|return|call)[|｜]>/gi;
const CHANNEL = /<[|｜]channel[|｜]>\s{0,8}(\w{0,40})/i;
const BY_ASSISTANT = /^<[|｜]start[|｜]>\s{0,8}(?:assistant)?\s{0,8}$/i;

/** Of a message in a channel: all of it, or what stands before its words where those are for people. Null = it is open. */
export function endOfMessage(text: string, start: number): number | null {
  let isHeader = true;
  let hasChannel = false;
  CONTROL.lastIndex = start;
  for (let found = CONTROL.exec(text); found !== null; found = CONTROL.exec(text)) {
    const control = found[1]!.toLowerCase();
    const isNext = control === 'start' || (control === 'channel' && (hasChannel || !isHeader));
    if (isNext && found.index > start) return found.index;
    if (control === 'channel') hasChannel = true;
    if (control === 'message') {
      if (isHeader && isForPeople(text.slice(start, found.index))) return CONTROL.lastIndex;
      isHeader = false;
    }
    if (control === 'end' || control === 'return' || control === 'call') return CONTROL.lastIndex;
  }
  return null;
}

function isForPeople(header: string): boolean {
  const channel = CHANNEL.exec(header)?.[1];
  return channel === undefined ? BY_ASSISTANT.test(header) : channel.toLowerCase() === 'final';
}
