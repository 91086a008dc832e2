import { readableChatDb, selectedGuid } from '../program/chat-selector.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Params } from '../wire/params.ts';
import type { Handler, MethodContext } from './method.ts';
import { showTyping } from './show-typing.ts';

/** Direct chats that an address may have, by the service asked for, in the order in which they are tried. */
const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  imessage: ['iMessage;-;', 'any;-;'],
  sms: ['SMS;-;'],
  auto: ['iMessage;-;', 'any;-;', 'SMS;-;'],
};

/** The direct chat of an address, or what its guid would have been before macOS 26. */
function directName(context: MethodContext, to: string, service: string): string {
  if (!context.bridge.typesInKnownChats) return unseenName(to, service);
  const targets = readableChatDb(context)?.targets;
  const address = to.trim();
  for (const form of [...PREFIXES[service]!.map((prefix) => prefix + address), address]) {
    const chat = targets?.chat(form);
    if (chat) return chat.guid || chat.identifier;
  }
  return unseenName(to, service);
}

/** What the guid of a direct chat would have been before macOS 26. */
export const unseenName = (to: string, service: string): string =>
  `${service === 'sms' ? 'SMS' : 'iMessage'};-;${to}`;

/** Throws `Outcome`, with `complaint` where it says anything. */
function serviceOf(params: Params, complaint?: string): string {
  const asked = params.string('service') ?? 'imessage';
  const service = asked.toLowerCase();
  if (!Object.hasOwn(PREFIXES, service)) throw invalidParams(complaint ?? asked);
  return service;
}

/** Unlike elsewhere an identifier is taken as it is. */
function selectedName(address: Parameters<typeof selectedGuid>[0], context: MethodContext): string {
  return address.kind === 'identifier' ? address.identifier : selectedGuid(address, context);
}

/** `typing`: the owner types, or no more, for a chat or a person (wire-5.3). */
export const typing: Handler = async (params, context) => {
  const address = params.address();
  const name =
    address.kind === 'to'
      ? directName(context, address.to, serviceOf(params))
      : selectedName(address, context);
  await showTyping(context, name, params.flag('typing'));
  return { ok: true };
};

/** A method of 0.5, which does not look for a chat of the person. */
function typingMethod(isTyping: boolean): Handler {
  return async (params, context) => {
    const address = params.address();
    const name =
      address.kind === 'to'
        ? unseenName(address.to, serviceOf(params, 'invalid service'))
        : selectedName(address, context);
    await showTyping(context, name, isTyping);
    return { ok: true };
  };
}

/** `typing.start`. */
export const typingStart = typingMethod(true);
/** `typing.stop`. */
export const typingStop = typingMethod(false);
