// Whom a request should reach, by the configuration and by where it came from (APR-1 to APR-3).

import { hasApprovers, mayApprove, namedApprovers, namesAnybody } from './approvers.ts';
import { chatEntry } from './chat-entry.ts';
import type { DecisionWanted } from './decision.ts';
import { comparable, meant } from './handles.ts';
import type { WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';
import { isTarget } from './targets.ts';

interface Rule {
  readonly enabled?: boolean;
  readonly mode?: 'session' | 'targets' | 'both';
  readonly agentFilter?: readonly string[];
  readonly sessionFilter?: readonly string[];
  readonly targets?: readonly { readonly channel?: string; readonly to?: string }[];
}

interface File {
  readonly approvals?: { readonly exec?: Rule; readonly plugin?: Rule };
}

/** Approvers asked directly, at most. */
const ASKED_MAX = 10;

/** Where it is asked, each a chat or a handle as it is written; none = it reaches nobody. */
export type Route = 'not_enabled' | readonly string[];

/** By what of it is known whom it reaches. */
export function modeOf(config: unknown, kind: string): NonNullable<Rule['mode']> {
  return (config as File).approvals?.[kind as 'exec' | 'plugin']?.mode ?? 'session';
}

/** Null = nobody can say. */
export function routeOf(
  wanted: DecisionWanted,
  account: Settings,
  config: unknown,
  rows: readonly WitnessedRow[],
): Route | null {
  const { kind, agentId, sessionKey, from } = wanted;
  if (kind === 'question') return from === null ? [] : [from];
  const rule = (config as File).approvals?.[kind] ?? {};
  if (rule.enabled !== true) return 'not_enabled';
  const { mode = 'session', agentFilter, sessionFilter, targets = [] } = rule;
  if (agentFilter && (agentId === null || !agentFilter.includes(agentId))) return [];
  if (sessionFilter?.every((part) => !sessionKey?.includes(part))) return [];
  // A tapback stands for the other two.
  if (wanted.offers?.every((one) => one === 'allow-always') && !account.commands.areHeard) return [];
  const bySession = mode === 'targets' ? [] : sessionRoute(wanted, account, rows);
  if (bySession === null) return null;
  const isAnswered = namesAnybody(account) ? hasApprovers(account) : account.commands.areHeard;
  const byTargets = mode === 'session' || !isAnswered ? [] : targets.filter(isOfChannel);
  return [...bySession, ...byTargets.map(({ to = account.defaultTo }) => to).filter((to) => to !== '')];
}

const isOfChannel = ({ channel = 'imessage' }: { readonly channel?: string }) => channel === 'imessage';

function sessionRoute(
  { from, sender }: DecisionWanted,
  account: Settings,
  rows: readonly WitnessedRow[],
): readonly string[] | null {
  const directly = namedApprovers(account).slice(0, ASKED_MAX);
  if (from === null) return directly;
  const isGroup = isGroupAt(from, rows);
  if (isGroup === null) return null;
  const party = sender ?? from;
  const isUsable = namesAnybody(account)
    ? isGroup
      ? hasApprovers(account)
      : mayApprove(party, account)
    : !isGroup && account.commands.areHeard;
  return isUsable ? [from] : directly;
}

function isGroupAt(from: string, rows: readonly WitnessedRow[]): boolean | null {
  if (from.includes(';+;')) return true;
  if (from.includes(';-;') || chatEntry(from) === null) return false;
  const chat = rows.find(({ chatGuid }) => chatGuid !== null && isTarget(from, chatGuid, rows));
  return chat ? chat.chatGuid!.includes(';+;') : null;
}

/** Whether a chat is one of those. */
export function isOnRoute(
  chatGuid: string,
  places: readonly string[],
  rows: readonly WitnessedRow[],
): boolean {
  const meaning = (guid: string) => guid.split(';').slice(2).join(';');
  return places.some((place) => {
    if (/;[+-];/.test(place) && chatEntry(place) === null) return meaning(place) === meaning(chatGuid);
    if (isTarget(place, chatGuid, rows)) return true;
    return chatGuid.includes(';-;') && meant(place, 'US') === comparable(meaning(chatGuid));
  });
}
