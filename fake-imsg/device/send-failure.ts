/** How Messages failed whoever told it to send. */
export type SendFailureKind =
  /** AppleScript ends with an error: before anything was handed over, or after. */
  | { readonly kind: 'script error'; readonly code: number; readonly isDispatched: boolean }
  /** osascript could not even be started. */
  | { readonly kind: 'not launched' }
  /** The helper refuses without sending anything. */
  | { readonly kind: 'refused' }
  /** No answer comes, although it was sent. */
  | { readonly kind: 'silent' };

/** What `Device.schedule` throws for a message on its way out where a fault struck (faults/send-faults.ts). */
export class SendFailure extends Error {
  override readonly name = 'SendFailure';
  readonly what: SendFailureKind;

  constructor(what: SendFailureKind) {
    super(what.kind);
    this.what = what;
  }
}
