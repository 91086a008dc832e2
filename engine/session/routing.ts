// Which agent answers a conversation: the most specific binding that names it, of several alike the first (SES-4).

import {
  type ChatEntries,
  compileChatEntries,
  namesChat,
  namesGroup,
  parseGroupsKey,
} from '../access/chat-entries.ts';
import type { ChatFacts, NumberEntry } from '../access/chat-facts.ts';
import type { ChatNumbers } from '../access/chat-numbers.ts';
import type { People } from '../access/people.ts';
import { agentOfAccount, isForAccount } from '../config/bound-agents.ts';
import type { BindingConfig } from '../config/config.ts';
import { type AllowEntry, parseAllowEntry } from '../message/identity/allow-entry.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';

/** The bindings of an account, in the form that is fast to ask. */
export interface Routing {
  readonly handles: ReadonlyMap<Handle, string>;
  readonly directChats: readonly BoundChat[];
  readonly groups: readonly BoundChat[];
  /** Of direct chats that no binding names; null = as any conversation. */
  readonly anyDirect: string | null;
  readonly anyGroup: string | null;
  /** Of conversations of which no binding says more. */
  readonly otherwise: string;
  /** Every binding that names a chat by its number. */
  readonly numbers: readonly NumberEntry[];
}

interface BoundChat {
  readonly chats: ChatEntries;
  readonly agentId: string;
}

interface RoutingOptions {
  readonly accountId: string;
  /** The country of numbers without a country code. */
  readonly region: string;
  readonly people: People;
  /** Answers where no binding says anything. */
  readonly defaultAgentId: string;
}

/** Who wrote, and where. */
export type RoutedMessage = ChatFacts & { readonly sender: string };

/** Null = no binding is for this account: the default agent answers everybody. */
export function compileRouting(bindings: readonly BindingConfig[], options: RoutingOptions): Routing | null {
  const { accountId, defaultAgentId } = options;
  const own = bindings.filter((binding) => isForAccount(binding, accountId));
  if (own.length === 0) return null;
  const ofPeers = own.flatMap(({ agentId, peer }) => (peer === null ? [] : [{ agentId, ...peer }]));
  const named = ofPeers.filter(({ id }) => id !== '*');
  const any = (kind: 'direct' | 'group') =>
    ofPeers.find((peer) => peer.kind === kind && peer.id === '*')?.agentId ?? null;
  const directChats = boundChats(named, 'direct', options);
  const groups = boundChats(named, 'group', options);
  return {
    handles: boundHandles(named, options),
    directChats,
    groups,
    anyDirect: any('direct'),
    anyGroup: any('group'),
    otherwise: agentOfAccount(own) ?? defaultAgentId,
    numbers: [...directChats, ...groups].flatMap(({ chats }) => chats.numbers),
  };
}

export function agentFor(
  routing: Routing,
  message: RoutedMessage,
  isGroup: boolean,
  numbers: ChatNumbers,
): string {
  const { handles, directChats, groups, anyDirect, anyGroup, otherwise } = routing;
  if (isGroup) {
    // Chats of one group have one agent; what names the very chat counts before what names another chat of it.
    const bound =
      groups.find(({ chats }) => namesChat(chats, message, numbers)) ??
      groups.find(({ chats }) => namesGroup(chats, message, numbers));
    return bound?.agentId ?? anyGroup ?? otherwise;
  }
  const handle = normalizeHandle(message.sender);
  const bound =
    (handle && handles.get(handle)) ??
    directChats.find(({ chats }) => namesChat(chats, message, numbers))?.agentId;
  return bound ?? anyDirect ?? otherwise;
}

/** Every agent that can be asked. */
export function agentsOf({ handles, directChats, groups, ...routing }: Routing): ReadonlySet<string> {
  const { anyDirect, anyGroup, otherwise } = routing;
  const bound = [...directChats, ...groups].map(({ agentId }) => agentId);
  return new Set([...handles.values(), ...bound, otherwise, anyDirect ?? otherwise, anyGroup ?? otherwise]);
}

interface NamedPeer {
  readonly kind: 'direct' | 'group';
  readonly id: string;
  readonly agentId: string;
}

function boundHandles(named: readonly NamedPeer[], { people, region }: RoutingOptions): Map<Handle, string> {
  const handles = new Map<Handle, string>();
  for (const { kind, id, agentId } of named) {
    const entry = kind === 'direct' ? parseAllowEntry(id, region) : null;
    if (entry?.kind !== 'handle') continue;
    // Whoever has several handles is one person, with one agent.
    for (const handle of people.handlesOf(entry.handle))
      if (!handles.has(handle)) handles.set(handle, agentId);
  }
  return handles;
}

function boundChats(
  named: readonly NamedPeer[],
  kind: NamedPeer['kind'],
  { accountId, region }: RoutingOptions,
): BoundChat[] {
  return named.flatMap((peer) => {
    const entry = chatNamed(peer, region);
    if (peer.kind !== kind || entry === null) return [];
    const written = { text: `${peer.id} ${peer.agentId}`, entry };
    return [{ chats: compileChatEntries(accountId, 'bindings', [written]), agentId: peer.agentId }];
  });
}

function chatNamed({ kind, id }: NamedPeer, region: string): AllowEntry | null {
  const entry = kind === 'group' ? parseGroupsKey(id) : parseAllowEntry(id, region);
  return entry?.kind === 'handle' ? null : entry;
}
