import { chatOfLane } from '../commands/chat-commands.ts';
import type { LeaveToOwner } from '../commands/owners-words.ts';
import { endedByOwner, isLeftToOwner, LEFT_TO_OWNER } from '../rules.ts';
import type { MemoryJournal } from './journal.ts';
import type { MemorySources } from './sources.ts';
import { stoodBefore } from './stood-before.ts';
import type { MemoryTurns } from './turns.ts';

interface Beside {
  readonly sources: MemorySources;
  readonly journal: Pick<MemoryJournal, 'passOver'>;
  readonly turns: Pick<MemoryTurns, 'endLane'>;
}

export function createMemoryLeaveToOwner({ sources, journal, turns }: Beside): LeaveToOwner {
  return (lanes, { accountId, sourceId, seq: before, rowid }) => {
    const source = sources.get(sourceId);
    const passedOver = lanes.flatMap((lane) =>
      journal.passOver(source, accountId, chatOfLane(accountId, lane), before, LEFT_TO_OWNER, (row) =>
        isLeftToOwner(row, rowid),
      ),
    );
    const isBefore = stoodBefore(sources, source, rowid);
    const ended = lanes.flatMap((lane) =>
      turns.endLane(accountId, lane, (turn) => (turn.memberSeqs.every(isBefore) ? endedByOwner(turn) : null)),
    );
    return { ended, passedOver };
  };
}
