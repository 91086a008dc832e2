import type { ChatDb } from '../chat-db/read-chat-db.ts';
import { ChatDbUnreadable } from '../chat-db/read-open.ts';
import type { OwnRow, OwnRowQuery } from '../chat-db/read-own-rows.ts';
import { appleNs } from '../chat-db/read-time.ts';
import {
  NO_SUCH_CHAT,
  SCRIPT_OPERATION,
  type ScriptSend,
  scriptFailure,
  tellMessages,
} from './applescript.ts';
import { bridgeAbsent } from './helper.ts';
import type { Handler, MethodContext } from './method.ts';
import { invalidParams, mayHave, Outcome } from './outcomes.ts';
import { readSendRequest, type SendRequest } from './send-request.ts';
import { resolveTarget, type SendTarget } from './send-target.ts';

const VERIFY_EVERY_MS = 100;
const VERIFY_FOR_MS = 8000;
/** Rows this much older than the send still count: Messages stamps a row with its own idea of the moment. */
const VERIFY_SLACK_MS = 2000;

/** `send` (protocol section 6): by AppleScript, then a look for the row that proves it. */
export const send: Handler = async (params, context) => {
  const request = readSendRequest(params, context.delivery);
  const chatDb = readableChatDb(context);
  const target = resolveTarget(request.address, request.region, context.chatDb, chatDb);
  refuseWithoutBridge(request, target);
  if (request.text === '') {
    throw new Outcome({ kind: 'internal', detail: 'This stand-in for imsg does not send files.' });
  }
  if (target.kind === 'unknownChat' && chatDb) throw scriptFailure(NO_SUCH_CHAT);

  const startMs = context.clock.wallMs();
  tellMessages(context.device, scriptSend(request, target));
  context.stepAgenda();
  if (!chatDb) return { ok: true, transport: 'applescript' };
  const row = await findRow(context, {
    text: request.text,
    from: appleNs(startMs - VERIFY_SLACK_MS),
    chat: target.kind === 'chat' ? { guid: target.chat.guid } : { identifier: identifierOf(target) },
  });
  if (!row) {
    if (context.delivery.unseenRow === 'ok') return { ok: true, transport: 'applescript' };
    throw unseen();
  }
  return {
    ok: true,
    transport: 'applescript',
    id: row.id,
    guid: row.guid,
    message_id: row.guid,
    chat_guid: row.chatGuid,
    ...(row.service && { service: row.service }),
  };
};

/** Most sends do without the database; they are just not verified then (protocol section 6.4). */
function readableChatDb(context: MethodContext): ChatDb | null {
  try {
    return context.chatDb();
  } catch (error) {
    if (error instanceof ChatDbUnreadable) return null;
    throw error;
  }
}

function refuseWithoutBridge(request: SendRequest, target: SendTarget): void {
  if (request.transport === 'bridge') {
    if (target.kind !== 'chat') throw invalidParams('bridge transport requires an existing chat target');
    throw bridgeAbsent('send-message');
  }
  if (request.isReply) {
    throw invalidParams(
      'reply_to requires bridge transport; AppleScript fallback cannot send threaded replies',
    );
  }
}

function scriptSend(request: SendRequest, target: SendTarget): ScriptSend {
  const { text, service } = request;
  if (target.kind === 'chat') return { chatGuid: target.chat.guid, service: target.chat.service, text };
  const chosen = service === 'sms' ? 'SMS' : 'iMessage';
  if (target.kind === 'handle') return { to: target.handle, service: chosen, text };
  return target.guid === null
    ? { to: target.identifier ?? '', service: chosen, text }
    : { chatGuid: target.guid, service: chosen, text };
}

function identifierOf(target: Exclude<SendTarget, { kind: 'chat' }>): string {
  return target.kind === 'handle' ? target.handle : (target.identifier ?? '');
}

function findRow({ clock, chatDb }: MethodContext, query: OwnRowQuery): Promise<OwnRow | null> {
  const untilMs = clock.monotonicMs() + VERIFY_FOR_MS;
  return new Promise((resolve, reject) => {
    const look = () => {
      try {
        const row = chatDb().findOwnRow(query);
        if (row || clock.monotonicMs() >= untilMs) resolve(row);
        else clock.after(VERIFY_EVERY_MS, look);
      } catch (error) {
        reject(error);
      }
    };
    look();
  });
}

function unseen(): Outcome {
  return mayHave({
    transport: 'applescript',
    operation: SCRIPT_OPERATION,
    detail:
      'Messages automation returned success, but no matching outgoing text row was observed within 8 seconds.',
  });
}
