// The narrow view that sending has of the wire: one mutation at a time, and a way to look at own rows.

import type { SmsFallback } from '../imsg/features.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import type { SendAnswer, SendRequest } from '../imsg/send.ts';
import type { MessageGuid, Rowid } from '../message/ids.ts';
import type { Refusal } from './refusal.ts';
import type { Way } from './route.ts';

/** What is known after a send call ended. */
export type SendOutcome =
  /** Answered with the row or GUID it made. */
  | {
      readonly kind: 'sent';
      readonly guid: MessageGuid;
      readonly rowid: Rowid | null;
      readonly detail: string;
    }
  /** Answered `ok` without naming what it made: the row has to be looked for. */
  | { readonly kind: 'unproven'; readonly detail: string }
  /** Known not to have begun; the same call may do better later (ruling-26). */
  | { readonly kind: 'notStarted'; readonly detail: string; readonly refusal: Refusal }
  /** Known not to have happened and not worth repeating. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Known never to have reached imsg: it may simply be done again. */
  | { readonly kind: 'notMade'; readonly detail: string }
  /** May have happened; the call itself is over. */
  | { readonly kind: 'uncertain'; readonly detail: string }
  /** May still be happening, until the protocol's deadline. */
  | { readonly kind: 'pending'; readonly detail: string };

/** How a call has to go: what the account says, and the way that is named in it. */
export interface Means extends Pick<SendRequest, 'service' | 'region' | 'transport'> {
  /** Whether styles of a text can go along. */
  readonly takesFormatting: boolean;
  /** Whether a text may go under a GUID that is chosen here (wire-6.5). */
  readonly takesAttempt: boolean;
  /** What imsg does with a text to a handle whose sending fails. */
  readonly smsFallback: SmsFallback;
}

/** One call that puts something on the wire; rejects with `RpcError` or `EngineError`. */
export type WireCall = (client: RpcCaller, means: Means) => Promise<SendAnswer>;

/**
 * Makes a call, and over another way where the first is known not to have begun it. What has to go by one way goes no
 * other. Never rejects.
 */
export type SendCall = (call: WireCall, way: Way) => Promise<SendOutcome>;
