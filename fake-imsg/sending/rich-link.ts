// A URL that is sent with its preview (wire-5.3, `send.rich` with `url`).

import type { ChatRecord } from '../chat-db/read/chats.ts';
import { askHelper, type HelperContext } from '../messages-app/helper/ask-helper.ts';
import { richLinkRequest } from '../messages-app/helper/send-requests.ts';
import type { Address } from '../program/address.ts';
import { invalidParams, Outcome } from '../program/outcomes.ts';
import type { Params } from '../wire/params.ts';
import { sentResult } from './bridge-result.ts';
import type { SendContext, SendMethod } from './context.ts';

const BYTES_MAX = 8 * 1024;
/** How long the fetching of a page takes; the real one gives it 8 s. */
const FETCH_MS = 400;
const SELECTORS = ['chat_id', 'chat_identifier', 'chat_guid', 'url'];
/** In the order in which builds from 0.14 on complain of them. */
const MODIFIERS = [
  'text',
  'message',
  'dd_scan',
  'ddScan',
  'effect_id',
  'effectId',
  'effect',
  'subject',
  'reply_to',
  'replyTo',
  'reply_to_guid',
  'message_guid',
  'part_index',
  'partIndex',
  'text_formatting',
  'textFormatting',
  'file',
  'path',
];

/** Spellings that 0.13 knows only to refuse them. */
const RETIRED = ['link', 'rich_link', 'richLink', 'rich_link_url'];

/** Refuses the former spellings of a link. Throws `Outcome`. */
export function refuseRetired(params: Params): void {
  const key = RETIRED.find((name) => params.keys.includes(name));
  if (key === undefined) return;
  throw invalidParams(`${key} is not supported; pass url without rich-link modifiers`);
}

export const sendRichLink: SendMethod = async (params, context) => {
  const { delivery, device } = context;
  refuseModifiers(params, delivery.richResult === 'whole');
  const url = params.string('url') ?? '';
  const chat = linkChat(params.address(), context);
  await probeLinks(context);
  const address = checkedUrl(url);
  const sentMs = device.clock.wallMs();
  await fetchPage(context);
  const message = { chatGuid: chat.guid, link: address, isScanned: true };
  const data = await askHelper(context, richLinkRequest(message, delivery));
  return sentResult(data, { chatGuid: chat.guid, text: address, sentMs }, context);
};

/** Looks at the page, as far as there is one. */
export const fetchPage = ({ clock }: Pick<HelperContext, 'clock'>): Promise<void> =>
  new Promise((resolve) => void clock.after(FETCH_MS, resolve));

function refuseModifiers({ keys }: Params, isStrict: boolean): void {
  const key = isStrict
    ? MODIFIERS.find((name) => keys.includes(name))
    : keys.find((name) => !SELECTORS.includes(name));
  if (key !== undefined) throw invalidParams(`${key} is not supported with url`);
}

function linkChat(address: Address, { chatDb }: SendContext): ChatRecord {
  const { chats } = chatDb();
  const found = () => {
    switch (address.kind) {
      case 'chatId':
        return chats.byId(address.chatId);
      case 'guid':
        return chats.byGuid(address.guid);
      case 'identifier':
        return chats.byIdentifier(address.identifier);
      case 'to':
        return null;
    }
  };
  const chat = found();
  if (!chat?.guid) throw invalidParams('rich links require an existing chat');
  if (!['imessage', 'imessagelite'].includes(chat.service.toLowerCase())) {
    throw invalidParams('rich links require an iMessage chat');
  }
  return chat;
}

/**
 * Asks the helper whether it can send links with their previews. Throws `Outcome`.
 *
 * @param launches Whether Messages.app is started for it where it does not run, in every build.
 */
export async function probeLinks(context: HelperContext, launches?: true): Promise<void> {
  const request = { kind: 'mutation', waits: 'short', perform: () => ({}) } as const;
  await askHelper(context, { ...request, action: 'status', ...(launches && { launches }) });
  const { missingSelectors } = context.device.facts();
  if (!['urlPreviewMessage', 'sendRichLinkAction'].some((name) => missingSelectors.includes(name))) return;
  const detail = 'running bridge does not support rich links; restart Messages with the current imsg bridge';
  throw new Outcome({ kind: 'internal', detail });
}

/** The URL as it is sent. Throws `Outcome` for one that cannot be. */
export function checkedUrl(text: string): string {
  const bad = (why: string) => invalidParams(`Invalid rich-link URL: ${why}`);
  const trimmed = text.trim();
  if (trimmed === '') throw bad('value is empty');
  if (Buffer.byteLength(trimmed) > BYTES_MAX) throw bad('value exceeds 8 KiB');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') throw bad('scheme must be http or https');
  if (!URL.canParse(trimmed)) throw bad('host is required');
  const { username, password } = new URL(trimmed);
  if (username !== '' || password !== '') throw bad('credentials are not allowed');
  return scheme + trimmed.slice(scheme.length);
}
