import type { EngineError } from './errors.ts';
import type { Fate, ReasonCode } from './fates.ts';
import type { ChatGuid, Lane, MessageGuid, PartId, Rowid, TurnId } from './message/ids.ts';
import type { ApprovalKind, ApprovalState } from './store/commands/approvals.ts';
import type { PartState } from './store/commands/parts.ts';
import type { SystemEventKind } from './store/commands/system-events.ts';
import type { TurnState } from './store/commands/turns.ts';

/** What an engine tells those who embed it, in the order it becomes durable. */
export interface EngineEvents {
  /** A row was sighted. `fate` null = pending; `isNew` false = a repeat sighting that changed nothing. */
  row: {
    readonly accountId: string;
    readonly rowid: Rowid | null;
    readonly eventId: string;
    readonly chatGuid: ChatGuid | null;
    readonly sender: string;
    readonly text: string;
    readonly isFromMe: boolean;
    readonly isNew: boolean;
    readonly isReplay: boolean;
    readonly fate: Fate | null;
    readonly code: ReasonCode;
    /** The code as text, with what it says about this row. */
    readonly reason: string;
  };
  /** A row that was pending got its fate, and is not in a turn. */
  settled: {
    readonly accountId: string;
    readonly rowid: Rowid;
    readonly eventId: string;
    readonly chatGuid: ChatGuid;
    readonly fate: Fate;
    readonly code: ReasonCode;
    readonly reason: string;
  };
  /** Something happened that is no message: the next turn of its session is told of it. */
  systemEvent: {
    readonly accountId: string;
    readonly kind: SystemEventKind;
    readonly text: string;
    readonly sessionKey: string;
    readonly eventId: string;
    readonly chatGuid: ChatGuid | null;
    readonly sender: string;
  };
  /** A turn changed its state. */
  turn: {
    readonly accountId: string;
    readonly turnId: TurnId;
    readonly lane: Lane;
    readonly text: string;
    readonly messageGuids: readonly MessageGuid[];
    readonly state: TurnState;
    /** Why it ended without an answer; null = it did not. */
    readonly code: ReasonCode | null;
    readonly reason: string;
  };
  /** Somebody was asked to decide something (`pending`), or it has its end. */
  approval: {
    readonly approvalId: string;
    readonly kind: ApprovalKind;
    readonly accountId: string;
    /** Whose agent asked; null = somebody else did. */
    readonly turnId: TurnId | null;
    readonly state: ApprovalState;
    /** Who decided, as the wire writes them; null = nobody did. */
    readonly by: string | null;
    /** Which answer to a question it is, from 0 on; null = none. */
    readonly choice: number | null;
    /** Whether it ended in an earlier run, of which nobody knows any more whether it told of that. */
    readonly isLate: boolean;
  };
  /** What an agent says that it is at, while it is at it. Nothing of it is kept. */
  progress: {
    readonly accountId: string;
    readonly turnId: TurnId;
    readonly lane: Lane;
    readonly note: string;
  };
  /** A part changed its state. `guid` is its receipt. */
  part: {
    readonly accountId: string;
    readonly partId: PartId;
    readonly turnId: TurnId | null;
    readonly lane: Lane;
    /** `reply`, or the name of an action. */
    readonly name: string;
    /** Its words; '' where it has none. */
    readonly text: string;
    readonly state: PartState;
    readonly guid: MessageGuid | null;
    readonly reason: string;
  };
  /** A child of an account came up or went down. */
  child: {
    readonly accountId: string;
    readonly name: 'watch' | 'send';
    readonly state: 'ready' | 'down';
    readonly reason: string;
  };
  /** The account reads from its database from here on. */
  subscribed: {
    readonly accountId: string;
    readonly sinceRowid: number | null;
    readonly boundary: number | null;
  };
  /** The store is this engine's from here on. `epoch` is one higher with each engine that opened it. */
  acquired: { readonly epoch: number };
  /** The engine cannot go on; it has begun to stop. */
  fatal: EngineError;
}

export type EngineEventName = keyof EngineEvents;
export type Emit = <Name extends EngineEventName>(name: Name, event: EngineEvents[Name]) => void;
type Listener<Name extends EngineEventName> = (event: EngineEvents[Name]) => void;

export interface Emitter {
  readonly emit: Emit;
  /** Returns the function that ends it. A listener that throws or rejects is told of once an event, and stops nothing. */
  on<Name extends EngineEventName>(name: Name, listener: Listener<Name>): () => void;
}

/** @param onFailure Hears of whatever a listener throws or rejects with. */
export function createEmitter(onFailure: (name: EngineEventName, thrown: unknown) => void): Emitter {
  const listeners = new Map<EngineEventName, Set<Listener<never>>>();
  const tell = <Name extends EngineEventName>(
    name: Name,
    listen: Listener<Name>,
    event: EngineEvents[Name],
  ) => {
    try {
      const result: unknown = listen(event);
      // One that is asynchronous, which its type does not rule out.
      if (result !== undefined) Promise.resolve(result).catch((thrown) => onFailure(name, thrown));
    } catch (thrown) {
      onFailure(name, thrown);
    }
  };
  return {
    emit(name, event) {
      for (const listener of listeners.get(name) ?? []) tell(name, listener as Listener<typeof name>, event);
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener as Listener<never>));
      return () => set.delete(listener as Listener<never>);
    },
  };
}
