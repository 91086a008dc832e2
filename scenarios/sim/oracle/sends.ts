// What imsg was asked to send, and what left the Mac.

/** A message that physically left the Mac by a program. */
export interface Departure {
  readonly atMs: number;
  readonly guid: string;
  readonly chatGuid: string;
  readonly text: string;
  /** Over what it left, as its row says. Left out = nobody looked. */
  readonly service?: string;
  /** Left out = nobody looked. */
  readonly transport?: 'applescript' | 'bridge';
  /** How stretches of it look; left out = nobody looked. */
  readonly styles?: readonly {
    readonly start: number;
    readonly length: number;
    readonly styles: readonly string[];
  }[];
  /** GUID of the message that Messages sent once more by itself with this one; left out = it was told to send this. */
  readonly repeats?: string;
}

/** A message that imsg was asked to send to a chat. */
export interface SendAttempt {
  readonly atMs: number;
  /** '' = it is sent to somebody by their handle. */
  readonly chatGuid: string;
  readonly text: string;
  /** The way that was named; null = none. */
  readonly transport: string | null;
  /** Whether it answers a message in its thread; left out = it does not. */
  readonly isThreaded?: boolean;
  /** Null = there was no answer. */
  readonly answeredAtMs: number | null;
  /**
   * `not begun` = nothing was done, and to ask again is safe; `not allowed` = likewise, since macOS refuses control of
   * Messages; `busy` = imsg took no such request at that moment; `failed` = any other error.
   */
  readonly answer: 'ok' | 'not begun' | 'not allowed' | 'busy' | 'failed' | null;
}

const IMESSAGE = /^imessage(?:lite)?$/i;

/** Where nobody looked over what it left, it is none. */
export function isImessage({ service = '' }: Departure): boolean {
  return IMESSAGE.test(service);
}
