// What the agent was handed, held against the journal.

import { isDeepStrictEqual } from 'node:util';
import type { TurnOwner } from '../../engine/store/commands/redo.ts';
import { agentTurn } from '../../engine/turns/agent-turn.ts';
import type { Ledger } from '../observe/ledger.ts';
import type { Journal } from './inspect.ts';

/** The agent was only ever handed what the journal has, every time the same, however often and by whichever gateway. */
export function checkHandedOver(
  { turns }: Pick<Journal, 'turns'>,
  { agentCalls, entries }: Pick<Ledger, 'agentCalls' | 'entries'>,
): string[] {
  const known = new Map(turns.map((turn) => [turn.turnId, turn]));
  return agentCalls.flatMap((call) => {
    const { turn: handed, incarnation } = call;
    const turn = known.get(handed.id);
    const what = `turn "${handed.text}" was handed over by gateway ${incarnation}`;
    if (!turn?.preparation) return [`${what} before it was prepared`];
    const { messageGuids } = turn.context;
    const named = {
      ...(messageGuids.length > 0 && { MessageSidFull: messageGuids[0] }),
      ...(messageGuids.length > 1 && { coalescedMessageGuids: messageGuids }),
    };
    // What stands in the text for its files, and what was heard in them, follows from the journal as well.
    const { text } = agentTurn({ ...turn, preparation: turn.preparation });
    const journalled = { id: turn.turnId, text, ...turn.context, ...named, ...turn.preparation };
    const asked = wasRedone(call, entries) ? { ...handed, ...ownerOf(journalled) } : handed;
    return isDeepStrictEqual(asked, journalled) ? [] : [`${what} otherwise than it is in the journal`];
  });
}

/** Who answers a turn: another one, where its agent is not configured any more when it is begun once more. */
function ownerOf({ agentId, sessionKey, session }: TurnOwner): TurnOwner {
  return { agentId, sessionKey, session };
}

/** Whether the turn of a call has come to nothing after it, and the operator let such be begun once more. */
function wasRedone(call: Ledger['agentCalls'][number], entries: Ledger['entries']): boolean {
  const later = entries.slice(entries.indexOf(call) + 1);
  const failed = later.findIndex(
    (entry) =>
      entry.kind === 'event' &&
      entry.name === 'turn' &&
      entry.event.turnId === call.turn.id &&
      (entry.event.state === 'failed' || entry.event.state === 'interrupted'),
  );
  return failed >= 0 && later.slice(failed).some(({ kind }) => kind === 'redo');
}
