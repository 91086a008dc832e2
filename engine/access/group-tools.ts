// Which tools an agent may use in a group, and for whom there (BEY-5): what the group says of the person, then of all, and
// where it says neither, the same of `*`.

import type { AccountConfig, ToolNames } from '../config/config.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import { readWrittenHandle } from '../message/identity/written-handle.ts';
import type { ChatFacts } from './chat-facts.ts';
import type { ChatNumbers } from './chat-numbers.ts';
import { compileGroupEntries, entryOf, type GroupEntries } from './group-entries.ts';
import { NO_PEOPLE, type People } from './people.ts';

/** One entry of `groups`. */
interface Rule {
  readonly handles: ReadonlyMap<Handle, ToolNames>;
  /** In small letters. */
  readonly names: ReadonlyMap<string, ToolNames>;
  readonly anySender: ToolNames | null;
  readonly all: ToolNames | null;
}

export interface GroupTools {
  readonly entries: GroupEntries;
  /** By the keys of `groups`. */
  readonly rules: ReadonlyMap<string, Rule>;
}

interface Sender {
  readonly sender: string;
  readonly senderName?: string;
}

export function compileGroupTools(account: AccountConfig, people: People = NO_PEOPLE): GroupTools {
  const rules = new Map<string, Rule>();
  for (const [key, { tools = null, toolsBySender = {} }] of Object.entries(account.groups ?? {})) {
    const own = new Map<Handle, ToolNames>();
    const names = new Map<string, ToolNames>();
    for (const [written, tools] of Object.entries(toolsBySender)) {
      const [, kind = '', value = ''] = /^(id|e164|name):(.*)$/is.exec(written) ?? [];
      const handle = kind === '' ? null : readWrittenHandle(value, account.region);
      if (kind.toLowerCase() === 'name') names.set(value.trim().toLowerCase(), tools);
      else if (handle !== null) own.set(handle, tools);
    }
    rules.set(key, {
      handles: withOthers(own, people),
      names,
      anySender: toolsBySender['*'] ?? null,
      all: tools,
    });
  }
  return { entries: compileGroupEntries(account), rules };
}

/** With the other handles of the same people, of which nothing is said. */
function withOthers(own: ReadonlyMap<Handle, ToolNames>, people: People): ReadonlyMap<Handle, ToolNames> {
  const all = new Map(own);
  for (const [handle, tools] of own)
    for (const other of people.handlesOf(handle)) if (!all.has(other)) all.set(other, tools);
  return all;
}

/** Null = nothing is said, so that all may be used. */
export function toolsIn(
  { entries, rules }: GroupTools,
  chat: ChatFacts,
  who: Sender,
  numbers: ChatNumbers,
): ToolNames | null {
  const own = entryOf(entries, chat, numbers)?.key;
  return saidBy(own === undefined ? undefined : rules.get(own), who) ?? saidBy(rules.get('*'), who);
}

function saidBy(rule: Rule | undefined, { sender, senderName }: Sender): ToolNames | null {
  if (rule === undefined) return null;
  const handle = normalizeHandle(sender);
  return (
    (handle !== null ? rule.handles.get(handle) : undefined) ??
    (senderName !== undefined ? rule.names.get(senderName.trim().toLowerCase()) : undefined) ??
    rule.anySender ??
    rule.all
  );
}

/** @param names All names of one tool: what is denied counts more than what is allowed. */
export function isAllowed(tools: ToolNames | null, names: readonly string[]): boolean {
  if (tools === null) return true;
  const has = (list: readonly string[]) => list.includes('*') || names.some((name) => list.includes(name));
  return !has(tools.deny) && (tools.allow === null || has(tools.allow));
}
