/** How a build deals with the helper inside Messages.app (wire-5.1). */
export interface BridgePolicy {
  /** How long a request that sends something waits for its answer, and how long any other, in milliseconds. */
  readonly sendDeadlineMs: number;
  readonly deadlineMs: number;
  /** Whether a request starts Messages.app with the helper where it does not run, or fails at once. */
  readonly launches: boolean;
  /** How long a launch waits for the ready lock, in milliseconds, and what it says when those seconds are over. */
  readonly launchWaitMs: number;
  launchTimeout(seconds: number): string;
  /** Whether `IMSG_LAUNCH_READY_TIMEOUT` sets that wait. */
  readonly setsLaunchWait: boolean;
  /** What the helper reports on, by the names of wire-1.5. */
  readonly selectors: readonly string[];
  /** Whether a helper that cannot says as well that nothing was sent, where that is so. */
  readonly tellsNothingSent: boolean;
  /** When `typing` talks to imagent itself: it knows no helper, after any failure, or where nothing was done yet. */
  readonly typesDirectly: 'always' | 'after any failure' | 'where nothing started';
  /** Whether unsending goes by the number of the part even where there is but one, and misses no more than that. */
  readonly unsendsByNumber: boolean;
  /** Whether `status` says what the running bridge can do beyond its methods (wire-11.13). */
  readonly tellsFeatures: boolean;
  /** Whether the command `status` says which release the helper is of; `rpc` never does. */
  readonly tellsHelperRelease: boolean;
  /** Whether the command `status` takes a helper that does not answer for none, or trusts the ready lock alone. */
  readonly noticesSilence: boolean;
  /** Whether a tapback is on one part and about that part, which has to be there unless it is the first. */
  readonly tapsParts: boolean;
  /** Whether `typing` looks for the chat that there is with a person, or takes the name that it had before macOS 26. */
  readonly typesInKnownChats: boolean;
  /** Whether the helper is given the guid of a chat that was named by its identifier, or what was asked for. */
  readonly findsIdentifiers: boolean;
  /** Whether it is said of name and photo whether the owner has any; from which release on nobody knows exactly. */
  readonly tellsOwnName: boolean;
  /** Whether everybody who is to be in a chat is looked up first; from which release on nobody knows exactly. */
  readonly checksPeople: boolean;
  /** Which services `chats.create` leaves to the helper, and whether it says more of the chat than its guid. */
  readonly chatCreation: 'iMessage, guid only' | 'any service' | 'iMessage, checked';
}
