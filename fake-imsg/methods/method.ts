import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { PreviewOptions } from '../chat-db/read/previews.ts';
import type { SearchPolicy } from '../chat-db/read/search.ts';
import type { Clock } from '../device/clock.ts';
import type { Device } from '../device/device.ts';
import type { BridgePolicy } from '../program/bridge-policy.ts';
import type { Contacts } from '../program/contacts.ts';
import type { DeliveryPolicy } from '../program/delivery-policy.ts';
import type { Delivery } from '../program/outcomes.ts';
import type { WatchPolicy } from '../watch/policy.ts';
import type { Watches } from '../watch/watches.ts';
import type { Params } from '../wire/params.ts';

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
  readonly contacts: Contacts;
  readonly watches: Watches;
  readonly search: SearchPolicy;
  /** Whether messages list their reactions only where attachments are asked for. */
  readonly reactionsNeedAttachments: boolean;
  readonly watch: WatchPolicy;
  readonly delivery: DeliveryPolicy;
  readonly bridge: BridgePolicy;
  /** How link previews are treated in one call. */
  previews(): PreviewOptions;
  /** Applies what has just been put on the Mac's agenda. */
  stepAgenda(): void;
  /** Writes a line to stderr. */
  complain(line: string): void;
  /** Runs once the response of this request has been written. */
  afterResponse(callback: () => void): void;
  /** What the helper took and never answered, where the request has a result all the same: what comes behind it meets that (wire-2.3). */
  stillRuns(delivery: Delivery): void;
}

/** Answers one method: returns the result, or throws `Outcome`. */
export type Handler = (params: Params, context: MethodContext) => unknown;
