// What turns are told of that is no message: something that somebody did before, and each of it once.

import { isSameAddress } from './handles.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { LINK_BALLOON } from './words.ts';

/** How each begins, and of which rows it may tell. A tapback may come as a sentence as well. */
const KINDS: readonly [string, (row: WitnessedRow) => boolean][] = [
  ['iMessage reaction ', ({ associatedType, versions }) => associatedType !== 0 || isQuoting(versions)],
  ['iMessage poll ', ({ balloonId }) => balloonId?.endsWith('com.apple.messages.Polls') === true],
  ['iMessage card ', ({ balloonId }) => balloonId !== null && balloonId !== LINK_BALLOON],
];
const WHO = / by (\S+)(?: on .+)?$/s;

export function eventFindings(
  accountId: string,
  { calls, rows }: Pick<History, 'calls' | 'rows'>,
): Finding[] {
  const told = new Map<string, number>();
  return firstCalls(calls).flatMap((call) => {
    if (call.accountId !== accountId) return [];
    return (call.events ?? []).flatMap(({ text }): Finding[] => {
      const times = (told.get(text) ?? 0) + 1;
      told.set(text, times);
      const [, tells] = KINDS.find(([start]) => text.startsWith(start)) ?? [];
      const [, who] = WHO.exec(text) ?? [];
      if (tells === undefined || who === undefined)
        return [{ clause: 'given', text: `turn ${call.turnId} is told of "${text}"` }];
      const done = rows.filter(
        (row) => row.insertedAtMs <= call.atMs && isSameAddress(row.sender, who) && tells(row),
      );
      if (times <= done.length) return [];
      return [{ clause: 'given', text: `turn ${call.turnId} is told "${text}", which nobody did so often` }];
    });
  });
}

function isQuoting(versions: WitnessedRow['versions']): boolean {
  return versions.some(({ text }) => /[“"].+[”"]/s.test(text));
}

/** A turn that is handed over again is told the same. */
function firstCalls(calls: readonly AgentCall[]): AgentCall[] {
  return [...new Map(calls.toReversed().map((call) => [call.turnId, call])).values()].reverse();
}
