// Whom a request reaches, by the configuration and by where it came from.

import { type Approvers, hasApprovers, mayApprove } from '../access/approvers.ts';
import type { ApprovalRule } from '../config/keys/approvals.ts';
import type { Decision } from '../message/approve-command.ts';
import { conversationOf } from '../message/chat-meaning.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import type { AskingAccount } from './asking-account.ts';
import type { Origin } from './request.ts';
import { areTapped } from './rules/choices.ts';

/** Approvers asked directly, at most. */
const ASKED_MAX = 10;

/** Where a message goes. */
export interface Place {
  readonly accountId: string;
  readonly target: PartTarget;
  /** The message in whose thread it stands, where the way that it takes knows threads. Left out = in none. */
  readonly replyTo?: MessageGuid;
}

interface Route {
  readonly places: readonly Place[];
  /** Where it came from, which is told that others are asked; null = it is asked there, or came from nowhere. */
  readonly toldElsewhere: Place | null;
}

interface RouteContext {
  readonly rule: ApprovalRule;
  /** What it offers. */
  readonly decisions: readonly Decision[];
  /** The account it is of. */
  readonly accountId: string;
  /** Null = it came from nowhere. */
  readonly origin: Origin | null;
  readonly agentId: string | null;
  readonly sessionKey: string | null;
  readonly defaultAccountId: string;
  /** Undefined = it sends nothing. */
  accountOf(accountId: string): Pick<AskingAccount, 'approvers' | 'hearsCommands' | 'addressOf'> | undefined;
  readonly logger: Logger;
}

export async function routeOf(context: RouteContext): Promise<Route | 'not_enabled' | 'no_route'> {
  const { rule } = context;
  if (!rule.enabled) return 'not_enabled';
  if (!passesFilters(context)) return 'no_route';
  const atOrigin = rule.mode === 'targets' ? NOWHERE : await bySession(context);
  const targets = rule.mode === 'session' ? [] : await byTargets(context);
  const places = onceEach([...atOrigin.places, ...targets]);
  if (places.length === 0) return 'no_route';
  const { toldElsewhere } = atOrigin;
  const isAskedThere = toldElsewhere !== null && places.some((one) => keyOf(one) === keyOf(toldElsewhere));
  return { places, toldElsewhere: isAskedThere ? null : toldElsewhere };
}

const NOWHERE: Route = { places: [], toldElsewhere: null };

function passesFilters({ rule: { agents, sessions }, agentId, sessionKey }: RouteContext): boolean {
  const isAgents = agents === null || (agentId !== null && agents.includes(agentId));
  return isAgents && (sessions === null || sessions.some((part) => sessionKey?.includes(part)));
}

/** (APR-3) */
async function bySession(context: RouteContext): Promise<Route> {
  const { origin, accountId, decisions } = context;
  const account = context.accountOf(accountId);
  if (!account || !isAnswerable(decisions, account.hearsCommands())) return NOWHERE;
  const approvers = account.approvers();
  if (origin !== null && isUsable(origin, approvers, account.hearsCommands()))
    return { places: [origin], toldElsewhere: null };
  const handles = [...approvers.named].slice(0, ASKED_MAX);
  const places = await reachable(
    context,
    handles.map((to) => ({ accountId, to })),
  );
  return { places, toldElsewhere: places.length > 0 ? origin : null };
}

/** Whether there is a way to say something of what is offered. */
function isAnswerable(decisions: readonly Decision[], hearsCommands: boolean): boolean {
  return hearsCommands || areTapped(decisions);
}

/** Whether somebody who may decide is there to be asked. */
function isUsable({ isGroup, party }: Origin, approvers: Approvers, hearsCommands: boolean): boolean {
  if (approvers.isEmpty) return !isGroup && hearsCommands;
  return isGroup ? hasApprovers(approvers) : mayApprove(approvers, party);
}

function byTargets(context: RouteContext): Promise<readonly Place[]> {
  const wanted = context.rule.targets.map(({ to, accountId }) => ({
    to,
    accountId: accountId ?? context.defaultAccountId,
  }));
  const answerable = wanted.filter(({ accountId }) => {
    const account = context.accountOf(accountId);
    // Then it is told that nobody can be reached there.
    if (!account) return true;
    const approvers = account.approvers();
    if (!isAnswerable(context.decisions, account.hearsCommands())) return false;
    return approvers.isEmpty ? account.hearsCommands() : hasApprovers(approvers);
  });
  return reachable(context, answerable);
}

async function reachable(
  { accountOf, logger }: RouteContext,
  wanted: readonly { readonly accountId: string; readonly to: string | null }[],
): Promise<readonly Place[]> {
  const found = await Promise.all(
    wanted.map(async ({ accountId, to }): Promise<Place[]> => {
      try {
        const found = await accountOf(accountId)?.addressOf(to);
        if (found) return [{ accountId, target: found.target }];
      } catch {
        // Told below, whatever it was.
      }
      logger.warn('imessage: a target of an approval request cannot be reached.');
      return [];
    }),
  );
  return found.flat();
}

function keyOf({ accountId, target }: Place): string {
  return `${accountId} ${conversationOf(target.chatGuid)}`;
}

function onceEach(places: readonly Place[]): Place[] {
  return [...new Map(places.toReversed().map((place) => [keyOf(place), place])).values()].toReversed();
}
