// What those hear who want something decided, held against the configuration and what became of it: one end, and the true one.

import { accountAt } from './account-at.ts';
import { type ApprovalRequest, requestsIn } from './approval-requests.ts';
import { isOnRoute, type Route, routeOf } from './approval-routes.ts';
import type { ApprovalTold, DecisionWanted } from './decision.ts';
import { disturbedUntil } from './disturbances.ts';
import type { Finding, History } from './history.ts';
import { runsOf } from './runs.ts';
import { cleanReply } from './words.ts';

/** Ends of a request; what else is told says that nobody was asked. */
const ENDS: ReadonlySet<string> = new Set([
  'allow-once',
  'allow-always',
  'deny',
  'answered',
  'expired',
  'withdrawn',
  'undelivered',
]);
/** So long it takes at most to find out that nobody is to be asked. */
const AT_ONCE_MS = 15_000;
/** What was mended is felt that long. */
const MENDED_MS = 140_000;
/** An imsg is there by then. */
const STARTED_MS = 30_000;
/** What has its end is told by then. */
const TOLD_MS = 60_000;

export function heardFindings(history: History): Finding[] {
  const { wanted = [] } = history.decisions ?? {};
  const requests = requestsIn(history);
  return wanted.flatMap((one): Finding[] => {
    const says = (clause: Finding['clause'], text: string): Finding => ({
      clause,
      text: `"${one.text}" ${text}`,
    });
    const own = requests.filter((each) => each.wanted === one);
    const route = routeAt(one, history);
    const astray = own.flatMap((request) => strayFindings(request, route, history.rows));
    return [
      ...astray.map((text) => says('addressee', text)),
      ...toldFindings(one, own, route, history).map(([clause, text]) => says(clause, text)),
    ];
  });
}

/** Where it was asked and is not to be, by whatever request came of it. */
function strayFindings({ prompts }: ApprovalRequest, route: Route | null, rows: History['rows']): string[] {
  if (route === null) return [];
  const places = route === 'not_enabled' ? [] : route;
  return prompts.flatMap(({ chatGuid }) =>
    isOnRoute(chatGuid, places, rows) ? [] : [`was asked in ${chatGuid}`],
  );
}

/** What whoever wanted it was told. */
function toldFindings(
  one: DecisionWanted,
  requests: readonly ApprovalRequest[],
  route: Route | null,
  history: History,
): (readonly [Finding['clause'], string])[] {
  const [told, ...more] = one.told;
  if (more.length > 0) return [['decided', `was told an end ${one.told.length} times`]];
  if (!told) return isOverdue(one, history) ? [['replied', 'was never told an end']] : [];
  if (!ENDS.has(told.outcome))
    return refusalFindings(one, told, route, history).map((text) => ['gated', text]);
  const isTrue = requests.some(({ ends }) => ends.some((end) => isTold(told, end, one)));
  const isAsked = route === null || (route !== 'not_enabled' && route.length > 0);
  return [
    ...(isTrue ? [] : [['truth', `was told ${told.outcome}, which no request is`] as const]),
    ...(isAsked ? [] : [['gated', 'was asked where nobody is to be'] as const]),
  ];
}

/** Whether whoever asked was told this end: how, by whom and, of a question, with which of its answers. */
function isTold(
  { outcome, by, answer }: DecisionWanted['told'][number],
  { state, by: decider, choice }: ApprovalTold,
  { options }: DecisionWanted,
): boolean {
  const chosen = choice === null ? null : oneLine(options[choice] ?? '');
  return state === outcome && decider === by && chosen === answer;
}

/** An answer is offered as one line, whatever an agent makes of it. */
const oneLine = (option: string) => cleanReply(option).trim().replace(/\s+/g, ' ');

/** Null = nobody can say. */
function routeAt(wanted: DecisionWanted, history: History): Route | null {
  const { atMs, told } = wanted;
  const untilMs = told[0] && !ENDS.has(told[0].outcome) ? told[0].atMs : atMs + AT_ONCE_MS;
  const lives = history.lives.filter((life) => life.fromMs <= untilMs && (life.toMs ?? untilMs) >= atMs);
  const configs = new Set(lives.map(({ config }) => JSON.stringify(config)));
  const account = accountAt(history.lives, wanted.accountId ?? 'default', atMs);
  if (configs.size !== 1 || !account) return null;
  return routeOf(wanted, account, lives[0]!.config, history.rows);
}

function refusalFindings(
  { atMs }: DecisionWanted,
  told: DecisionWanted['told'][number],
  route: Route | null,
  history: History,
): string[] {
  const { outcome } = told;
  if (route === null || (outcome !== 'not_enabled' && outcome !== 'no_route')) return [];
  if (outcome === 'not_enabled')
    return route === 'not_enabled' ? [] : ['is refused as not enabled, and it is'];
  if (route === 'not_enabled') return ['is not enabled, and was told no_route'];
  if (!isFree(atMs, told.atMs, history)) return [];
  return [
    ...(route.length > 0 ? ['was told no_route, and somebody is there to be asked'] : []),
    ...(told.atMs - atMs > AT_ONCE_MS ? [`was told no_route after ${told.atMs - atMs} ms`] : []),
  ];
}

/** Whether nothing kept a gateway from asking imsg where somebody is. */
function isFree(fromMs: number, toMs: number, { disturbances, lives }: History): boolean {
  const isThere = runsOf({ lives }).some(
    (run) => run.fromMs <= fromMs - STARTED_MS && (run.toMs === null || run.toMs >= toMs),
  );
  return isThere && disturbedUntil(disturbances, 'reading', fromMs - MENDED_MS, toMs) === null;
}

/** Whether its time was over while the gateway that was asked lived on, with nothing in its way. */
function isOverdue({ atMs, lastsMs }: DecisionWanted, history: History): boolean {
  const overMs = atMs + lastsMs + TOLD_MS;
  if (overMs > history.endMs || history.clockOffsets.some(({ offsetMs }) => offsetMs !== 0)) return false;
  const isLived = runsOf(history).some(
    (run) => run.fromMs <= atMs && (run.toMs === null || run.toMs >= overMs),
  );
  return isLived && !history.disturbances.some((one) => isMet(one, atMs - MENDED_MS, overMs));
}

function isMet(
  { of, fromMs, toMs }: History['disturbances'][number],
  sinceMs: number,
  untilMs: number,
): boolean {
  return of === 'all' && fromMs <= untilMs && (toMs === null || toMs >= sinceMs);
}
