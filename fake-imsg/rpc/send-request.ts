import type { DeliveryPolicy } from './method.ts';
import { invalidParams } from './outcomes.ts';
import type { Params } from './params.ts';

/** Where a message goes: one of four ways to say it. */
export type SendAddress =
  | { readonly kind: 'to'; readonly to: string }
  | { readonly kind: 'chatId'; readonly chatId: number }
  | { readonly kind: 'identifier'; readonly identifier: string }
  | { readonly kind: 'guid'; readonly guid: string };

export interface SendRequest {
  readonly address: SendAddress;
  readonly text: string;
  readonly service: 'auto' | 'imessage' | 'sms';
  readonly transport: 'auto' | 'bridge' | 'applescript';
  readonly region: string;
  readonly isReply: boolean;
}

const SERVICES = ['auto', 'imessage', 'sms'] as const;
const TRANSPORTS = ['auto', 'bridge', 'applescript'] as const;

/** Checks what a `send` asks for (protocol section 6.1). Throws `Outcome`. */
export function readSendRequest(params: Params, { noTarget }: DeliveryPolicy): SendRequest {
  if (params.given('attempt_id')) throw invalidParams('attempt_id is only supported by send.tracked');
  const text = params.string('text') ?? '';
  if (text === '' && !params.string('file')) throw invalidParams('text or file is required');
  const service = SERVICES.find((one) => one === params.string('service'));
  if (!service) throw invalidParams('invalid service');
  const transport = TRANSPORTS.find((one) => one === params.string('transport')?.toLowerCase());
  if (!transport) throw invalidParams('invalid transport');
  return {
    address: readAddress(params, noTarget),
    text,
    service,
    transport,
    region: params.string('region') ?? '',
    isReply: params.given('reply_to'),
  };
}

function readAddress(params: Params, noTarget: string): SendAddress {
  const chatId = params.integer('chat_id');
  const identifier = params.string('chat_identifier');
  const guid = params.string('chat_guid');
  const to = params.string('to');
  const selectors = [chatId, identifier, guid].filter((selector) => selector !== null).length;
  if (to !== null) {
    if (selectors > 0) throw invalidParams('use to or exactly one chat selector; not both');
    return { kind: 'to', to };
  }
  if (selectors !== 1) throw invalidParams(noTarget);
  if (chatId !== null) return { kind: 'chatId', chatId };
  if (identifier !== null) return { kind: 'identifier', identifier };
  return { kind: 'guid', guid: guid ?? '' };
}
