import type { ChatDb } from '../chat-db/read-chat-db.ts';
import type { Clock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import type { Params } from './params.ts';
import type { Watches } from './watches.ts';

/** What the program says about itself in `status`. */
export interface ProgramFacts {
  readonly version: string;
  readonly protocolVersion: number;
  readonly methods: readonly string[];
}

/** All that a handler knows. It does not know the build, the environment or the faults. */
export interface MethodContext {
  readonly device: Device;
  readonly clock: Clock;
  readonly program: ProgramFacts;
  /** Throws `ChatDbUnreadable`. */
  chatDb(): ChatDb;
  readonly watches: Watches;
  /** Applies what has just been put on the Mac's agenda. */
  stepAgenda(): void;
  /** Runs once the response of this request has been written. */
  afterResponse(callback: () => void): void;
}

/** Answers one method: returns the result, or throws `Outcome`. */
export type Handler = (params: Params, context: MethodContext) => unknown;
