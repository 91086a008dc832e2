import { type ChatRecord, isGroup } from '../../chat-db/read/chats.ts';
import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { BridgePolicy } from '../../program/bridge-policy.ts';
import { messageGuid } from '../../world/event/derived.ts';
import { type Helper, HelperError, type HelperRequest } from './ask-helper.ts';
import { requireReach } from './reach.ts';

export interface NewChat {
  readonly addresses: readonly string[];
  readonly service: string;
  readonly name: string;
  readonly text: string;
}

/** What the helper is asked to do for `chats.create` and `chat-create` (wire-1.4 and wire-5.3), in the words of IMsgInjected.m v0.9.0. */
export const createRequest = (
  { addresses, service, name, text }: NewChat,
  policy: Pick<BridgePolicy, 'chatCreation' | 'checksPeople'>,
): HelperRequest => ({
  action: 'create-chat',
  kind: 'mutation',
  waits: 'send',
  selectors: ['createChat'],
  lacking: 'Registry could not produce chat',
  perform(helper) {
    const wanted = service.toLowerCase();
    const isKnown =
      wanted === 'imessage' || (policy.chatCreation === 'any service' && /^(auto|sms)$/.test(wanted));
    if (!isKnown) throw new HelperError(`Unsupported chat-create service: ${service}`);
    requireReach(helper, addresses, policy);
    const preferred = wanted === 'sms' ? 'SMS' : 'iMessage';
    const chat = addresses.length === 1 ? direct(helper, addresses[0]!) : group(helper, addresses, preferred);
    if (name !== '' && chat.isGroup) helper.tell({ kind: 'group-rename', chat: chat.guid, name });
    const sent =
      text === '' ? null : helper.tell({ kind: 'bridge-send', chatGuid: chat.guid, parts: [{ text }] });
    return {
      chatGuid: chat.guid,
      service: chat.service || preferred,
      messageGuid: sent === null ? '' : messageGuid(sent),
      participants: addresses,
    };
  },
});

interface FoundChat {
  readonly guid: string;
  readonly service: string;
  readonly isGroup: boolean;
}

const asFound = (chat: ChatRecord): FoundChat => ({ ...chat, isGroup: isGroup(chat) });

/** A direct chat gets its row with its first message. */
function direct({ chatDb }: Helper, address: string): FoundChat {
  const known = chatDb.chats.byIdentifier(address);
  return known ? asFound(known) : { guid: `any;-;${address}`, service: '', isGroup: false };
}

/** The group of exactly these people, or a new one. */
function group(helper: Helper, addresses: readonly string[], service: string): FoundChat {
  const { members, chats, rows } = helper.chatDb;
  const known = members.groupOf(addresses);
  const record = known === null ? null : chats.byId(known);
  if (record) return asFound(record);
  const seed = derivedGuid([...addresses].sort().join(' '), `group ${rows.maxRowid()}`);
  const identifier = seed.replaceAll('-', '').toLowerCase();
  helper.tell({ kind: 'group-create', chat: { with: addresses, identifier }, service });
  return { guid: `any;+;${identifier}`, service, isGroup: true };
}
