// Whom a request reaches, by the configuration and by where it came from.

import type { AllowList } from '../access/allowlist.ts';
import { hasApprovers, mayApprove } from '../access/approvers.ts';
import type { ApprovalRule } from '../config/keys/approvals.ts';
import { conversationOf } from '../message/chat-meaning.ts';
import type { Address } from '../outbound/addressing.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import type { Origin } from './request.ts';

/** Approvers asked directly, at most. */
const ASKED_MAX = 10;

/** Where a message goes. */
export interface Place {
  readonly accountId: string;
  readonly target: PartTarget;
}

interface Route {
  readonly places: readonly Place[];
  /** Where it came from, which is told that others are asked; null = it is asked there, or came from nowhere. */
  readonly toldElsewhere: Place | null;
}

interface RouteContext {
  readonly rule: ApprovalRule;
  /** The account it is of. */
  readonly accountId: string;
  /** Null = it came from nowhere. */
  readonly origin: Origin | null;
  readonly agentId: string | null;
  readonly sessionKey: string | null;
  readonly defaultAccountId: string;
  approversOf(accountId: string): AllowList;
  /** Whether `/approve` is heard. */
  readonly hearsCommands: boolean;
  /** Rejects where nobody knows it. `written` null = the account says where. */
  addressOf(accountId: string, written: string | null): Promise<Address>;
  readonly logger: Logger;
}

export async function routeOf(context: RouteContext): Promise<Route | 'not_enabled' | 'no_route'> {
  const { rule } = context;
  if (!rule.enabled) return 'not_enabled';
  if (!passesFilters(context)) return 'no_route';
  const atOrigin = rule.mode === 'targets' ? NOWHERE : await bySession(context);
  const targets = rule.mode === 'session' ? [] : await byTargets(context);
  const places = onceEach([...atOrigin.places, ...targets]);
  return places.length === 0 ? 'no_route' : { places, toldElsewhere: atOrigin.toldElsewhere };
}

const NOWHERE: Route = { places: [], toldElsewhere: null };

function passesFilters({ rule: { agents, sessions }, agentId, sessionKey }: RouteContext): boolean {
  const isAgents = agents === null || (agentId !== null && agents.includes(agentId));
  return isAgents && (sessions === null || sessions.some((part) => sessionKey?.includes(part)));
}

/** (APR-3) */
async function bySession(context: RouteContext): Promise<Route> {
  const { origin, accountId } = context;
  const list = context.approversOf(accountId);
  if (origin !== null && isUsable(origin, list, context)) return { places: [origin], toldElsewhere: null };
  const handles = [...list.handles].slice(0, ASKED_MAX);
  const places = await reachable(
    context,
    handles.map((to) => ({ accountId, to })),
  );
  return { places, toldElsewhere: places.length > 0 ? origin : null };
}

/** Whether somebody who may decide is there to be asked. */
function isUsable({ isGroup, party }: Origin, list: AllowList, { hearsCommands }: RouteContext): boolean {
  if (list.isEmpty) return !isGroup && hearsCommands;
  return isGroup ? hasApprovers(list) : mayApprove(list, party);
}

function byTargets(context: RouteContext): Promise<readonly Place[]> {
  const wanted = context.rule.targets.map(({ to, accountId }) => ({
    to,
    accountId: accountId ?? context.defaultAccountId,
  }));
  const answerable = wanted.filter(({ accountId }) => {
    const list = context.approversOf(accountId);
    return list.isEmpty ? context.hearsCommands : hasApprovers(list);
  });
  return reachable(context, answerable);
}

async function reachable(
  { addressOf, logger }: RouteContext,
  wanted: readonly { readonly accountId: string; readonly to: string | null }[],
): Promise<readonly Place[]> {
  const found = await Promise.all(
    wanted.map(async ({ accountId, to }): Promise<Place[]> => {
      try {
        return [{ accountId, target: (await addressOf(accountId, to)).target }];
      } catch {
        logger.warn('imessage: a target of an approval request cannot be reached.');
        return [];
      }
    }),
  );
  return found.flat();
}

function onceEach(places: readonly Place[]): Place[] {
  const keyOf = ({ accountId, target }: Place) => `${accountId} ${conversationOf(target.chatGuid)}`;
  return [...new Map(places.toReversed().map((place) => [keyOf(place), place])).values()].toReversed();
}
