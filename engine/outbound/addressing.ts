// From a target as it is written to where parts go: the chat that it names, else the person whom nobody here has written yet.

import { EngineError } from '../errors.ts';
import { chatsList } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { behindService } from '../message/chat-meaning.ts';
import { wireHandle } from '../message/identity/wire-handle.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import { parseTarget, type Target } from './target.ts';

/** Chats among which one is looked for, by their newest message (ACT-8). */
const CHATS_MAX = 1_000;
/** Of several direct chats with somebody, in which one first (wire-6.2). */
const SERVICES = ['iMessage', 'any', 'SMS', 'RCS'] as const;

/** A chat that was found is one for so long: nobody waits for imsg to list a thousand of them for each message. */
const KNOWN_FOR_MS = 60_000;
const KNOWN_MAX = 256;

interface AddressingOptions {
  readonly region: string;
  /** The same for the chats of imsg; null = their handles are as they are told. */
  readonly wireRegion: string | null;
  readonly clock: Clock;
  /** The child that reads, while it is ready. */
  readClient(): RpcCaller | null;
}

export interface Address {
  readonly target: PartTarget;
  readonly isGroup: boolean;
}

type Chat = Awaited<ReturnType<typeof chatsList>>[number];

interface Known {
  readonly address: Address;
  readonly untilMs: number;
  /** Another one reads another database, or the same one anew. */
  readonly caller: RpcCaller;
}

/** Rejects with `target_invalid`, `target_unknown`, and as asking imsg does. */
export function createAddressing(options: AddressingOptions): (written: string) => Promise<Address> {
  const { region, wireRegion, clock, readClient } = options;
  const known = new Map<string, Known>();
  const remember = (written: string, address: Address, caller: RpcCaller) => {
    known.delete(written);
    known.set(written, { address, untilMs: clock.monotonicMs() + KNOWN_FOR_MS, caller });
    if (known.size > KNOWN_MAX) known.delete(known.keys().next().value!);
    return address;
  };
  return async (written) => {
    const target = parseTarget(written, region);
    const caller = readClient();
    if (caller === null) throw new EngineError('imsg_not_running');
    const before = known.get(written);
    if (before?.caller === caller && clock.monotonicMs() < before.untilMs) return before.address;
    const chats = await chatsList(caller, CHATS_MAX);
    const chat = chats
      .filter((one) => one.guid !== null && isMeant(target, one, wireRegion))
      .toSorted(byService)[0];
    if (chat) {
      const { guid, chatId, isGroup } = chat;
      const found = { chatGuid: guid as ChatGuid, chatId: chatId as ChatId, ...serviceOf(target) };
      return remember(written, { target: found, isGroup }, caller);
    }
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

function isMeant(
  target: Target,
  { chatId, guid, identifier, isGroup }: Chat,
  wireRegion: string | null,
): boolean {
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
        wireHandle(behindService(guid!) || (identifier ?? ''), wireRegion) === target.handle
      );
  }
}

/** A chat of another service would not let it leave as it was asked for. */
function isOfService({ service }: Extract<Target, { kind: 'handle' }>, guid: string): boolean {
  if (service === 'sms') return /^(?:SMS|any);/.test(guid);
  return service !== 'imessage' || /^(?:iMessage\w*|any);/.test(guid);
}

function byService(one: Chat, other: Chat): number {
  return rankOf(one) - rankOf(other);
}

function rankOf({ guid }: Chat): number {
  const index = SERVICES.findIndex((service) => guid!.startsWith(`${service};`));
  return index === -1 ? SERVICES.length : index;
}
