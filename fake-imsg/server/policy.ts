import type { SearchPolicy } from '../chat-db/read/search.ts';
import type { Clock } from '../device/clock.ts';
import type { MethodName } from '../methods/handlers.ts';
import type { BridgePolicy } from '../program/bridge-policy.ts';
import type { DeliveryPolicy } from '../program/delivery-policy.ts';
import type { WatchPolicy } from '../watch/policy.ts';
import type { RenderError } from '../wire/error-object.ts';
import type { ReadFrame } from '../wire/framing-strict.ts';
import type { ReadParams, SignatureSpec } from '../wire/params.ts';
import type { Projection } from '../wire/projection.ts';
import type { LaneName, Scheduler } from './scheduler.ts';

export interface MethodSpec extends SignatureSpec {
  readonly lane: LaneName;
}

/** What a build does with link previews (wire-3.4). */
export interface PreviewPolicy {
  /** How many previews that follow a text one by one fold into it; 0 = none does. */
  readonly foldMax: number;
  /** Who remembers a preview, so that its twin is dropped: nobody, each call and subscription, or the process. */
  readonly memory: 'none' | 'call' | 'process';
}

/** How a release serves requests. */
export interface ServerPolicy {
  readonly version: string;
  readonly protocolVersion: number;
  readonly readFrame: ReadFrame;
  readonly readParams: ReadParams;
  readonly renderError: RenderError;
  /** Whether a notification that fails is answered, with a null id. */
  readonly answersFailedNotifications: boolean;
  readonly createScheduler: (clock: Clock) => Scheduler;
  /** Whether an answer of many rows is overtaken by smaller ones that were asked for after it. */
  readonly readsOvertake: boolean;
  /** What ends first when input has ended: subscriptions at once, or every request that was read. */
  readonly endOfInput: 'streams first' | 'requests first';
  readonly subscriptionsMax: number;
  /** In the order that `supported_methods` has. */
  readonly methods: Readonly<Partial<Record<MethodName, MethodSpec>>>;
  readonly project: Projection;
  readonly previews: PreviewPolicy;
  readonly search: SearchPolicy;
  /** Whether messages list their reactions only where attachments are asked for. */
  readonly reactionsNeedAttachments: boolean;
  /**
   * What `messages.history` costs for each message of its answer and each row of the file, in nanoseconds, where
   * costs count (the fault `slow-history`); null = nothing.
   */
  readonly reactionScanNs: number | null;
  readonly delivery: DeliveryPolicy;
  readonly bridge: BridgePolicy;
  /** Whether a mutation that is still in flight keeps every later one from being tried. */
  readonly blocksAfterHang: boolean;
  readonly watch: WatchPolicy;
}
