import type { Lane, TurnId } from '../message/ids.ts';

/** The sessions of an agent that can do one turn at a time in each, over all accounts that it answers for. */
export interface Sessions {
  /** False = another turn is under way in it, or waits for that. */
  take(sessionKey: string): boolean;
  /** Waits for a session that could not be taken. It is the caller's when `taken` is called. */
  wait(sessionKey: string, taken: () => void): void;
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
    wait: (sessionKey, taken) => void waiting.get(sessionKey)!.push(taken),
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
  release(lane: Lane): void;
}

/** @param onHeld A lane has the session that it waited for. */
export function createLaneSessions(sessions: Sessions, onHeld: (lane: Lane) => void): LaneSessions {
  const needed = new Map<TurnId, string>();
  const held = new Map<Lane, string>();
  const awaiting = new Set<Lane>();
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
      awaiting.add(lane);
      sessions.wait(sessionKey, () => {
        awaiting.delete(lane);
        held.set(lane, sessionKey);
        onHeld(lane);
      });
      return false;
    },
    take,
    isAwaited: (lane) => awaiting.has(lane),
    release(lane) {
      const sessionKey = held.get(lane);
      if (sessionKey === undefined) return;
      held.delete(lane);
      sessions.release(sessionKey);
    },
  };
}
