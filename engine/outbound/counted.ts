// What has left within the last while, by whatever it is counted under.

interface Counted {
  /** From when on one more may leave. In the past = now; endless = once something has left that is on its way. */
  freeAt(key: string, nowAt: number): number;
  /** Something is on its way, and counts for as long as nobody knows that it has left. */
  begins(key: string): void;
  /** It has left by then, if at all. */
  over(key: string, at: number): void;
  /** It is known not to have left. */
  notBegun(key: string): void;
  used(key: string, nowAt: number): number;
}

interface Sends {
  /** When they left, oldest first. */
  readonly times: number[];
  onTheWay: number;
}

/** @param limit How many may leave within `windowMs`, as it is right now; 0 = any number. */
export function createCounted(windowMs: number, limit: () => number): Counted {
  /** What left longest ago comes first, and is forgotten first. */
  const known = new Map<string, Sends>();
  const isOver = (at: number, nowAt: number) => at + windowMs <= nowAt;
  const changed = (key: string): Sends => {
    const sends = known.get(key) ?? { times: [], onTheWay: 0 };
    known.delete(key);
    known.set(key, sends);
    return sends;
  };
  const forget = (nowAt: number) => {
    for (const [key, { times, onTheWay }] of known) {
      if (onTheWay > 0 || times.some((at) => !isOver(at, nowAt))) return;
      known.delete(key);
    }
  };
  const counting = (key: string, nowAt: number): Sends | undefined => {
    const sends = known.get(key);
    while (sends && sends.times.length > 0 && isOver(sends.times[0]!, nowAt)) sends.times.shift();
    return sends;
  };
  return {
    freeAt(key, nowAt) {
      const { times, onTheWay } = counting(key, nowAt) ?? { times: [], onTheWay: 0 };
      const most = limit();
      const tooMany = times.length + onTheWay - most;
      if (most === 0 || tooMany < 0) return nowAt;
      const last = times[tooMany];
      return last === undefined ? Number.POSITIVE_INFINITY : last + windowMs;
    },
    begins(key) {
      changed(key).onTheWay += 1;
    },
    over(key, at) {
      const sends = changed(key);
      sends.onTheWay -= 1;
      sends.times.push(at);
      forget(at);
    },
    notBegun(key) {
      changed(key).onTheWay -= 1;
    },
    used(key, nowAt) {
      const sends = counting(key, nowAt);
      return sends ? sends.times.length + sends.onTheWay : 0;
    },
  };
}
