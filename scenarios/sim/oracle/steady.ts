// What has to stay as it is for it to be known what the owner's words come to.

import type { History } from './history.ts';
import { perHistory } from './per-history.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** Whether the clock was right all the time, dates were told, and one configuration heard everything. */
export const isSteady = perHistory((history) => {
  const { lives } = history;
  const first = JSON.stringify(lives[0]?.config);
  return (
    hasTime(history, Number.POSITIVE_INFINITY) &&
    lives.every(({ config }) => JSON.stringify(config) === first)
  );
});

/**
 * How long the owner had a conversation at least in a stretch of time, whatever was set meanwhile, where that heard their words as
 * this account does; 0 = they were not heard alike all that time, or the owner had it not. What is set or goes wrong later
 * changes nothing of what was decided by then.
 */
export function leastQuietMs(account: Settings, history: History, fromMs: number, toMs: number): number {
  if (!hasTime(history, toMs)) return 0;
  const quietMs = quietOfLives(history, account.accountId)
    .filter((life) => life.fromMs <= toMs && (life.toMs === null || life.toMs >= fromMs))
    .map((life) => (life.hearing === hearing(account) ? life.quietMs : 0));
  return Math.min(account.quietMs, ...quietMs);
}

/** Of each life: without the account nobody was quiet. */
const quietOfLives = perHistory(({ lives }, accountId: string) =>
  lives.map(({ fromMs, toMs, config }) => {
    const account = receivingAccounts(config).find((one) => one.accountId === accountId);
    return { fromMs, toMs, quietMs: account?.quietMs ?? 0, hearing: account ? hearing(account) : null };
  }),
);

/** By a time: dates that were told without one, and a clock that was set, are felt by what comes later. */
function hasTime({ clockOffsets, disturbances }: History, toMs: number): boolean {
  const isUndated = disturbances.some(({ what, fromMs }) => what.includes('bad-dates') && fromMs <= toMs);
  return !isUndated && clockOffsets.every(({ fromMs }) => fromMs > toMs);
}

const hearings = new WeakMap<Settings, string>();

/** What of an account says which words are the owner's, and which of these are said to the agent. */
function hearing(account: Settings): string {
  const known = hearings.get(account) ?? hearingOf(account);
  hearings.set(account, known);
  return known;
}

function hearingOf(account: Settings): string {
  const { hearsOwner, isRemote, lines, ownAddresses, wireRegion, includeAttachments } = account;
  const words = { hearsOwner, isRemote, lines, ownAddresses, wireRegion, includeAttachments };
  const { dmPolicy, groupPolicy, groups, agents, defaultAgent, bindings } = account;
  const mentions = { dmPolicy, groupPolicy, groups, agents: [...agents], defaultAgent, bindings };
  return JSON.stringify(hearsOwner ? { ...words, ...mentions } : words);
}
