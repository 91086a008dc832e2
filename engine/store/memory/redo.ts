import { REASONS } from '../../fates.ts';
import type { RedoCommands } from '../commands/redo.ts';
import type { TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { redone, stretchOf, unanswered, whyNotRedone } from '../redo-rules.ts';
import type { MemoryPartList } from './part-list.ts';
import type { MemorySources } from './sources.ts';
import { type MemoryTurns, refate } from './turns.ts';

export function createMemoryRedo(
  sources: MemorySources,
  turns: MemoryTurns,
  parts: MemoryPartList,
): Handlers<RedoCommands> {
  const hasSaid = ({ turnId }: TurnRow) => [...parts.parts.values()].some((part) => part.turnId === turnId);
  return {
    unansweredTurns(asked) {
      const all = turns.all();
      const { from, upTo, next } = stretchOf(asked, all.length);
      const ended = all
        .slice(from - 1, upTo - 1)
        .filter(({ state }) => state === 'failed' || state === 'interrupted')
        .map(unanswered);
      return { turns: 'after' in asked ? ended : ended.toReversed(), next };
    },
    redoTurn({ turnId, owner }) {
      const turn = turns.handlers.turn({ turnId });
      const why = whyNotRedone(turn);
      if (turn === null || why !== null) return why ?? 'unknown';
      if (turn.state === 'interrupted' && hasSaid(turn)) return 'partly_said';
      const begun = redone(turn, owner);
      turns.reopen(begun);
      turn.memberSeqs.forEach((seq, index) => {
        const code = index === 0 ? 'began_turn' : 'joined_turn';
        refate(sources.rows[seq - 1]!, turn, { fate: REASONS[code].fate, code, detail: '' });
      });
      return begun;
    },
  };
}
