// Which way messages leave, where the configuration names one.

import { settingsSinceStart } from './account-at.ts';
import type { Finding, History } from './history.ts';
import { receivingAccounts, type Settings } from './settings.ts';

/** Where the bridge is the only way, what goes wrong with it is in the way of replies. */
export function withTheOnlyWay(history: History): History {
  const { lives, disturbances } = history;
  const isBridgeAlone = lives.some(({ config }) =>
    receivingAccounts(config).some(({ sendTransport }) => sendTransport === 'bridge'),
  );
  if (!isBridgeAlone) return history;
  const ofBridge = disturbances.filter(({ of }) => of === 'bridge' || of === 'bridge alone');
  return {
    ...history,
    disturbances: [...disturbances, ...ofBridge.map((one) => ({ ...one, of: 'sending' as const }))],
  };
}

/** Who asked imsg to send is not on its wire: with several accounts nobody can say whose it was. */
export function transportFindings(account: Settings, history: History): Finding[] {
  if (history.lives.some(({ config }) => receivingAccounts(config).length !== 1)) return [];
  return (history.attempts ?? []).flatMap(({ atMs, chatGuid, transport, isThreaded }): Finding[] => {
    // To somebody new only AppleScript can send, and only the bridge knows threads (ruling-26).
    if (chatGuid === '' || isThreaded) return [];
    const named = settingsSinceStart(account, history, atMs, atMs).map(({ sendTransport }) => sendTransport);
    const isAllowed = (way: string) => way === 'auto' || transport === null || transport === way;
    if (named.length === 0 || named.some(isAllowed)) return [];
    const text = `something for ${chatGuid} was to leave by ${transport}, and only ${named[0]} may be used`;
    return [{ clause: 'unasked', text }];
  });
}
