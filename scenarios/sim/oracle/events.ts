// What turns are told of that is no message: something that somebody did before, and each of it once.

import { chatMeaning } from './chat-meaning.ts';
import { firstByTurn } from './first-calls.ts';
import { isSameAddress } from './handles.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { LINK_BALLOON } from './words.ts';

/** How each begins, and of which rows it may tell. A tapback may come as a sentence as well. */
const KINDS: readonly [string, (row: WitnessedRow) => boolean][] = [
  ['iMessage reaction ', (row) => isReaction(row) || isQuoting(row.versions)],
  ['iMessage poll ', ({ balloonId }) => balloonId?.endsWith('com.apple.messages.Polls') === true],
  ['iMessage card ', ({ balloonId }) => balloonId !== null && balloonId !== LINK_BALLOON],
];
const WHO = / by (\S+)(?: on .+)?$/s;

export function eventFindings(
  accountId: string,
  { calls, rows }: Pick<History, 'calls' | 'rows'>,
): Finding[] {
  const told = new Map<string, number>();
  // A turn that is handed over again is told the same.
  return [...firstByTurn(calls).values()].flatMap((call) => {
    if (call.accountId !== accountId) return [];
    return (call.events ?? []).flatMap(({ text }): Finding[] => {
      const times = (told.get(text) ?? 0) + 1;
      told.set(text, times);
      const [, tells] = KINDS.find(([start]) => text.startsWith(start)) ?? [];
      const [, who] = WHO.exec(text) ?? [];
      if (tells === undefined || who === undefined)
        return [{ clause: 'given', text: `turn ${call.turnId} is told of "${text}"` }];
      const done = rows.filter(
        (row) =>
          row.insertedAtMs <= call.atMs &&
          isSameAddress(row.sender, who) &&
          mayBeToldIn(call, row) &&
          tells(row),
      );
      if (times <= done.length) return [];
      return [{ clause: 'given', text: `turn ${call.turnId} is told "${text}", which nobody did so often` }];
    });
  });
}

/** Stickers, tapbacks, and those that were taken off. */
function isReaction({ associatedType }: WitnessedRow): boolean {
  return associatedType === 1000 || (associatedType >= 2000 && associatedType < 4000);
}

/** A group has a session of its own; direct chats may share one. */
function mayBeToldIn({ chatGuid }: AgentCall, row: WitnessedRow): boolean {
  const ofGroup = (guid: string | null) => guid?.includes(';+;') === true;
  if (!ofGroup(chatGuid) && !ofGroup(row.chatGuid)) return true;
  return chatMeaning({ chatGuid, chatIdentifier: '' }) === chatMeaning(row);
}

function isQuoting(versions: WitnessedRow['versions']): boolean {
  return versions.some(({ text }) => /[“"].+[”"]/s.test(text));
}
