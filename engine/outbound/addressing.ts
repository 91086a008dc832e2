// From a target as it is written to where parts go: the chat that it names, else the person whom nobody here has written yet.

import { EngineError } from '../errors.ts';
import { chatsList } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { behindService } from '../message/chat-meaning.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import { parseTarget, type Target } from './target.ts';

/** Chats among which one is looked for, by their newest message (ACT-8). */
const CHATS_MAX = 1_000;
/** Of several direct chats with somebody, in which one first (wire-6.2). */
const SERVICES = ['iMessage', 'any', 'SMS', 'RCS'] as const;

interface AddressingOptions {
  readonly region: string;
  /** The child that reads, while it is ready. */
  readClient(): RpcCaller | null;
}

export interface Address {
  readonly target: PartTarget;
  readonly isGroup: boolean;
}

type Chat = Awaited<ReturnType<typeof chatsList>>[number];

/** Rejects with `target_invalid`, `target_unknown`, and as asking imsg does. */
export function createAddressing({
  region,
  readClient,
}: AddressingOptions): (written: string) => Promise<Address> {
  return async (written) => {
    const target = parseTarget(written, region);
    const caller = readClient();
    if (caller === null) throw new EngineError('imsg_not_running');
    const chats = await chatsList(caller, CHATS_MAX);
    const chat = chats.filter((one) => one.guid !== null && isMeant(target, one)).toSorted(byService)[0];
    if (chat)
      return {
        target: { chatGuid: chat.guid as ChatGuid, chatId: chat.chatId as ChatId, ...serviceOf(target) },
        isGroup: chat.isGroup,
      };
    if (target.kind !== 'handle') throw new EngineError('target_unknown');
    const chatGuid = `any;-;${target.handle}` as ChatGuid;
    return {
      target: { chatGuid, chatId: 0 as ChatId, to: target.handle, ...serviceOf(target) },
      isGroup: false,
    };
  };
}

function serviceOf(target: Target): Pick<PartTarget, 'service'> {
  return target.kind === 'handle' && target.service !== null ? { service: target.service } : {};
}

function isMeant(target: Target, { chatId, guid, identifier, isGroup }: Chat): boolean {
  switch (target.kind) {
    case 'chatId':
      return chatId === target.chatId;
    case 'chatGuid':
      return guid === target.chatGuid;
    case 'chatIdentifier':
      return identifier === target.chatIdentifier || behindService(guid!) === target.chatIdentifier;
    case 'handle':
      return (
        !isGroup &&
        isOfService(target, guid!) &&
        normalizeHandle(behindService(guid!) || (identifier ?? '')) === target.handle
      );
  }
}

/** A chat of another service would not let it leave as it was asked for. */
function isOfService({ service }: Extract<Target, { kind: 'handle' }>, guid: string): boolean {
  return service !== 'sms' || guid.startsWith('SMS;') || guid.startsWith('any;');
}

function byService(one: Chat, other: Chat): number {
  return rankOf(one) - rankOf(other);
}

function rankOf({ guid }: Chat): number {
  const index = SERVICES.findIndex((service) => guid!.startsWith(`${service};`));
  return index === -1 ? SERVICES.length : index;
}
