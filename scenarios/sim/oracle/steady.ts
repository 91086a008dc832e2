// What has to stay as it is for it to be known what the owner's words come to.

import type { History } from './history.ts';
import { perHistory } from './per-history.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** Whether the clock was right all the time, dates were told, and one configuration heard everything. */
export const isSteady = perHistory((history) => {
  const { lives } = history;
  const first = JSON.stringify(lives[0]?.config);
  return hasTime(history) && lives.every(({ config }) => JSON.stringify(config) === first);
});

/**
 * How long the owner had a conversation at least, whatever was set meanwhile, where that heard their words alike; 0 = it was not
 * heard alike all the time, or not had.
 */
export const leastQuietMs = perHistory((history, accountId: string): number => {
  const accounts = history.lives.map(({ config }) =>
    receivingAccounts(config).find((account) => account.accountId === accountId),
  );
  const [first] = accounts;
  if (first === undefined || !hasTime(history)) return 0;
  const quietMs = accounts.map((account) =>
    account !== undefined && hearing(account) === hearing(first) ? account.quietMs : 0,
  );
  return Math.min(...quietMs);
});

const hasTime = ({ clockOffsets, disturbances }: History): boolean =>
  clockOffsets.length === 0 && !disturbances.some(({ what }) => what.includes('bad-dates'));

/** What of an account says which words are the owner's, and which of these are said to the agent. */
function hearing(account: Settings): string {
  const { hearsOwner, isRemote, lines, ownAddresses, wireRegion, includeAttachments } = account;
  const words = { hearsOwner, isRemote, lines, ownAddresses, wireRegion, includeAttachments };
  const { dmPolicy, groupPolicy, groups, agents, defaultAgent, bindings } = account;
  const mentions = { dmPolicy, groupPolicy, groups, agents: [...agents], defaultAgent, bindings };
  return JSON.stringify(hearsOwner ? { ...words, ...mentions } : words);
}
