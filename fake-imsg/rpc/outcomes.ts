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
  | { readonly kind: 'notStarted' | 'mayHave'; readonly delivery: Delivery };

export interface Delivery {
  readonly transport: Transport;
  readonly operation: string;
  readonly detail: string;
  /** The number of the AppleScript error, where there was one. */
  readonly scriptError?: number;
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
