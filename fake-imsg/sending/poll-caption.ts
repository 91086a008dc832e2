// What is said beside a poll, of which Messages shows the options alone, and what is told of it (wire-5.3, wire-11.21). Fields and their
// values are those of PollCaptionStatus.swift in openclaw/imsg; what is written for people is ours.

import type { ChatDb } from '../chat-db/read/chat-db.ts';
import { askHelper, type HelperContext } from '../messages-app/helper/ask-helper.ts';
import { messageRequest } from '../messages-app/helper/send-requests.ts';
import type { DeliveryPolicy } from '../program/delivery-policy.ts';
import { type Delivery, Outcome } from '../program/outcomes.ts';
import { sendState } from '../program/send-state.ts';
import { lookFor } from './sent-row.ts';

export interface Caption {
  /** The GUID of the poll, as the bridge tells it; may be empty. */
  readonly poll: string;
  readonly chatGuid: string;
  readonly text: string;
}

export interface CaptionContext extends HelperContext {
  readonly delivery: DeliveryPolicy;
  /** Throws `ChatDbUnreadable`. */
  chatDb(): ChatDb;
  /** Who says it, as the lines on stderr name it. */
  readonly by: 'poll.send' | 'poll send';
  /** How long its row is looked for, in milliseconds. */
  readonly lookMs: number;
  /** Writes a line to stderr. */
  complain(line: string): void;
}

/** What builds that look for the caption tell of one, as `comment`. */
export type CaptionStatus = Readonly<Record<string, unknown>>;

/** Of a caption that nobody asked for. */
export const NO_CAPTION: CaptionStatus = { requested: false, sent: false };

type Seen = 'delivered' | 'failed' | 'unreadable';

/**
 * Says what is asked. What fails takes nothing from the poll, and stands on stderr. Resolves to null in builds that tell nothing of it.
 *
 * @param hangs Told of what the helper took and never answered.
 */
export async function sayCaption(
  caption: Caption,
  context: CaptionContext,
  hangs: (delivery: Delivery) => void = () => {},
): Promise<CaptionStatus | null> {
  const { delivery, by, complain } = context;
  const { poll, chatGuid, text } = caption;
  let guid: string;
  try {
    const said = await askHelper(context, messageRequest({ chatGuid, parts: [{ text }] }, delivery));
    guid = (said.messageGuid as string | undefined) ?? '';
  } catch (error) {
    if (!(error instanceof Outcome)) throw error;
    const status = failed(error);
    if (error.what.kind === 'stillInFlight') hangs(error.what.delivery);
    complain(
      `[imsg] ${by}: comment echo failed for ${poll ? `poll ${poll}` : 'queued poll'}: ${status.error}`,
    );
    return delivery.verifiesCaptions ? status : null;
  }
  if (!delivery.verifiesCaptions) return null;
  const seen = guid === '' ? 'unreadable' : await lookForCaption(guid, chatGuid, context);
  if (seen === null)
    complain(`[imsg] ${by}: caption ${guid} was not seen as delivered in ${chatGuid}; do not send it again`);
  return { requested: true, ...told(seen), ...(guid && { message_guid: guid }) };
}

function failed({ what }: Outcome): CaptionStatus & { readonly error: string } {
  const isSafe = what.kind === 'notStarted';
  const error = 'delivery' in what ? what.delivery.detail : 'the comment could not be sent';
  const disposition = isSafe
    ? 'not_started'
    : what.kind === 'stillInFlight'
      ? 'still_in_flight'
      : 'may_have_completed';
  return { requested: true, sent: isSafe ? false : null, error, disposition, retry_safe: isSafe };
}

/** Null = the time is over, and it may still arrive: a row that is there, or was sent, proves nothing. */
function lookForCaption(
  guid: string,
  chatGuid: string,
  { clock, chatDb, lookMs }: CaptionContext,
): Promise<Seen | null> {
  return lookFor<Seen>(clock, lookMs, () => {
    try {
      const status = chatDb().sendStatus(guid);
      const state = status && chatDb().ownRows.byGuid(guid, chatGuid, 0) ? sendState(status) : null;
      return state === 'delivered' || state === 'failed' ? state : null;
    } catch {
      return 'unreadable';
    }
  });
}

function told(seen: Seen | null): CaptionStatus {
  if (seen === 'delivered') return { sent: true, verified: true };
  if (seen === 'failed')
    return { sent: false, verified: false, error: 'Messages notes the caption as failed.' };
  if (seen === 'unreadable') return { sent: null };
  const error = 'The bridge took the caption, and it was not seen as delivered in time.';
  return { sent: null, verified: false, error, disposition: 'may_have_completed', retry_safe: false };
}
