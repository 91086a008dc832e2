import type { Address } from '../program/address.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Params } from '../wire/params.ts';

export type ServiceChoice = 'auto' | 'imessage' | 'sms';

/** What a send asks for. */
export interface SendRequest {
  readonly address: Address;
  readonly text: string;
  /** Path of a file; empty = none. */
  readonly file: string;
  readonly service: ServiceChoice;
  readonly transport: 'auto' | 'bridge' | 'applescript';
  readonly region: string;
  readonly allowsSms: boolean;
  /** GUID of the message that it answers; empty = none. */
  readonly replyTo: string;
  readonly formatting: readonly Readonly<Record<string, unknown>>[] | null;
  /** Whether the row of a text for a person is looked for as well; commands of older builds do not. */
  readonly verifiesPeople: boolean;
  /** The GUID that the message is to have; null = Messages chooses one. */
  readonly attemptId: string | null;
}

const SERVICES = ['auto', 'imessage', 'sms'] as const;
const TRANSPORTS = ['auto', 'bridge', 'applescript'] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Checks what `send` or `send.tracked` asks for, in the order of the real one (6.1, 6.5). Throws `Outcome`. */
export function readSendRequest(params: Params, isTracked: boolean): SendRequest {
  const attemptId = readAttemptId(params, isTracked);
  const service = SERVICES.find((one) => one === (params.string('service') ?? 'auto'));
  if (!service) throw invalidParams('invalid service');
  const transport = TRANSPORTS.find((one) => one === (params.string('transport') ?? 'auto').toLowerCase());
  if (!transport) throw invalidParams('invalid transport');
  const address = params.address();
  const text = params.string('text') ?? '';
  const file = params.string('file') ?? '';
  if (text === '' && file === '') throw invalidParams('text or file is required');
  if (isTracked && (text === '' || file !== '')) {
    throw invalidParams('send.tracked supports exactly one text message');
  }
  if (isTracked && transport === 'applescript') {
    throw invalidParams('send.tracked requires bridge transport');
  }
  return {
    address,
    text,
    file,
    service,
    transport,
    region: params.string('region') ?? 'US',
    allowsSms: !params.given('allow_sms_fallback') || params.flag('allow_sms_fallback'),
    replyTo: params.string('reply_to') ?? '',
    formatting: params.objects('text_formatting'),
    verifiesPeople: true,
    attemptId,
  };
}

function readAttemptId(params: Params, isTracked: boolean): string | null {
  const given = params.string('attempt_id');
  if (!isTracked) {
    if (given !== null) throw invalidParams('attempt_id is only supported by send.tracked');
    return null;
  }
  const attemptId = (given ?? '').toLowerCase();
  if (!UUID.test(attemptId)) throw invalidParams('attempt_id must be a UUID');
  return attemptId;
}
