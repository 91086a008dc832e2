import type { Lane, TurnId } from '../message/ids.ts';

/** The sessions of an agent that can do one turn at a time in each, over all accounts that it answers for. */
export interface Sessions {
  /** False = another turn is under way in it, or waits for that. */
  take(sessionKey: string): boolean;
  /**
   * Waits for a session that could not be taken. It is the caller's when `taken` is called. Answers the function that ends
   * the wait.
   */
  wait(sessionKey: string, taken: () => void): () => void;
  /** Gives it to whoever has waited longest. */
  release(sessionKey: string): void;
}

export function createSessions(): Sessions {
  /** Who waits, for each session that is taken, longest first. */
  const waiting = new Map<string, (() => void)[]>();
  return {
    take(sessionKey) {
      if (waiting.has(sessionKey)) return false;
      waiting.set(sessionKey, []);
      return true;
    },
    wait(sessionKey, taken) {
      waiting.get(sessionKey)!.push(taken);
      return () => {
        const others = waiting.get(sessionKey)!.filter((other) => other !== taken);
        waiting.set(sessionKey, others);
      };
    },
    release(sessionKey) {
      const next = waiting.get(sessionKey)!.shift();
      if (next) next();
      else waiting.delete(sessionKey);
    },
  };
}

/** The sessions that the lanes of one account have and wait for. */
interface LaneSessions {
  /** What waits under that id needs a session. */
  need(id: TurnId, sessionKey: string): void;
  /** Takes the session that the next one of a lane needs, if it needs one. False = the lane waits for it. */
  hold(lane: Lane, id: TurnId): boolean;
  /** Takes one right now, or not at all. */
  take(lane: Lane, sessionKey: string): boolean;
  isAwaited(lane: Lane): boolean;
  /** Gives back what the lane has, or ends its wait. */
  release(lane: Lane): void;
  /** What waits under that id does so no more. */
  needless(id: TurnId): void;
}

/** @param onHeld A lane has the session that it waited for. */
export function createLaneSessions(sessions: Sessions, onHeld: (lane: Lane) => void): LaneSessions {
  const needed = new Map<TurnId, string>();
  const held = new Map<Lane, string>();
  /** How to end the wait of each lane. */
  const awaiting = new Map<Lane, () => void>();
  const take: LaneSessions['take'] = (lane, sessionKey) => {
    if (!sessions.take(sessionKey)) return false;
    held.set(lane, sessionKey);
    return true;
  };
  return {
    need: (id, sessionKey) => void needed.set(id, sessionKey),
    hold(lane, id) {
      const sessionKey = needed.get(id);
      if (sessionKey === undefined) return true;
      if (held.has(lane) || take(lane, sessionKey)) return needed.delete(id);
      const stopWaiting = sessions.wait(sessionKey, () => {
        awaiting.delete(lane);
        held.set(lane, sessionKey);
        onHeld(lane);
      });
      awaiting.set(lane, stopWaiting);
      return false;
    },
    take,
    isAwaited: (lane) => awaiting.has(lane),
    release(lane) {
      awaiting.get(lane)?.();
      awaiting.delete(lane);
      const sessionKey = held.get(lane);
      if (sessionKey === undefined) return;
      held.delete(lane);
      sessions.release(sessionKey);
    },
    needless: (id) => void needed.delete(id),
  };
}
