import type { OpenPolicy } from '../chat-db/read-open.ts';
import type { Clock } from '../device/clock.ts';
import type { RenderError } from '../rpc/error-object.ts';
import type { ReadFrame } from '../rpc/framing-strict.ts';
import type { MethodName } from '../rpc/handlers.ts';
import type { BridgePolicy } from '../rpc/helper.ts';
import type { DeliveryPolicy } from '../rpc/method.ts';
import type { ParamSpecs, ReadParams } from '../rpc/params.ts';
import type { Projection } from '../rpc/project.ts';
import type { LaneName, Scheduler } from '../rpc/scheduler.ts';
import type { WatchPolicy } from '../rpc/watch-stream.ts';

export interface MethodSpec {
  readonly lane: LaneName;
  readonly params: ParamSpecs;
}

/** What a build does with link previews (protocol section 3.4). */
export interface PreviewPolicy {
  /** How many previews that follow a text one by one fold into it; 0 = none does. */
  readonly foldMax: number;
  /** Who remembers a preview, so that its twin is dropped: each call and subscription, or the process. */
  readonly memory: 'call' | 'process';
}

/** All that one release of imsg does in its own way. Flat: a build never inherits from another. */
export interface Build {
  readonly version: string;
  readonly protocolVersion: number;
  readonly readFrame: ReadFrame;
  readonly readParams: ReadParams;
  readonly renderError: RenderError;
  /** Whether a notification that fails is answered, with a null id. */
  readonly answersFailedNotifications: boolean;
  readonly createScheduler: (clock: Clock) => Scheduler;
  /** Whether the answer to `watch.subscribe` precedes what the subscription replays. */
  readonly answersBeforeStreams: boolean;
  /** What ends first when input has ended: subscriptions at once, or every request that was read. */
  readonly endOfInput: 'streams first' | 'requests first';
  /** `rpc` on a database that cannot be read: it goes on without, or refuses everything. */
  readonly start: 'degraded' | 'refusing';
  readonly database: OpenPolicy;
  readonly subscriptionsMax: number;
  /** In the order that `supported_methods` has. */
  readonly methods: Readonly<Partial<Record<MethodName, MethodSpec>>>;
  readonly project: Projection;
  readonly previews: PreviewPolicy;
  readonly delivery: DeliveryPolicy;
  readonly bridge: BridgePolicy;
  /** Whether a mutation that is still in flight keeps every later one from being tried. */
  readonly blocksAfterHang: boolean;
  readonly watch: WatchPolicy;
}
