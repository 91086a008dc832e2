// What a handler raises. Handlers say what happened; how that looks on the wire is for the build to say.

export type Transport = 'bridge_v2' | 'applescript';

export type OutcomeDetail =
  | { readonly kind: 'unknownMethod'; readonly method: string }
  | { readonly kind: 'invalidRequest'; readonly detail: string }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'invalidParams'; readonly detail: string }
  | { readonly kind: 'badDate'; readonly text: string }
  | { readonly kind: 'internal'; readonly detail: string }
  | { readonly kind: 'busy'; readonly detail: string }
  | { readonly kind: 'bridgeUnavailable'; readonly message: string; readonly detail: string }
  | { readonly kind: Disposition; readonly delivery: Delivery };

/** What is known of a mutation that did not end well; `laneBlocked` = not tried, since one before still runs. */
export type Disposition = 'notStarted' | 'mayHave' | 'stillInFlight' | 'laneBlocked';

export interface Delivery {
  readonly transport: Transport;
  readonly operation: string;
  readonly detail: string;
  /** What AppleScript itself says, which older builds pass on. Default: the detail. */
  readonly scriptText?: string;
  /** Whether a script ended with -1728: Messages has no such chat or person. */
  readonly isUnknown?: boolean;
  /** Whether the helper of the bridge did not answer in time. */
  readonly expired?: true;
}

/** An end of a request other than a result. */
export class Outcome extends Error {
  override readonly name = 'Outcome';
  readonly what: OutcomeDetail;

  constructor(what: OutcomeDetail) {
    super(what.kind);
    this.what = what;
  }
}

export function invalidParams(detail: string): Outcome {
  return new Outcome({ kind: 'invalidParams', detail });
}

export function busy(detail: string): Outcome {
  return new Outcome({ kind: 'busy', detail });
}

/** Nothing happened; the same request may be made again. */
export function notStarted(delivery: Delivery): Outcome {
  return new Outcome({ kind: 'notStarted', delivery });
}

/** It may have happened; the same request must not be made again. */
export function mayHave(delivery: Delivery): Outcome {
  return new Outcome({ kind: 'mayHave', delivery });
}

/** It was taken and still runs. The next mutations of this process are not tried (wire-2.3). */
export function stillInFlight(delivery: Delivery): Outcome {
  return new Outcome({ kind: 'stillInFlight', delivery });
}

/** A mutation before this one is still in flight. */
export function laneBlocked({ transport, operation }: Delivery): Outcome {
  const detail = `A prior ${operation} remains in flight. Restart the RPC child before sending another mutation.`;
  return new Outcome({ kind: 'laneBlocked', delivery: { transport, operation, detail } });
}

const NOT_STARTED = 'The bridge is not started. Run imsg launch explicitly before using bridge methods.';

/** What a question to the bridge ends with, whatever the reason (wire-2.2). */
export function bridgeUnavailable(message = 'Bridge unavailable', detail = NOT_STARTED): Outcome {
  return new Outcome({ kind: 'bridgeUnavailable', message, detail });
}
