import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { ChatRecord } from '../chat-db/read/chats.ts';
import type { ScriptTarget } from '../messages-app/applescript/applescript.ts';
import type { DeliveryPolicy } from '../program/delivery-policy.ts';
import { invalidParams } from '../program/outcomes.ts';
import { normalizeAddress } from '../program/phone-number.ts';
import type { SendContext } from './context.ts';
import type { SendRequest, ServiceChoice } from './request.ts';

/** Where a message goes, as far as that is known before it is sent (wire-6.2). */
export interface SendTarget {
  /** Whether a chat was named rather than a person. */
  readonly isChat: boolean;
  /** The person, as far as known; empty where a chat was named. */
  readonly person: string;
  /** Of the chat that was named; empty where it was not, or not by this. */
  readonly guid: string;
  readonly identifier: string;
  /** The chat with that person, where there is one. */
  readonly directChat: ChatRecord | null;
  /** By what it goes: as asked, or as earlier messages with that person went. */
  readonly service: ServiceChoice;
}

type TargetContext = Pick<SendContext, 'chatDb' | 'contacts' | 'delivery'>;

/**
 * @param chatDb Null where the database cannot be read; only `chat_id` cannot do without it.
 *
 * Throws `Outcome`.
 */
export function resolveTarget(
  request: SendRequest,
  context: TargetContext,
  chatDb: ChatDb | null,
): SendTarget {
  const { address, service } = request;
  const chat = { isChat: true, person: '', guid: '', identifier: '', directChat: null, service };
  switch (address.kind) {
    case 'chatId': {
      const found = context.chatDb().chats.byId(address.chatId);
      if (!found) throw invalidParams(`unknown chat_id ${address.chatId}`);
      if (!found.guid && !found.identifier) throw invalidParams('missing chat identifier or guid');
      return { ...chat, guid: found.guid, identifier: found.identifier };
    }
    case 'guid':
      return { ...chat, guid: address.guid };
    case 'identifier':
      return { ...chat, identifier: address.identifier };
    case 'to':
      return personTarget(address.to, request, context, chatDb);
  }
}

const normalized = (person: string, region: string) => normalizeAddress(person, region || 'US') ?? person;

function personTarget(
  to: string,
  { service, region }: SendRequest,
  { contacts, delivery }: TargetContext,
  chatDb: ChatDb | null,
): SendTarget {
  const named = contacts.resolve(to, region);
  const person = delivery.normalizesFirst ? normalized(named, region) : named;
  const chosen = delivery.choosesService && service === 'auto' && chatDb ? chosenService() : service;
  return {
    isChat: false,
    person,
    guid: '',
    identifier: '',
    directChat:
      chatDb &&
      directChat(chatDb, person, {
        service: chosen,
        isKnownSms: service === 'auto' && chosen === 'sms',
        heedsService: delivery.scriptNames === 'chats',
      }),
    service: chosen,
  };

  function chosenService(): ServiceChoice {
    const full = chatDb!.targets.serviceOf(normalized(person, region));
    const known = full === 'unknown' ? chatDb!.targets.serviceOf(person) : full;
    return known === 'sms' ? 'sms' : 'auto';
  }
}

export interface DirectQuery {
  readonly service: ServiceChoice;
  /** Nothing but SMS was ever exchanged: only chats that may be SMS count, by their exact guid. Default false. */
  readonly isKnownSms?: boolean;
  /** Whether a chat that is used by another service than the one asked for does not count. */
  readonly heedsService: boolean;
}

/** The chat with somebody, in the order in which the real one looks for it. */
export function directChat(
  { targets }: ChatDb,
  person: string,
  { service, isKnownSms = false, heedsService }: DirectQuery,
): ChatRecord | null {
  const handle = person.trim();
  if (handle === '') return null;
  const forms = isKnownSms ? ['SMS;-;', 'any;-;', 'any;+;'] : DIRECT_FORMS[service];
  const isMeant = (chat: ChatRecord) =>
    isKnownSms ||
    !heedsService ||
    service === 'auto' ||
    SERVICES[service].some((one) => one === chat.service);
  for (const form of forms) {
    const chat = isKnownSms ? targets.exactChat(form + handle) : targets.chat(form + handle);
    if (chat && isMeant(chat)) return chat;
  }
  return null;
}

const SERVICES = { imessage: ['iMessage', 'iMessageLite'], sms: ['SMS'] } as const satisfies Record<
  Exclude<ServiceChoice, 'auto'>,
  readonly string[]
>;

const DIRECT_FORMS: Readonly<Record<ServiceChoice, readonly string[]>> = {
  auto: ['iMessage;-;', 'any;-;', 'SMS;-;', ''],
  imessage: ['iMessage;-;', 'any;-;', ''],
  sms: ['SMS;-;', ''],
};

/** What the bridge is told as the chat; empty where no chat is known. */
export const bridgeChat = ({ guid, identifier, directChat }: SendTarget): string =>
  guid || identifier || directChat?.guid || directChat?.identifier || '';

/** Whom a script names for a target. */
export function scriptTarget(
  target: SendTarget,
  region: string,
  { scriptNames }: Pick<DeliveryPolicy, 'scriptNames'>,
): ScriptTarget {
  const guid = (
    target.isChat || scriptNames === 'people' ? target.guid : (target.directChat?.guid ?? '')
  ).trim();
  const identifier = target.identifier.trim();
  const isPerson = looksLikeHandle(identifier);
  const service = target.service === 'sms' ? 'SMS' : 'iMessage';
  if (scriptNames === 'chats' && guid !== '') return { chatId: guid };
  if (isPerson) return { buddy: normalized(target.person || identifier, region), service };
  if (guid !== '' || identifier !== '') return { chatId: guid || identifier };
  return { buddy: normalized(target.person, region), service };
}

/** Whether an identifier is an address, so that a script can name the person. */
function looksLikeHandle(identifier: string): boolean {
  return identifier !== '' && /^(imessage|sms|auto):|@|^[+\d ()-]+$/i.test(identifier);
}
