import type { ChatDb } from '../chat-db/read/chat-db.ts';
import { readableChatDb } from '../program/chat-selector.ts';
import { invalidParams, notStarted, Outcome } from '../program/outcomes.ts';
import { sendByBridge } from './by-bridge.ts';
import { sendByScript } from './by-script.ts';
import type { SendContext, SendMethod } from './context.ts';
import { readSendRequest, type SendRequest } from './request.ts';
import { bridgeChat, resolveTarget, type SendTarget } from './target.ts';

type Result = Readonly<Record<string, unknown>>;

/** `send` (wire-6.1 to wire-6.5): over the bridge where there is one and the chat is known, else by AppleScript. */
export const send: SendMethod = async (params, context) => {
  const request = readSendRequest(params, false);
  const { resultFields } = context.delivery;
  const result = await sendMessage(request, context);
  return Object.fromEntries(Object.entries(result).filter(([field]) => resultFields.includes(field)));
};

/** `send.tracked` (wire-6.5): one text over the bridge, under a GUID that the client has chosen. */
export const sendTracked: SendMethod = (params, context) =>
  sendMessage(readSendRequest(params, true), context);

/** Sends and answers all that is known of it. Throws `Outcome`. */
export async function sendMessage(request: SendRequest, context: SendContext): Promise<Result> {
  const chatDb = request.attemptId === null ? readableChatDb(context) : context.chatDb();
  refuseKnown(request, chatDb);
  const target = resolveTarget(request, context, chatDb);
  return (await overBridge(request, target, context)) ?? sendByScript(request, target, context, chatDb);
}

function refuseKnown({ attemptId }: SendRequest, chatDb: ChatDb | null): void {
  if (attemptId === null || !chatDb?.ownRows.has(attemptId)) return;
  const detail = 'attempt_id already identifies a message; choose a new UUID';
  throw notStarted({ transport: 'bridge_v2', operation: 'send-message', detail });
}

/** The answer of the bridge, or null where a script is to send. Throws `Outcome`. */
async function overBridge(
  request: SendRequest,
  target: SendTarget,
  context: SendContext,
): Promise<Result | null> {
  const { transport, replyTo, attemptId } = request;
  const { device, delivery } = context;
  if (delivery.bridge === 'nothing') return null;
  const chatGuid = bridgeChat(target);
  const wanted = transport === 'bridge' || (transport === 'auto' && device.facts().lock);
  const isReply = replyTo !== '';
  if (chatGuid === '' || !wanted) {
    if (transport === 'bridge' || attemptId !== null) {
      throw invalidParams('bridge transport requires an existing chat target');
    }
    if (!isReply) return null;
    throw invalidParams(
      'reply_to requires bridge transport; AppleScript fallback cannot send threaded replies',
    );
  }
  try {
    return await sendByBridge(request, chatGuid, context);
  } catch (error) {
    const isFinal = transport === 'bridge' || isReply || attemptId !== null;
    if (isFinal || !(error instanceof Outcome) || !mayFallBack(error, delivery.fallsBackAfter)) throw error;
    return null;
  }
}

/** What says nothing of a delivery failed before there was one. */
function mayFallBack({ what }: Outcome, after: SendContext['delivery']['fallsBackAfter']): boolean {
  return after === 'any failure' || what.kind === 'notStarted' || !('delivery' in what);
}
