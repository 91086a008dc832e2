import type { RenderError } from '../rpc/error-object.ts';
import type { ReadFrame } from '../rpc/framing-strict.ts';
import type { MethodName } from '../rpc/handlers.ts';
import type { LaneLimits, LaneName } from '../rpc/lanes.ts';
import type { ParamSpecs, Params } from '../rpc/params.ts';
import type { WatchPolicy } from '../rpc/watch-stream.ts';

export interface MethodSpec {
  readonly lane: LaneName;
  readonly params: ParamSpecs;
}

/** All that one release of imsg does in its own way. Flat: a build never inherits from another. */
export interface Build {
  readonly version: string;
  readonly protocolVersion: number;
  readonly readFrame: ReadFrame;
  readonly readParams: (method: string, specs: ParamSpecs, raw: Readonly<Record<string, unknown>>) => Params;
  readonly renderError: RenderError;
  readonly scheduler: LaneLimits;
  readonly subscriptionsMax: number;
  /** In the order that `supported_methods` has. */
  readonly methods: Readonly<Partial<Record<MethodName, MethodSpec>>>;
  readonly omittedMessageFields: ReadonlySet<string>;
  readonly watch: WatchPolicy;
}
