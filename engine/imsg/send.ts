import type { ChatGuid, ChatId, MessageGuid, Rowid } from '../message/ids.ts';
import { integerOrNull, resultObject, stringOrNull, unexpected } from './answers.ts';
import type { MethodName } from './deadlines.ts';
import type { CallOptions } from './pending-calls.ts';
import type { RpcCaller } from './rpc-client.ts';
import { RpcError } from './rpc-error.ts';

/** Exactly one of these: imsg refuses more (wire-2.6). */
type SendTarget =
  | { readonly chatId: ChatId }
  | { readonly chatGuid: ChatGuid }
  | { readonly chatIdentifier: string }
  | { readonly to: string };

export interface SendRequest {
  readonly target: SendTarget;
  readonly text?: string;
  /** Of the text, in UTF-16 units. Known from 0.12 on, and to the bridge alone. */
  readonly formatting?: readonly {
    readonly start: number;
    readonly length: number;
    readonly styles: readonly ('bold' | 'italic' | 'underline' | 'strikethrough')[];
  }[];
  /** A path on the machine that imsg runs on. */
  readonly file?: string;
  /** Default `auto`. */
  readonly service?: 'imessage' | 'sms';
  /** Default `auto`. Known from 0.8.1 on. */
  readonly transport?: 'bridge' | 'applescript';
  /** Phone numbers without a country code are read as of this region. Default `US`. */
  readonly region?: string;
  /** Of a send to a handle. Default true. Known from 0.14 on. */
  readonly allowSmsFallback?: boolean;
  /**
   * UUID that its message gets as GUID; needs the bridge, and a build with `send.tracked` (wire-6.5). Where imsg cannot read
   * chat.db, as that needs and another send does not, or its helper keeps the id, the message gets another GUID.
   */
  readonly attemptId?: string;
  /** Full GUID of the message that is replied to; needs the bridge. */
  readonly replyTo?: MessageGuid;
}

/** What the answer proves. That it came never means that the message was delivered (wire-6.4). */
export interface SendAnswer {
  readonly transport: string | null;
  /** Provisional on builds up to 0.15.0, where the bridge may name the message before (wire-6.3). */
  readonly guid: MessageGuid | null;
  /** Only from AppleScript sends that were verified. */
  readonly rowid: Rowid | null;
  readonly chatGuid: ChatGuid | null;
  readonly service: string | null;
}

/** Rejects with `RpcError` or `EngineError`; their `outcome` says whether it may have been sent. */
export async function send(
  client: RpcCaller,
  request: SendRequest,
  options?: CallOptions,
): Promise<SendAnswer> {
  const { target, text, formatting, file, service, transport, region, replyTo, allowSmsFallback } = request;
  const { attemptId } = request;
  const params = {
    ...targetParams(target),
    ...(text !== undefined && { text }),
    ...(formatting !== undefined && { formatting }),
    ...(file !== undefined && { file }),
    ...(service !== undefined && { service }),
    ...(transport !== undefined && { transport }),
    ...(region !== undefined && { region }),
    ...(replyTo !== undefined && { reply_to: replyTo }),
    ...(allowSmsFallback !== undefined && { allow_sms_fallback: allowSmsFallback }),
  };
  if (attemptId !== undefined) {
    const method = 'send.tracked';
    try {
      return answerOf(method, await client.call(method, { ...params, attempt_id: attemptId }, options));
    } catch (error) {
      // Anything else may have left, or is said of whoever sends. An id is sent again only after a proof that nothing was begun.
      if (!(error instanceof RpcError && error.refusesId)) throw error;
    }
  }
  return answerOf('send', await client.call('send', params, options));
}

/** Any other method that changes something in a chat. Rejects likewise. */
export async function callAction(
  client: RpcCaller,
  method: MethodName,
  params: Readonly<Record<string, unknown>>,
): Promise<SendAnswer> {
  return answerOf(method, await client.call(method, params));
}

function answerOf(method: MethodName, answer: unknown): SendAnswer {
  const result = resultObject(method, answer);
  if (result.ok !== true) throw unexpected(method, 'ok');
  return {
    transport: stringOrNull(result.transport),
    guid: stringOrNull(result.guid) as MessageGuid | null,
    rowid: integerOrNull(result.id) as Rowid | null,
    chatGuid: stringOrNull(result.chat_guid) as ChatGuid | null,
    service: stringOrNull(result.service),
  };
}

function targetParams(target: SendTarget): object {
  if ('chatId' in target) return { chat_id: target.chatId };
  if ('chatGuid' in target) return { chat_guid: target.chatGuid };
  if ('chatIdentifier' in target) return { chat_identifier: target.chatIdentifier };
  return { to: target.to };
}
